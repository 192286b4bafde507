"""What becomes of a damaged database: nothing of it is deleted, and the best there is serves."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StorageDamagedError, StorageError
from bot.services.ready_database import ready_database
from bot.services.recover_database import Way, recover_database, restore_backup
from bot.storage.backups import Backups
from bot.storage.exchange import complete_exchange, exchange
from bot.storage.schema import latest_version
from bot.storage.soundness import find_damage
from bot.storage.store import open_store

NOON = datetime(2024, 5, 5, 12, tzinfo=UTC)
PAGE = 4096


@pytest.fixture
def database(tmp_path, seeded_database):
    """An archive of the owner's documents."""
    path = tmp_path / "data" / "newsdesk.db"
    path.parent.mkdir()
    path.write_bytes(seeded_database)
    return path


@pytest.fixture
def backups(database):
    return Backups(database.parent / "backups", database)


@pytest.fixture
def ready(database, backups):
    """Have the database made ready; what was done."""

    async def ready(damage=None):
        return await ready_database(database, backups, kept=7, now=NOON, damage=damage)

    return ready


def titles(path):
    with closing(sqlite3.connect(path)) as connection:
        return {title for (title,) in connection.execute("SELECT title FROM articles")}


def root_page(path, name):
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return connection.execute(query, (name,)).fetchone()[0]


def overwrite(path, start, data):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def header(path):
    overwrite(path, 0, b"\xff" * 100)


def middle(path):
    overwrite(path, PAGE * (root_page(path, "articles") - 1), b"\xff" * PAGE)


def cut(path):
    os.truncate(path, path.stat().st_size // 2)


def emptied(path):
    os.truncate(path, 0)


DAMAGES = [header, middle, cut, emptied]


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_damaged_database_gives_way_to_the_newest_good_backup(
    database, backups, ready, damage
):
    before = titles(database)
    good = backups.make(now=NOON - timedelta(hours=5), kept=7)
    cut(backups.make(now=NOON - timedelta(hours=1), kept=7).path)
    damage(database)
    damaged = database.read_bytes()
    recovery = (await ready(damage=find_damage(database))).recovery
    assert (recovery.way, recovery.backup) == (Way.RESTORED, good)
    assert titles(database) == before
    assert find_damage(database) is None
    assert recovery.old.read_bytes() == damaged
    assert recovery.old.name.startswith("newsdesk.db.old-20")


@pytest.mark.parametrize("damage", [header, middle, cut])
async def test_without_a_backup_an_empty_one_serves_and_the_damaged_one_is_kept(
    database, ready, damage
):
    damage(database)
    damaged = database.read_bytes()
    recovery = (await ready(damage=find_damage(database))).recovery
    assert recovery.way is Way.NEW
    assert recovery.old.read_bytes() == damaged
    async with open_store(database) as store:
        assert await store.articles.counts(guild_id=None) == (0, 0)


async def test_where_every_row_can_be_read_no_row_is_lost(database, backups, ready):
    """Only an index is damaged, which can be made from its table."""
    backups.make(now=NOON - timedelta(hours=5), kept=7)
    async with open_store(database) as store, store.writing() as tables:
        await tables.facts.put("newer than the backup", "1")
    overwrite(database, PAGE * (root_page(database, "statements_by_key") - 1) + 3, b"\xff\xff")
    damage = find_damage(database)
    assert damage
    recovery = (await ready(damage=damage)).recovery
    assert recovery.way is Way.MENDED
    assert find_damage(database) is None
    async with open_store(database) as store:
        assert await store.facts.get("newer than the backup") == "1"


def leave_log(path):
    """Change a row as a process does that is killed before the log is folded into the file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        with connection:
            connection.execute("INSERT INTO facts VALUES ('later', '1')")
        files = {name: name.read_bytes() for name in (path, log_of(path))}
    for name, data in files.items():
        name.write_bytes(data)
    return files[log_of(path)]


def log_of(path):
    return path.with_name(f"{path.name}-wal")


def children(data, page):
    """The first two pages below one that has more (sqlite.org/fileformat2, section 1.6)."""
    node = data[PAGE * (page - 1) : PAGE * page]
    assert node[0] == 5
    cells = (int.from_bytes(node[at : at + 2]) for at in (12, 14))
    return [int.from_bytes(node[cell : cell + 4]) for cell in cells]


async def test_rows_of_another_table_are_not_taken_for_those_of_one(database, backups, ready):
    """A page was written to the wrong place, where it can be read as well."""
    good = backups.make(now=NOON - timedelta(hours=5), kept=7)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE spare (text)")
        connection.executemany("INSERT INTO spare VALUES (?)", (("x" * 90,) for _ in range(199)))
    data = database.read_bytes()
    first, second = (PAGE * (page - 1) for page in children(data, root_page(database, "spare")))
    overwrite(database, second, data[first : first + PAGE])
    assert find_damage(database)
    assert (await ready(damage=find_damage(database))).recovery.backup == good


async def test_the_log_goes_with_its_database_and_is_not_played_into_the_other(
    database, backups, ready
):
    backups.make(now=NOON - timedelta(hours=5), kept=7)
    log = leave_log(database)
    header(database)
    recovery = (await ready()).recovery
    assert log_of(recovery.old).read_bytes() == log
    assert find_damage(database) is None
    async with open_store(database) as store:
        assert await store.facts.get("later") is None


async def test_a_sound_database_is_left_alone(database, ready):
    before = database.read_bytes()
    readiness = await ready()
    assert (readiness.version, readiness.recovery) == (latest_version(), None)
    assert database.read_bytes() == before


async def test_no_database_is_made_where_there_is_none(database, ready):
    database.unlink()
    assert (await ready()).version == 0
    assert not database.exists()


async def test_an_empty_file_without_a_backup_is_a_database_to_be_made(database, ready):
    emptied(database)
    assert (await ready()).recovery is None


async def test_a_file_that_never_was_a_database_is_refused_and_stays(database, ready):
    database.write_text("category: news\n" * 100)
    with pytest.raises(StorageDamagedError, match="is no SQLite database; move it away"):
        await ready()
    assert database.read_text() == "category: news\n" * 100


async def test_a_folder_in_its_place_is_refused(database, ready):
    database.unlink()
    database.mkdir()
    with pytest.raises(StorageError, match="can't be opened"):
        await ready()


async def test_a_database_of_another_program_is_refused_and_stays(database, ready):
    database.unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE cookies (name)")
    with pytest.raises(StorageError, match="another program"):
        await ready()
    assert [entry.name for entry in database.parent.iterdir()] == [database.name]


async def test_a_newer_database_is_refused_and_stays(database, ready):
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="newer Newsdesk"):
        await ready()


async def test_an_older_database_is_backed_up_before_it_is_changed(
    database, backups, ready, old_database
):
    database.write_bytes(old_database)
    readiness = await ready()
    assert readiness.version == 1
    assert readiness.safeguard == backups.newest_good()


async def test_a_backup_of_an_older_version_is_brought_up_to_date(database, backups, old_database):
    database.write_bytes(old_database)
    backup = backups.make(now=NOON, kept=7)
    old, _ = await restore_backup(database, backup.path, now=NOON)
    assert old.read_bytes() == old_database
    with closing(sqlite3.connect(database)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    assert version == latest_version()


@pytest.mark.parametrize("damage", [header, middle, cut])
async def test_a_damaged_backup_is_refused_and_the_database_stays(database, backups, damage):
    backup = backups.make(now=NOON, kept=7).path
    damage(backup)
    before = database.read_bytes()
    with pytest.raises(StorageError):
        await restore_backup(database, backup, now=NOON)
    assert database.read_bytes() == before


@pytest.mark.parametrize("content", ["", "not a database at all"])
async def test_what_is_no_backup_is_refused_and_the_database_stays(database, tmp_path, content):
    (tmp_path / "notes").write_text(content)
    before = database.read_bytes()
    with pytest.raises(StorageError):
        await restore_backup(database, tmp_path / "notes", now=NOON)
    assert database.read_bytes() == before


async def test_numbers_in_messages_of_discord_are_not_given_again(database, backups):
    backup = backups.make(now=NOON, kept=7)
    with closing(sqlite3.connect(database)) as connection:
        (before,) = connection.execute("SELECT max(seq) FROM sqlite_sequence").fetchone()
    await restore_backup(database, backup.path, now=NOON)
    with closing(sqlite3.connect(database)) as connection:
        (after,) = connection.execute("SELECT max(seq) FROM sqlite_sequence").fetchone()
    assert after == before + 1_000_000


async def test_a_database_behind_a_link_is_exchanged_where_it_is(database, backups, tmp_path):
    backup = backups.make(now=NOON, kept=7).path
    link = tmp_path / "link.db"
    link.symlink_to(database)
    old, _ = await restore_backup(link, backup, now=NOON)
    assert link.is_symlink()
    assert old.parent == database.parent
    assert find_damage(link) is None


async def test_two_old_databases_of_one_second_are_both_kept(database, backups):
    backup = backups.make(now=NOON, kept=7).path
    kept = [(await restore_backup(database, backup, now=NOON))[0] for _ in range(3)]
    assert len(set(kept)) == 3
    assert all(path.exists() for path in kept)


@pytest.mark.parametrize("done", range(4))
def test_an_exchange_that_was_cut_short_is_completed(tmp_path, monkeypatch, done):
    """Killed after each of its renames, the old files are together and the new one serves."""
    path = tmp_path / "newsdesk.db"
    path.write_text("old")
    Path(f"{path}-wal").write_text("log")
    part = tmp_path / "part"
    part.write_text("new")
    rename, renames = Path.rename, []

    def stop(self, target):
        if len(renames) == done:
            raise KeyboardInterrupt
        renames.append(target)
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stop)
        try:
            exchange(path, part)
        except KeyboardInterrupt:
            assert done < 3
    complete_exchange(path)
    assert path.read_text() == "new"
    assert not Path(f"{path}-wal").exists()
    (old,) = (
        entry for entry in tmp_path.iterdir() if ".old-" in entry.name and "-wal" not in entry.name
    )
    assert old.read_text() == "old"
    assert Path(f"{old}-wal").read_text() == "log"


RESTORE = (
    "import asyncio, sys, pathlib; from datetime import UTC, datetime\n"
    "from bot.services.recover_database import restore_backup\n"
    "print('begin', flush=True)\n"
    "now = datetime(2024, 5, 5, 12, tzinfo=UTC)\n"
    "for _ in range(50): asyncio.run(restore_backup(*map(pathlib.Path, sys.argv[1:]), now=now))\n"
)


def kill_after(milliseconds, command):
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        process.stdout.readline()
        try:
            process.wait(timeout=milliseconds / 1000)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.mark.parametrize("milliseconds", [3, 10, 20, 40, 80])
async def test_a_killed_restore_leaves_a_database_that_serves(
    database, backups, ready, milliseconds
):
    before = titles(database)
    backup = backups.make(now=NOON, kept=7).path
    kill_after(milliseconds, [sys.executable, "-c", RESTORE, str(database), str(backup)])
    for part in database.parent.glob(".newsdesk.db.*"):
        os.utime(part, (0, 0))
    assert (await ready()).recovery is None
    assert titles(database) == before
    assert find_damage(database) is None
    assert not list(database.parent.glob(".*"))


async def test_what_can_be_written_nowhere_is_said_and_nothing_is_changed(
    database, backups, monkeypatch
):
    backups.make(now=NOON, kept=7)
    header(database)
    before = database.read_bytes()
    full = os.statvfs_result((4096, 4096, 10, 1, 1, 0, 0, 0, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: full)
    with pytest.raises(StorageError, match="free space"):
        await recover_database(database, backups, "damage", now=NOON)
    assert database.read_bytes() == before
