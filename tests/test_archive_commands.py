"""What an operator does about an archive's index: make it anew, and have it looked at."""

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


@pytest.mark.parametrize("command", ["reindex"])
def test_an_archive_that_is_not_there_is_not_made(command: str, tmp_path: Path) -> None:
    result = newsdesk(command)
    assert result.stderr.startswith("newsdesk: data/newsdesk.db: no archive is there; make one")
    assert result.exit_code == 2
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
