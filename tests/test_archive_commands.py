"""What an operator does about an archive's index: make it anew, and have it looked at."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

SEEDS = str(Path(__file__).parent.parent / "seeds")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in an empty folder and without settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in ("NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)


@pytest.fixture
def old(tmp_path: Path, old_database: bytes) -> Path:
    """An archive of the first version in its usual place."""
    path = tmp_path / "data" / "newsdesk.db"
    path.parent.mkdir()
    path.write_bytes(old_database)
    return path


@pytest.fixture
def spoilt(tmp_path: Path) -> None:
    """An archive one of whose articles is not in the index."""
    newsdesk("load", SEEDS)
    with closing(sqlite3.connect(tmp_path / "data" / "newsdesk.db")) as connection, connection:
        connection.execute(
            "DELETE FROM article_words WHERE article_id ="
            " (SELECT id FROM articles WHERE title LIKE '%Lockport%')"
        )


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_reindex_says_how_many_articles_it_indexed_and_how_long_that_took() -> None:
    newsdesk("load", SEEDS)
    result = newsdesk("reindex")
    assert result.stdout.startswith("11 articles indexed in 0.")
    assert result.stdout.endswith(" seconds.\n")
    assert result.exit_code == 0


@pytest.mark.parametrize(("command", "code"), [("reindex", 2), ("doctor", 1)])
def test_an_archive_that_is_not_there_is_not_made(command: str, code: int, tmp_path: Path) -> None:
    result = newsdesk(command)
    assert "data/newsdesk.db: no archive is there; make one" in result.output
    assert result.exit_code == code
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("old")
def test_searching_an_archive_of_an_older_version_names_the_mend() -> None:
    result = newsdesk("search", "facial recognition")
    assert "made by an older Newsdesk; run `newsdesk reindex`, which mends that" in result.stderr
    assert result.exit_code == 2


@pytest.mark.usefixtures("old")
def test_reindex_mends_an_archive_of_an_older_version() -> None:
    assert newsdesk("reindex").stdout.startswith("11 articles indexed")
    assert newsdesk("search", "facial recognition").stdout.startswith("11 articles found")


@pytest.mark.usefixtures("old")
def test_load_makes_the_index_of_an_older_version_anew_and_says_so() -> None:
    result = newsdesk("load", SEEDS)
    assert result.stderr == "newsdesk: the index is of an older version and is made anew\n"
    assert "0 added, 0 updated, 11 unchanged" in result.stdout
    assert newsdesk("search", "facial recognition").stdout.startswith("11 articles found")


def test_load_says_nothing_of_an_index_that_is_up_to_date() -> None:
    assert newsdesk("load", SEEDS).stderr == ""
    assert newsdesk("load", SEEDS).stderr == ""


def test_doctor_says_of_each_thing_that_it_is_sound() -> None:
    newsdesk("load", SEEDS)
    result = newsdesk("doctor")
    *lines, last = result.stdout.splitlines()
    assert "ok     every article is in the index (11)" in lines
    assert all(line.startswith(("ok ", "note ")) for line in lines)
    assert last == "Nothing is wrong."
    assert result.exit_code == 0


@pytest.mark.usefixtures("spoilt")
def test_doctor_names_what_is_wrong_with_the_mend_and_exits_with_1() -> None:
    result = newsdesk("doctor")
    assert (
        "WRONG  articles are missing from the index (1); run `newsdesk reindex`\n"
        "         For now, Lockport wants facial recognition"
    ) in result.stdout
    assert "Nothing is wrong" not in result.stdout
    assert result.exit_code == 1


@pytest.mark.usefixtures("spoilt")
def test_doctor_tells_machines_the_same() -> None:
    result = newsdesk("doctor", "--json")
    told = json.loads(result.stdout)
    (unindexed,) = (check for check in told["checks"] if check["name"] == "unindexed")
    assert told["healthy"] is False
    assert (unindexed["problems"], len(unindexed["examples"])) == (1, 1)
    assert result.exit_code == 1


@pytest.mark.usefixtures("spoilt")
def test_what_doctor_finds_reindex_mends() -> None:
    newsdesk("reindex")
    result = newsdesk("doctor", "--json")
    assert json.loads(result.stdout)["healthy"] is True
    assert result.exit_code == 0


@pytest.mark.usefixtures("old")
def test_doctor_names_an_archive_of_an_older_version() -> None:
    result = newsdesk("doctor")
    assert "made by an older Newsdesk; run `newsdesk reindex`, which mends that" in result.stdout
    assert result.exit_code == 1


@pytest.mark.parametrize("command", ["reindex", "doctor"])
def test_these_commands_take_a_database_and_explain_themselves(command: str) -> None:
    result = newsdesk(command, "--help")
    assert "--database" in result.stdout
    assert result.exit_code == 0
