"""The command line as an operator meets it: what it prints, where, and with which exit code."""

import json
import os
import pty
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

SEEDS = str(Path(__file__).parent.parent / "seeds")
ARTICLE = """\
---
title: "A made-up headline"
publishedDateTime: 2020-01-02T03:04:05Z
webUrl: https://example.org/made-up
---
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in an empty folder and without settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in ("DISCORD_TOKEN", "NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_load_json_prints_one_object_and_nothing_else() -> None:
    result = newsdesk("load", SEEDS, "--json")
    assert json.loads(result.stdout) == {
        "files": 5,
        "articles": 4,
        "related": 7,
        "added": 11,
        "updated": 0,
        "unchanged": 0,
        "repaired": 1,
        "quarantined": [],
    }
    assert result.exit_code == 0


def test_load_tells_people_what_it_did() -> None:
    result = newsdesk("load", SEEDS)
    assert "5 files read. The archive has 4 articles and 7 known only from related" in result.stdout
    assert "11 added, 0 updated, 0 unchanged; 1 field repaired." in result.stdout


def test_a_quarantined_file_is_named_with_line_reason_and_mend(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(ARTICLE)
    (tmp_path / "bad.md").write_text(ARTICLE.replace("2020-01-02T03:04:05Z", "soon"))
    result = newsdesk("load", str(tmp_path / "good.md"), str(tmp_path / "bad.md"))
    assert f"{tmp_path}/bad.md:3: `publishedDateTime: soon` is no date; write one" in result.stdout
    assert result.exit_code == 0


def test_names_of_files_cant_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "bad\x1b[2Jname").touch()
    assert "bad\\x1b[2Jname: the file is empty" in newsdesk("lint", str(tmp_path)).stdout


def test_strict_exits_with_1_where_something_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(ARTICLE)
    (tmp_path / "empty.md").touch()
    assert newsdesk("load", str(tmp_path), "--strict").exit_code == 1


def test_strict_exits_with_0_where_nothing_was_left_out() -> None:
    assert newsdesk("load", SEEDS, "--strict").exit_code == 0


def test_loading_nothing_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = newsdesk("load", str(tmp_path / "empty"))
    assert result.exit_code == 1
    assert "nothing was loaded" in result.stderr


def test_loading_what_is_unchanged_exits_with_0() -> None:
    newsdesk("load", SEEDS)
    result = newsdesk("load", SEEDS, "--json")
    assert json.loads(result.stdout)["unchanged"] == 11
    assert result.exit_code == 0


def test_prune_forgets_articles_of_files_that_are_gone(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "kept.md").write_text(ARTICLE.replace("made-up", "kept"))
    (folder / "gone.md").write_text(ARTICLE)
    newsdesk("load", str(folder))
    (folder / "gone.md").unlink()
    assert json.loads(newsdesk("load", str(folder), "--json").stdout)["articles"] == 2
    assert json.loads(newsdesk("load", str(folder), "--prune", "--json").stdout)["articles"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["load", "nowhere"], "newsdesk: nowhere: no such file or folder"),
        (["lint", "nowhere"], "newsdesk: nowhere: no such file or folder"),
        (["load", SEEDS, "--database", "/dev/null/x.db"], "newsdesk: /dev/null/x.db: its folder"),
        (["search", "x"], "newsdesk: data/newsdesk.db: no archive is there; make one with"),
        (["search", "x", "--since", "soon"], "newsdesk: since 'soon' is not a date: write"),
        (["run"], "newsdesk: DISCORD_TOKEN is not set; get one at https://discord.com/"),
    ],
)
def test_what_the_operator_can_mend_is_one_line_and_exit_code_2(
    arguments: list[str], message: str
) -> None:
    result = newsdesk(*arguments)
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert result.exit_code == 2


def test_every_wrong_setting_is_named_in_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("NEWSDESK_LOG_FORMAT=xml\n")
    monkeypatch.setenv("NEWSDESK_LOG_LEVEL", "loud")
    result = newsdesk("load", SEEDS)
    assert "NEWSDESK_LOG_LEVEL (read from the environment): must be one of DEBUG" in result.stderr
    assert "NEWSDESK_LOG_FORMAT (read from .env): must be one of auto, text" in result.stderr
    assert result.exit_code == 2


def test_lint_reports_like_a_load_and_stores_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("---\ntitle: x\n")
    result = newsdesk("lint", SEEDS, str(tmp_path / "bad.txt"), "--json")
    report = json.loads(result.stdout)
    assert (report["files"], report["articles"], report["related"]) == (6, 4, 7)
    assert report["quarantined"][0]["line"] == 1
    assert not (tmp_path / "data").exists()
    assert result.exit_code == 0


def test_lint_strict_exits_with_1_where_something_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("---\ntitle: x\n")
    result = newsdesk("lint", str(tmp_path / "bad.txt"), "--strict")
    assert "1 left out:" in result.stdout
    assert result.exit_code == 1


def test_lint_says_so_where_nothing_is_wrong() -> None:
    assert "Nothing to mend." in newsdesk("lint", SEEDS).stdout


def test_search_json_has_the_promised_shape() -> None:
    newsdesk("load", SEEDS)
    answer = json.loads(newsdesk("search", "lockport", "gunz", "--json").stdout)
    assert answer["query"] == "lockport gunz"
    assert answer["corrected"] == "lockport guns"
    assert answer["total"] == 1
    (hit,) = answer["hits"]
    assert set(hit) == {"title", "url", "provider", "published", "topics", "excerpt", "score"}
    assert hit["provider"] == "The Buffalo News"
    assert hit["published"] == "2019-11-24T10:01:00Z"
    assert hit["topics"] == ["AI", "Natural Language Processing"]


def test_search_lists_hits_for_people() -> None:
    newsdesk("load", SEEDS)
    shown = newsdesk("search", "facal", "recogniton", "--limit", "2").stdout
    assert shown.startswith('11 articles found, for "facial recognition":\n  1. ')
    assert "The Financial Times · 1 Dec 2019" in shown
    assert "  3. " not in shown


def test_search_takes_limits_by_topic_source_and_time() -> None:
    newsdesk("load", SEEDS)
    limits = ("--topic", "computer vision", "--source", "ft.com", "--since", "2020")
    answer = json.loads(newsdesk("search", "facial", "--json", *limits).stdout)
    assert [hit["published"] for hit in answer["hits"]] == ["2020-10-07T04:00:00Z"]


def test_search_that_finds_nothing_offers_spellings_and_topics() -> None:
    newsdesk("load", SEEDS)
    result = newsdesk("search", "zzrecognitionzz")
    assert result.stdout.startswith('Nothing found for "zzrecognitionzz".\n')
    assert "Words of the archive near to yours: recognition" in result.stdout
    assert "Topics: AI" in result.stdout
    assert result.exit_code == 0


def test_progress_is_shown_on_a_terminal() -> None:
    terminal, end = pty.openpty()
    termios.tcsetwinsize(end, (24, 80))
    command = [sys.executable, "-m", "bot", "lint", SEEDS]
    environment = {**os.environ, "PYTHONPATH": str(Path(SEEDS).parent)}
    done = subprocess.run(  # noqa: S603  our own program
        command, check=True, stdout=subprocess.PIPE, stderr=end, env=environment
    )
    shown = os.read(terminal, 65_536)  # before the end is closed, which would hang up
    os.close(end)
    os.close(terminal)
    assert b"Reading the corpus" in shown
    assert done.stdout.startswith(b"5 files read")


def test_a_batch_answers_each_line_in_order(tmp_path: Path) -> None:
    newsdesk("load", SEEDS)
    (tmp_path / "queries.txt").write_text("lockport guns\n\nface biometric standards\n")
    shown = newsdesk("search", "--batch", "queries.txt", "--limit", "1").stdout
    answers = [json.loads(line) for line in shown.splitlines()]
    assert [answer["query"] for answer in answers] == [
        "lockport guns",
        "",
        "face biometric standards",
    ]
    assert [len(answer["hits"]) for answer in answers] == [1, 0, 1]
    assert all(answer["ms"] > 0 for answer in answers)


def test_a_batch_comes_from_standard_input_too() -> None:
    newsdesk("load", SEEDS)
    shown = CliRunner().invoke(main, ["search", "--batch", "-"], input="lockport guns").stdout
    assert json.loads(shown)["total"] == 1


@pytest.mark.parametrize("arguments", [[], ["words", "--batch", "-"]])
def test_a_search_takes_either_words_or_a_batch(arguments: list[str]) -> None:
    result = newsdesk("search", *arguments)
    assert "give either WORDS or --batch FILE" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize("command", ["load", "lint", "search", "run", "demo"])
def test_every_command_takes_a_database_and_explains_itself(command: str) -> None:
    result = newsdesk(command, "--help")
    assert "--database" in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "arguments", [["--help"], ["load", SEEDS], ["lint", SEEDS], ["search", "china"]]
)
def test_offline_commands_start_without_discord(arguments: list[str], tmp_path: Path) -> None:
    newsdesk("load", SEEDS, "--database", str(tmp_path / "data" / "newsdesk.db"))
    program = (
        "import sys\nfrom bot.__main__ import main\n"
        "try:\n    main()\nfinally:\n    sys.exit(3 if 'discord' in sys.modules else 0)\n"
    )
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(Path(SEEDS).parent)},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
