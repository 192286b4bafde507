"""Backups: whole, sound, kept as many as wanted, and made while others write."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StorageDamagedError, StorageError
from bot.storage.backups import Backups, is_good
from bot.storage.copies import copy_database, row_counts
from bot.storage.schema import migrate

NOON = datetime(2024, 5, 5, 12, tzinfo=UTC)


@pytest.fixture
def filled(path):
    migrate(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executemany(
            "INSERT INTO facts (name, value) VALUES (?, ?)",
            ((f"fact {number}", "x" * 500) for number in range(2_000)),
        )
    return path


@pytest.fixture
def backups(filled, tmp_path):
    return Backups(tmp_path / "kept", filled)


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def test_a_backup_holds_every_row_and_bears_its_moment(backups, filled):
    backup = backups.make(now=NOON, kept=7)
    assert backup.path.name == "newsdesk-20240505T120000Z.db"
    assert row_counts(backup.path) == row_counts(filled)
    assert is_good(backup.path)


def test_a_backup_is_made_while_a_writer_has_a_transaction_open(backups, filled):
    rows = row_counts(filled)
    with closing(sqlite3.connect(filled, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM facts")
        backup = backups.make(now=NOON, kept=7)
        writer.execute("COMMIT")
    assert row_counts(backup.path) == rows


def test_what_is_only_in_the_log_yet_is_backed_up(backups, filled):
    rows = row_counts(filled)["facts"]
    with closing(sqlite3.connect(filled)) as writer:
        with writer:
            writer.execute("INSERT INTO facts VALUES ('new', '1')")
        assert Path(f"{filled}-wal").stat().st_size > 0
        assert row_counts(backups.make(now=NOON, kept=7).path)["facts"] == rows + 1


def test_only_the_newest_are_kept_and_nothing_else_is_touched(backups):
    backups.folder.mkdir()
    for other in ("newsdesk-notes.db", "another-20200101T000000Z.db", "newsdesk-1.db"):
        (backups.folder / other).touch()
    for day in range(5):
        backups.make(now=NOON + timedelta(days=day), kept=3)
    assert names(backups.folder) == [
        "another-20200101T000000Z.db",
        "newsdesk-1.db",
        "newsdesk-20240507T120000Z.db",
        "newsdesk-20240508T120000Z.db",
        "newsdesk-20240509T120000Z.db",
        "newsdesk-notes.db",
    ]
    assert [backup.made_at.day for backup in backups.all()] == [9, 8, 7]


def test_the_one_just_made_is_kept_even_if_the_clock_was_ahead_before(backups):
    backups.make(now=NOON + timedelta(days=9999), kept=1)
    made = backups.make(now=NOON, kept=1)
    assert backups.all() == [made]


def test_a_damaged_database_is_not_backed_up_over_a_good_one(backups, filled):
    good = backups.make(now=NOON, kept=1)
    with filled.open("r+b") as file:
        file.seek(filled.stat().st_size // 2)
        file.write(b"\xff" * 40_000)
    with pytest.raises(StorageDamagedError):
        backups.make(now=NOON + timedelta(days=1), kept=1)
    assert names(backups.folder) == [good.path.name]
    assert is_good(good.path)


def test_the_newest_good_one_is_found_behind_damaged_ones(backups):
    good = backups.make(now=NOON, kept=7)
    cut = backups.make(now=NOON + timedelta(days=1), kept=7)
    os.truncate(cut.path, 50_000)
    (backups.folder / "newsdesk-20240507T120000Z.db").write_bytes(b"")
    (backups.folder / "newsdesk-20240508T120000Z.db").write_text("garbage")
    (backups.folder / "newsdesk-20240509T120000Z.db").mkdir()
    assert backups.newest_good() == good


def test_without_a_folder_there_is_no_backup(backups):
    assert backups.all() == []
    assert backups.newest_good() is None


def test_a_backup_has_the_rights_of_its_database(backups, filled):
    filled.chmod(0o600)
    assert backups.make(now=NOON, kept=7).path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_named_with_its_mend(filled, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"can't be written: .*; choose another path"):
        Backups(tmp_path / "file" / "kept", filled).make(now=NOON, kept=7)


def test_a_backup_that_does_not_fit_leaves_nothing_behind(backups):
    """A limit on the size of files stands for a disk that fills up while the copy is made."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, limits[1]))
    try:
        with pytest.raises(StorageError, match=r"check the disk|storage is full"):
            backups.make(now=NOON, kept=7)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert names(backups.folder) == []


def test_no_backup_is_begun_on_a_disk_without_room(backups, monkeypatch):
    free = os.statvfs_result((4096, 4096, 10, 1, 1, 0, 0, 0, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: free)
    with pytest.raises(StorageError, match="needs 17 MiB and the disk has 0 left; free space"):
        backups.make(now=NOON, kept=7)
    assert names(backups.folder) == []


def test_a_source_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StorageError, match="no archive is there"):
        copy_database(tmp_path / "none.db", tmp_path / "copy.db")
    assert names(tmp_path) == []


COPY = (
    "import sys, pathlib; from bot.storage.backups import Backups\n"
    "from datetime import UTC, datetime\n"
    "backups = Backups(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))\n"
    "print('begin', flush=True)\n"
    "for day in range(1, 29):\n"
    "    backups.make(now=datetime(2024, 5, day, tzinfo=UTC), kept=3)\n"
)


@pytest.mark.parametrize("milliseconds", [5, 20, 35, 50, 80])
def test_a_killed_backup_leaves_only_good_ones(backups, filled, milliseconds):
    command = [sys.executable, "-c", COPY, str(backups.folder), str(filled)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        process.stdout.readline()
        try:
            process.wait(timeout=milliseconds / 1000)
        except subprocess.TimeoutExpired:
            process.kill()
    assert all(is_good(backup.path) for backup in backups.all())
    for part in backups.folder.glob(".newsdesk-*"):
        os.utime(part, (0, 0))
    made = backups.make(now=NOON + timedelta(days=30), kept=1)
    assert names(backups.folder) == [made.path.name]
