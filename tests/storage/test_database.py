"""The one lane of writes: whole or not at all, whatever happens to its task, its disk, its lock."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

import bot.storage.database
from bot.errors import StorageError
from bot.storage.store import open_store


async def put(store, name, value="1"):
    async with store.writing() as tables:
        await tables.facts.put(name, value)


async def test_a_transaction_is_seen_by_readers_once_it_is_done(store):
    async with store.writing() as tables:
        await tables.facts.put("a", "1")
        assert await tables.facts.get("a") == "1"
        assert await store.facts.get("a") is None
    assert await store.facts.get("a") == "1"


async def test_a_failed_transaction_leaves_nothing_behind(store):
    async def fail():
        async with store.writing() as tables:
            await tables.facts.put("a", "1")
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await store.facts.get("a") is None


async def test_a_cancelled_writer_rolls_back_and_lets_the_next_one_write(store):
    entered = asyncio.Event()

    async def write():
        async with store.writing() as tables:
            await tables.facts.put("a", "1")
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await put(store, "b")
    assert await store.facts.get("a") is None
    assert await store.facts.get("b") == "1"


async def test_a_writer_cancelled_while_it_waits_to_begin_leaves_no_transaction_open(path, store):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        task = asyncio.create_task(put(store, "a"))
        await asyncio.sleep(0)
        await store.facts.get("a")  # By now the writer's thread waits for the lock.
        task.cancel()
        await asyncio.sleep(0)
        other.execute("ROLLBACK")
    with pytest.raises(asyncio.CancelledError):
        await task
    await put(store, "b")
    assert await store.facts.get("a") is None


async def test_writers_of_one_process_take_turns(store):
    async def count():
        async with store.writing() as tables:
            before = int(await tables.facts.get("n") or 0)
            await asyncio.sleep(0)
            await tables.facts.put("n", str(before + 1))

    await asyncio.gather(*(count() for _ in range(10)))
    assert await store.facts.get("n") == "10"


async def test_readers_of_a_store_cannot_write(store):
    with pytest.raises(StorageError, match="read-only"):
        await store.facts.put("a", "1")


async def test_a_lock_held_for_too_long_is_named_with_its_mend(path, monkeypatch):
    monkeypatch.setattr(bot.storage.database, "_BUSY_SECONDS", 0.05)
    async with open_store(path) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="in use by another process; try again"):
                await put(store, "a")
            other.execute("ROLLBACK")
        await put(store, "b")
        assert await store.facts.get("b") == "1"


async def test_a_database_locked_while_it_is_opened_is_named_and_no_thread_stays(path, monkeypatch):
    async with open_store(path):
        pass
    monkeypatch.setattr(bot.storage.database, "_BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN IMMEDIATE")
        # A connection left open would warn when it is collected, and warnings are errors.
        with pytest.raises(StorageError, match="in use by another process"):
            async with open_store(path):
                pass


async def test_a_full_disk_loses_nothing_that_was_stored(store):
    await put(store, "kept")
    async with store.writing() as tables:
        pages = await tables.facts._connection.value("PRAGMA page_count")
        await tables.facts._connection.all(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="storage is full; free space"):
        await put(store, "large", "x" * 1_000_000)
    assert await store.facts.get("kept") == "1"
    async with store.writing() as tables:
        await tables.facts._connection.all("PRAGMA max_page_count = 100000")
    await put(store, "large", "x" * 1_000_000)
    assert len(await store.facts.get("large")) == 1_000_000


async def test_a_write_protected_database_is_named_with_its_mend(path):
    async with open_store(path):
        pass
    data = bytearray(path.read_bytes())
    # The header's version for writing: above 2, a program may only read (sqlite.org/fileformat2).
    data[18] = 3
    path.write_bytes(data)
    async with open_store(path) as store:
        with pytest.raises(StorageError, match="is read-only; allow writing"):
            await put(store, "a")


async def test_a_damaged_database_is_named_with_its_mend(path):
    async with open_store(path) as store:
        for number in range(200):
            await put(store, f"fact{number}", "x" * 500)
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)

    async def use():
        async with open_store(path) as store:
            await store.facts.get("fact7")
            await put(store, "a")

    with pytest.raises(StorageError, match="is damaged; start the bot, which puts"):
        await use()


async def test_an_error_without_a_mend_is_told_in_the_words_of_sqlite(store):
    with pytest.raises(StorageError, match="failed: no such table: missing"):
        await store.facts._connection.all("SELECT * FROM missing")


async def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="its folder can't be made"):
        async with open_store(tmp_path / "file" / "newsdesk.db"):
            pass


async def test_a_folder_in_the_place_of_the_database_is_named(tmp_path):
    with pytest.raises(StorageError, match="can't be opened; create the folder, allow"):
        async with open_store(tmp_path):
            pass


async def test_folders_above_the_database_are_made(tmp_path):
    async with open_store(tmp_path / "a" / "b" / "newsdesk.db") as store:
        await put(store, "a")
    assert (tmp_path / "a" / "b" / "newsdesk.db").is_file()


async def test_closing_folds_the_log_into_the_one_file(path):
    async with open_store(path) as store:
        await put(store, "a")
    assert not path.with_name("newsdesk.db-wal").exists()
