"""`newsdesk related` as an operator meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

SEEDS = str(Path(__file__).parent.parent / "seeds")


@pytest.fixture(autouse=True)
def _loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in a folder that has an archive of the owner's documents in its usual place."""
    monkeypatch.chdir(tmp_path)
    for key in ("NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)
    newsdesk("load", SEEDS)


def newsdesk(*arguments: str, fed: bytes = b"") -> Result:
    result = CliRunner().invoke(main, arguments, input=fed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def url() -> str:
    """An article that has a related list."""
    found = json.loads(newsdesk("search", "sensetime", "consortium", "--json").stdout)
    return str(found["hits"][0]["url"])


def test_people_read_titles_reasons_and_addresses(url: str) -> None:
    result = newsdesk("related", url)
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Sensetime-led consortium")
    assert lines[1].startswith("  1. ")
    assert "listed by the publisher" in lines[2]
    assert lines[3].strip().startswith("https://")
    assert result.exit_code == 0


def test_json_is_one_object(url: str) -> None:
    answer = json.loads(newsdesk("related", url, "--json").stdout)
    assert answer["url"] == url
    assert answer["ms"] > 0
    first = answer["related"][0]
    assert set(first) == {"url", "title", "score", "reason", "published", "sources"}
    assert first["sources"][0] == first["url"]
    assert "listed by the publisher" in first["reason"]


def test_a_batch_is_answered_line_by_line_in_order(url: str) -> None:
    lines = [url, "https://nowhere.example/", "", "no address", f"{url}?utm_source=x", "\xff"]
    fed = "\n".join(lines).encode("latin-1")
    result = newsdesk("related", "--batch", "-", fed=fed)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["url"] for answer in answers] == [*lines[:-1], "\ufffd"]
    assert [bool(answer["related"]) for answer in answers] == [1, 0, 0, 0, 1, 0]
    assert ["error" in answer for answer in answers] == [0, 1, 1, 1, 0, 1]
    assert answers[0]["related"] == answers[4]["related"]
    assert result.stdout.isascii()


def test_limit_is_kept(url: str) -> None:
    assert (
        len(json.loads(newsdesk("related", url, "--json", "--limit", "1").stdout)["related"]) == 1
    )


def test_ignoring_lists_neither_uses_them_nor_collapses(url: str) -> None:
    answer = json.loads(newsdesk("related", url, "--json", "--ignore-stored").stdout)
    assert answer["related"]
    for hit in answer["related"]:
        assert "listed" not in hit["reason"]
        assert "sources" not in hit
    collapsed = newsdesk("related", url, "--json", "--ignore-stored", "--collapse").stdout
    assert all("sources" in hit for hit in json.loads(collapsed)["related"])


@pytest.mark.parametrize("arguments", [[], ["https://a.com/", "--batch", "-"]])
def test_either_an_address_or_a_batch_is_given(arguments: list[str]) -> None:
    result = newsdesk("related", *arguments)
    assert "give either URL or --batch FILE" in result.stderr
    assert result.exit_code == 2


def test_an_unknown_address_is_told() -> None:
    result = newsdesk("related", "https://nowhere.example/\x1b[2J")
    assert result.stdout.endswith(": no article of the archive is at this address\n")
    assert "\x1b" not in result.stdout


def test_an_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = newsdesk("related", "https://a.com/", "--database", str(tmp_path / "none.db"))
    assert "no archive is there" in result.stderr
    assert result.exit_code == 2


def test_the_command_knows_nothing_of_discord(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom bot.__main__ import main\n"
        "CliRunner().invoke(main, ['related', 'https://a.com/'])\n"
        "print('discord' in sys.modules, 'bot.services.find_related' in sys.modules)"
    )
    told = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert told.stdout == "False True\n"
