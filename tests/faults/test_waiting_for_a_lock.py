"""Many writers while another process writes: each waits as long as one would, not in turn."""

import asyncio
import sqlite3
import time
from contextlib import closing, contextmanager

import pytest

from bot.errors import StorageLockedError
from bot.storage import database
from bot.storage.store import open_store

PATIENCE = 0.4


@pytest.fixture
async def store(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "_BUSY_SECONDS", PATIENCE)
    async with open_store(tmp_path / "newsdesk.db") as store:
        yield store


@pytest.fixture
def locked(tmp_path):
    """Another process writes all through the block."""

    @contextmanager
    def locked():
        path = tmp_path / "newsdesk.db"
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield other
            if other.in_transaction:
                other.execute("ROLLBACK")

    return locked


@pytest.fixture
def put(store):
    async def put(name):
        await store.write(lambda tables: tables.facts.put(name, "stored"))

    return put


async def test_twenty_writers_wait_no_longer_than_one(put, locked):
    with locked():
        began = time.monotonic()
        results = await asyncio.gather(*map(put, map(str, range(20))), return_exceptions=True)
        took = time.monotonic() - began
    assert {type(result) for result in results} == {StorageLockedError}
    assert PATIENCE <= took < 3 * PATIENCE


async def test_who_comes_after_a_refusal_waits_again(store, put, locked):
    with locked() as other:
        with pytest.raises(StorageLockedError):
            await put("in vain")
        await asyncio.gather(put("late"), _end(other))
    assert await store.facts.get("late") == "stored"
    assert await store.facts.get("in vain") is None


async def test_a_transaction_step_by_step_waits_likewise(store, put, locked):
    with locked() as other:
        first = asyncio.create_task(put("first"))
        await asyncio.sleep(0)
        with pytest.raises(StorageLockedError):
            async with store.writing() as tables:
                await tables.facts.put("second", "stored")
        other.execute("ROLLBACK")
        with pytest.raises(StorageLockedError):
            await first
    async with store.writing() as tables:
        await tables.facts.put("third", "stored")
    assert await store.facts.get("third") == "stored"


async def _end(other):
    """Let the other process end its transaction in half of the time that it is waited for."""
    await asyncio.sleep(PATIENCE / 2)
    other.execute("ROLLBACK")
