"""What an operator does about backups: make one, put one in place, and bring an archive up."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.storage.bot_lock import serving_from

SEEDS = str(Path(__file__).parent.parent / "seeds")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in an empty folder and without settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in ("NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_BACKUPS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    newsdesk("load", SEEDS)
    return tmp_path / "data" / "newsdesk.db"


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.usefixtures("database")
def test_a_backup_goes_to_the_folder_beside_the_archive_and_is_counted() -> None:
    result = newsdesk("backup")
    (made,) = Path("data/backups").iterdir()
    assert result.stdout.startswith(f"{made}: 11 articles, 0 subscriptions, 0 editions; 0.")
    assert result.stdout.endswith(" MiB, checked.\n")


@pytest.mark.usefixtures("database")
def test_a_backup_goes_to_the_folder_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_BACKUPS", "elsewhere/deep")
    newsdesk("backup")
    assert len(list(Path("elsewhere/deep").iterdir())) == 1


@pytest.mark.usefixtures("database")
def test_a_backup_goes_to_a_file_once() -> None:
    assert newsdesk("backup", "mine.db").stdout.startswith("mine.db: 11 articles")
    before = Path("mine.db").read_bytes()
    result = newsdesk("backup", "mine.db")
    assert result.stderr == "newsdesk: mine.db: is there already; name another file\n"
    assert result.exit_code == 2
    assert Path("mine.db").read_bytes() == before


@pytest.mark.usefixtures("database")
def test_a_folder_that_is_named_keeps_all_its_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_BACKUPS_KEPT", "1")
    Path("mine").mkdir()
    for day in range(1, 4):
        (Path("mine") / f"newsdesk-2024010{day}T000000Z.db").touch()
    newsdesk("backup", "mine")
    assert len(list(Path("mine").iterdir())) == 4


def test_without_an_archive_there_is_nothing_to_back_up() -> None:
    result = newsdesk("backup")
    assert "no archive is there; make one with `newsdesk load PATH`" in result.stderr
    assert result.exit_code == 2


def test_a_restored_backup_answers_and_the_archive_before_is_kept(database: Path) -> None:
    newsdesk("backup", "mine.db")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE articles SET title = 'Zebra'")
    result = newsdesk("restore", "mine.db")
    (old,) = (path for path in database.parent.iterdir() if path.name.endswith("Z"))
    assert result.stdout == (
        f"mine.db is in the place of data/newsdesk.db. The database that was there is"
        f" data/{old.name}.\n"
    )
    assert newsdesk("search", "facial recognition").stdout.startswith("11 articles found")
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT DISTINCT title FROM articles").fetchall() == [("Zebra",)]


def test_a_restored_backup_has_the_rights_of_the_archive(database: Path) -> None:
    newsdesk("backup", "mine.db")
    database.chmod(0o640)
    newsdesk("restore", "mine.db")
    assert database.stat().st_mode & 0o777 == 0o640


def test_a_backup_is_restored_where_no_archive_is(database: Path) -> None:
    newsdesk("backup", "mine.db")
    database.unlink()
    assert "There was no database before." in newsdesk("restore", "mine.db").stdout
    assert newsdesk("search", "facial recognition").stdout.startswith("11 articles found")


@pytest.mark.parametrize("content", [b"", b"garbage" * 1000])
def test_what_is_no_backup_is_refused_and_nothing_changed(database: Path, content: bytes) -> None:
    Path("mine.db").write_bytes(content)
    before = database.read_bytes()
    result = newsdesk("restore", "mine.db")
    assert result.stderr.startswith("newsdesk: ")
    assert "choose another backup" in result.stderr
    assert result.exit_code == 2
    assert database.read_bytes() == before


@pytest.mark.parametrize("command", [["restore", "mine.db"], ["migrate"]])
def test_while_a_bot_serves_these_are_refused(database: Path, command: list[str]) -> None:
    newsdesk("backup", "mine.db")
    with serving_from(database):
        result = newsdesk(*command)
    expected = f"a bot serves from it (process {os.getpid()}); stop that one, or name another"
    assert expected in result.stderr
    assert result.exit_code == 2


def test_beside_a_bot_an_archive_can_be_backed_up_read_and_loaded(database: Path) -> None:
    with serving_from(database):
        for command in (["backup"], ["search", "china"], ["doctor"], ["load", SEEDS], ["reindex"]):
            assert newsdesk(*command).exit_code == 0


def test_an_older_archive_is_brought_up_after_a_backup(tmp_path: Path, old_database: bytes) -> None:
    path = tmp_path / "data" / "newsdesk.db"
    path.parent.mkdir()
    path.write_bytes(old_database)
    result = newsdesk("migrate")
    (made,) = Path("data/backups").iterdir()
    assert result.stdout.startswith("data/newsdesk.db was brought from schema 1 to ")
    assert result.stdout.endswith(f"; {made} is as it was before.\n")
    with closing(sqlite3.connect(made)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert newsdesk("search", "facial recognition").stdout.startswith("11 articles found")


@pytest.mark.usefixtures("database")
def test_an_archive_of_this_version_is_left_as_it_is() -> None:
    assert "has the schema of this version already" in newsdesk("migrate").stdout
    assert not Path("data/backups").exists()


@pytest.mark.usefixtures("database")
def test_without_a_bot_there_is_nobody_to_reload() -> None:
    result = newsdesk("reload")
    assert result.stderr.startswith("newsdesk: no bot serves from data/newsdesk.db; `newsdesk load")
    assert result.exit_code == 1


SERVE = (
    "import signal, sys, pathlib; from bot.storage.bot_lock import serving_from\n"
    "signal.signal(signal.SIGUSR1, lambda *_: sys.exit(7))\n"
    "with serving_from(pathlib.Path(sys.argv[1])):\n"
    "    print('serving', flush=True); sys.stdin.read()"
)


def test_a_bot_is_asked_to_reload(database: Path) -> None:
    command = [sys.executable, "-c", SERVE, str(database)]
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"serving\n"
        result = newsdesk("reload")
        assert process.wait(timeout=10) == 7
    assert result.stdout.startswith(f"Asked the bot (process {process.pid}) to load its corpus")
    assert result.exit_code == 0


def test_another_process_of_the_number_that_a_container_told_is_left_alone(
    database: Path,
) -> None:
    """The bot's number is its own inside its container only."""
    with subprocess.Popen(["sleep", "60"]) as bystander:  # noqa: S607 - whichever there is
        with serving_from(database):
            Path(f"{database}.bot").write_text(f"{bystander.pid}\n")
            result = newsdesk("reload")
        assert bystander.poll() is None
        bystander.kill()
    assert "can't be reached from here; ask in its container" in result.stderr
    assert result.exit_code == 2
