"""Opening an archive that is only read."""

import sqlite3
from contextlib import closing

import pytest

from bot.errors import StorageError
from bot.storage.schema import migrate
from bot.storage.store import open_archive, open_store


async def test_an_archive_is_read_while_another_process_writes(path):
    async with open_store(path) as store, store.writing(), open_archive(path) as archive:
        assert await archive.articles.counts(guild_id=None) == (0, 0)


async def test_reading_leaves_nothing_beside_the_file_and_the_file_as_it_was(path):
    migrate(path)
    async with open_store(path):
        pass
    before = path.read_bytes()
    async with open_archive(path) as archive:
        await archive.topics.tallies(guild_id=None)
    assert path.read_bytes() == before
    assert not path.with_name(path.name + "-wal").exists()


async def test_a_file_in_a_folder_that_cant_be_written_is_read_all_the_same(path, monkeypatch):
    async with open_store(path):
        pass
    monkeypatch.setattr("os.access", lambda *_: False)
    async with open_archive(path) as archive:
        assert await archive.articles.counts(guild_id=None) == (0, 0)


async def test_an_archive_that_is_not_there_is_not_made(path):
    with pytest.raises(StorageError, match=r"no archive is there; make one with `newsdesk load"):
        async with open_archive(path):
            pass
    assert not path.exists()


async def test_a_path_that_cant_be_looked_at_is_named_with_the_mend(path):
    path.write_text("")
    with pytest.raises(StorageError, match=r"can't be read: Not a directory; allow reading it"):
        async with open_archive(path / "x.db" / "y.db"):
            pass


async def test_an_archive_of_an_older_version_is_not_read(path):
    migrate(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 0")
    with pytest.raises(StorageError, match="made by an older Newsdesk; run `newsdesk reindex`"):
        async with open_archive(path):
            pass


async def test_what_is_opened_to_be_read_cant_be_written(path):
    migrate(path)
    async with open_archive(path) as archive:
        with pytest.raises(StorageError, match="is read-only"):
            await archive.facts.put("name", "value")
