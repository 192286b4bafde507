"""How a database file comes to the schema of this version."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest
from filelock import FileLock

from bot.errors import StorageError
from bot.storage import schema
from bot.storage.schema import migrate
from bot.storage.store import open_store

STEPS = sorted(
    Path(str(step))
    for step in (resources.files("bot.storage") / "migrations").iterdir()
    if step.name.endswith(".sql")
)


def dump(path):
    """Every table and index but yoyo's own, and the numbers in the file's header."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name NOT LIKE '%yoyo%' ORDER BY 2"
        ).fetchall()
        header = [
            connection.execute(f"PRAGMA {name}").fetchone()
            for name in ("user_version", "application_id")
        ]
    return tables, header


@pytest.mark.parametrize("applied", range(len(STEPS) + 1))
def test_a_database_of_any_older_version_becomes_like_a_fresh_one(tmp_path, applied):
    older = tmp_path / "older"
    older.mkdir()
    for step in STEPS[:applied]:
        shutil.copy(step, older)
    if applied:
        schema._apply(tmp_path / "old.db", older)
    migrate(tmp_path / "old.db")
    migrate(tmp_path / "fresh.db")
    assert dump(tmp_path / "old.db") == dump(tmp_path / "fresh.db")


def test_the_last_line_of_each_step_is_its_number():
    for number, step in enumerate(STEPS, start=1):
        assert step.name.startswith(f"{number:04}_")
        assert step.read_text().rstrip().endswith(f"PRAGMA user_version = {number};")


def test_a_database_up_to_date_is_left_as_it_is(path):
    migrate(path)
    before = path.read_bytes()
    migrate(path)
    assert path.read_bytes() == before


def test_a_newer_database_is_refused_unchanged(path):
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"newer Newsdesk \(schema 99.*update Newsdesk"):
        migrate(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, 1])
def test_a_database_of_another_program_is_refused_unchanged(path, version):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE cookies (name)")
        connection.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="another program; choose another path"):
        migrate(path)
    assert path.read_bytes() == before


async def test_a_file_that_is_no_database_is_refused_unchanged(path):
    path.write_text("category: news\n" * 100)
    with pytest.raises(StorageError, match="is no SQLite database; move it away"):
        async with open_store(path):
            pass
    assert path.read_text() == "category: news\n" * 100


@pytest.mark.parametrize("name", ["a b", "q?mode=ro", "h#y", "p%41z", "é", "a&b=c;d"])
async def test_any_file_name_will_do(tmp_path, name):
    async with open_store(tmp_path / f"{name}.db") as store:
        assert await store.articles.counts(guild_id=None) == (0, 0)
    assert (tmp_path / f"{name}.db").is_file()


def test_processes_that_migrate_at_once_wait_for_each_other(path):
    script = "import sys, pathlib, bot.storage.schema as s; s.migrate(pathlib.Path(sys.argv[1]))"
    command = [sys.executable, "-c", script, str(path)]
    processes = [
        subprocess.Popen(command, stderr=subprocess.PIPE)  # noqa: S603 - our own interpreter
        for _ in range(3)
    ]
    errors = [process.communicate()[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], errors
    assert dump(path)[1][0] == (len(STEPS),)


def test_a_migration_that_another_process_never_ends_is_named(path, monkeypatch):
    monkeypatch.setattr(schema, "_LOCK_SECONDS", 0.05)
    with (
        FileLock(f"{path}.lock"),
        pytest.raises(StorageError, match="made by another process; try again"),
    ):
        migrate(path)


def test_a_lock_that_cannot_be_made_is_named(path):
    Path(f"{path}.lock").mkdir()
    with pytest.raises(StorageError, match="allow writing to its folder"):
        migrate(path)
