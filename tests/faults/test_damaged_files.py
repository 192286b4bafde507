"""Databases that are damaged when the bot starts, and while it serves."""

import asyncio
import os
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

import bot.upkeep
from bot.errors import StorageError
from bot.storage.backups import Backups
from bot.storage.soundness import find_damage

PAGE = 4096


def overwrite(path, start, data):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def root_of(path, table):
    """Where a table begins in the file."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        ((page,),) = connection.execute(query, (table,)).fetchall()
    return PAGE * (page - 1)


DAMAGES = {
    "its header": lambda path: overwrite(path, 0, b"\xff" * 100),
    "a page in the middle": lambda path: overwrite(path, root_of(path, "articles"), b"\xff" * PAGE),
    "a page of zeros": lambda path: overwrite(path, root_of(path, "editions"), bytes(PAGE)),
    "its second half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "a part of its last page": lambda path: os.truncate(path, path.stat().st_size - 1000),
    "all of it": lambda path: os.truncate(path, 0),
}


def old_files(path):
    """The databases that were set aside, without what SQLite keeps beside each."""
    return [entry for entry in path.parent.iterdir() if re.fullmatch(r".*\.old-\w+Z", entry.name)]


@pytest.fixture
def backup(loaded, settings):
    """A backup of the archive, in which the last act was one that must not be lost."""
    with closing(sqlite3.connect(loaded)) as connection, connection:
        connection.execute("INSERT INTO facts (name, value) VALUES ('kept', 'by a backup')")
    return Backups(settings.backups_folder, loaded).make(now=datetime.now(UTC), kept=7)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.usefixtures("backup")
async def test_it_serves_from_what_there_is_and_says_so(loaded, serve, member, lines, rows, damage):
    DAMAGES[damage](loaded)
    damaged = loaded.read_bytes()
    await serve()
    level, line = await lines.until("was damaged")
    (old,) = old_files(loaded)
    assert level == "ERROR"
    assert str(old) in line
    assert old.read_bytes() == damaged
    assert "Recogni" in await member.ask()
    assert rows("SELECT value FROM facts WHERE name = 'kept'") == [("by a backup",)]
    assert find_damage(loaded) is None


@pytest.mark.usefixtures("backup")
async def test_a_question_that_meets_damage_is_answered_once_it_is_mended(
    loaded, serve, member, lines, rows
):
    await serve()
    await lines.until("corpus loaded")
    with closing(sqlite3.connect(loaded)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for table in ("articles", "postings", "words"):
        overwrite(loaded, root_of(loaded, table), b"\xff" * PAGE)
    told = await member.ask("a robot in Taiwan")
    assert "Something went wrong on my side" in told
    assert (await lines.until("fault "))[0] == "ERROR"
    assert "is damaged" in (await lines.until("serving ends, and begins again"))[1]
    await lines.until("was damaged")
    await lines.until("serving 1 server")
    assert "Recogni" in await member.ask()
    assert rows("SELECT value FROM facts WHERE name = 'kept'") == [("by a backup",)]


@pytest.mark.usefixtures("backup")
async def test_a_backup_of_a_damaged_database_replaces_none_and_has_it_mended(
    loaded, serve, lines, settings, monkeypatch
):
    monkeypatch.setattr(bot.upkeep, "_FIRST_BACKUP_SECONDS", 0.5)
    (good,) = Backups(settings.backups_folder, loaded).all()
    good.path.rename(good.path.with_name("newsdesk-20240101T000000Z.db"))
    await serve()
    await lines.until("corpus loaded")
    with closing(sqlite3.connect(loaded)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    overwrite(loaded, root_of(loaded, "editions"), b"\xff" * PAGE)
    assert "is damaged" in (await lines.until("no backup could be made"))[1]
    await lines.until("was damaged")
    await lines.until("serving 0 servers")
    assert find_damage(loaded) is None


@pytest.mark.usefixtures("loaded")
async def test_a_disk_that_damages_every_file_ends_the_bot(serve, monkeypatch):
    """A fourth recovery in one process would help no more than three did."""
    monkeypatch.setattr(bot.upkeep, "_CHECK_SECONDS", 0)
    monkeypatch.setattr(bot.upkeep, "find_damage", lambda _: "torn")
    task = await serve()
    async with asyncio.timeout(15):
        with pytest.raises(StorageError, match=r"damaged again and again \(torn\); check the disk"):
            await task
