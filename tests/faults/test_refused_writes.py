"""What people are told while nothing can be written, and what is stored then and afterwards.

A full disk is SQLite's own limit of pages, with a table that wants room for each write; the code it
answers with is that of a disk. A read-only file is a connection that may only read, likewise. The
lock is another connection's, as another process would hold it.
"""

import asyncio
import logging
import re
import shutil
import sqlite3
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

import pytest
from simcord import assert_error

from bot.errors import StorageError, StorageFullError
from bot.scheduler import running_jobs
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_store
from bot.telemetry.metrics import Metrics

GROWS = """CREATE TRIGGER {0}_grows AFTER INSERT ON {0}
BEGIN INSERT INTO ballast VALUES (randomblob(100000)); END"""
WRITTEN = ("result_lists", "desk_acts", "subscriptions", "outbox", "articles", "files")
STORED = "SELECT (SELECT count(*) FROM desk_acts) + (SELECT count(*) FROM subscriptions)"
FULL = "I can't store anything at the moment, so nothing was changed."
FAULT = "Something went wrong on my side"
JOBS = (
    "old answers were not forgotten",
    "editions were not made",
    "articles were not placed in stories",
    "what servers left that have gone was not deleted",
)
MENDS = {
    "full": "the storage is full; free space on the disk",
    "read-only": "is read-only; allow writing or choose another path",
    "locked": "is in use by another process; try again when that is done",
}


@asynccontextmanager
async def full(store, _path):
    async with store.writing() as tables:
        run = tables.facts._connection.run
        await run("CREATE TABLE IF NOT EXISTS ballast (bytes BLOB)")
        for table in WRITTEN:
            await run(GROWS.format(table))
    # SQLite takes the present size for a smaller one.
    await pragma(store, "max_page_count = 1")
    yield
    await pragma(store, "max_page_count = 1000000")


@asynccontextmanager
async def read_only(store, _path):
    await pragma(store, "query_only = ON")
    yield
    await pragma(store, "query_only = OFF")


@asynccontextmanager
async def locked(_store, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def pragma(store, text):
    """On the connection that writes, beside any transaction."""
    await store._database._writer.all(f"PRAGMA {text}")


TROUBLES = {"full": full, "read-only": read_only, "locked": locked}


@pytest.fixture(params=TROUBLES)
def trouble(request):
    return request.param


@pytest.fixture
def troubled(trouble, store, settings):
    """Nothing can be written within the block."""
    return lambda: TROUBLES[trouble](store, settings.database)


@pytest.fixture
def is_told(trouble, caplog):
    """Whether a refusal says what it should: the mend, or a reference that the log has too."""
    caplog.set_level(logging.WARNING)

    def is_told(card):
        if trouble == "full":
            return FULL in card.text
        reference = re.search(r"`(\w+)`", card.text)[1]
        return FAULT in card.text and f"fault {reference}" in caplog.text

    return is_told


@dataclass
class Doing:
    """Types commands, within the trouble or after it."""

    env: object
    troubled: object
    is_told: object
    well: object

    async def in_vain(self, command, **options):
        async with self.troubled():
            card = await self.well(command, **options)
        assert_error(self.env, StorageError)
        assert self.is_told(card)


@pytest.fixture
def do(simcord_env, troubled, is_told, type_):
    return Doing(simcord_env, troubled, is_told, type_)


async def test_news_is_answered_without_pages(type_, troubled, trouble, caplog):
    with caplog.at_level(logging.WARNING):
        async with troubled():
            card = await type_("news", query="facial recognition")
    assert "### " in card.text
    assert card.id_of("Next") is None
    assert "an answer was not remembered" in caplog.text
    assert MENDS[trouble] in caplog.text
    assert (await type_("news", query="facial recognition")).id_of("Next")


async def test_pages_that_were_remembered_are_turned(type_, press, troubled):
    answer = await type_("news", query="facial recognition")
    async with troubled():
        assert "### " in (await press(answer, "Next")).text


@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        ("article pin", {"target": "topic", "name": "AI"}, "Pinned"),
        ("suggest", {"url": "http://127.0.0.1/x"}, "Suggested"),
        ("digest subscribe", {}, "Subscribed"),
    ],
)
async def test_what_cannot_be_stored_is_refused_and_done_by_the_next_try(
    do, rows, command, options, says
):
    await do.in_vain(command, **options)
    assert rows(STORED) == [(0,)]
    assert says in (await do.well(command, **options)).text
    assert rows(STORED) == [(1,)]


async def test_a_press_at_the_desk_is_refused_and_done_by_the_next_one(
    type_, press, troubled, is_told, rows
):
    card = await type_("article pin", target="topic", name="AI")
    async with troubled():
        assert is_told(await press(card, "Undo"))
    assert rows("SELECT kind FROM desk_acts") == [("pin",)]
    assert "Undid" in (await press(card, "Undo")).text
    assert rows("SELECT kind FROM desk_acts ORDER BY number") == [("pin",), ("undo",)]


async def test_a_load_changes_nothing_and_says_why(store, troubled, trouble, rows, tmp_path):
    before = rows("SELECT * FROM articles ORDER BY id")
    text = "---\ntitle: A zebra\nsourceUrl: https://site.com/zebra\npublishedDateTime: 2024-05-05\n"
    (tmp_path / "zebra.txt").write_text(f"{text}---\n")
    async with troubled():
        with pytest.raises(StorageError, match=re.escape(MENDS[trouble])):
            await load_corpus(store, [tmp_path / "zebra.txt"])
    assert rows("SELECT * FROM articles ORDER BY id") == before
    await load_corpus(store, [tmp_path / "zebra.txt"])
    assert len(rows("SELECT * FROM articles")) == len(before) + 1


async def test_jobs_that_find_it_locked_say_so_in_a_line_each(store, settings, caplog):
    with caplog.at_level(logging.WARNING):
        async with locked(store, settings.database), running_jobs(store, Metrics(), set):
            async with asyncio.timeout(10):
                while not all(job in caplog.text for job in JOBS):  # noqa: ASYNC110 - logs set no event
                    await asyncio.sleep(0.01)
    assert {record.levelname for record in caplog.records} == {"WARNING"}
    assert MENDS["locked"] in caplog.text


async def test_an_archive_that_the_disk_has_no_room_for_is_not_begun(tmp_path, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StorageFullError, match="the storage is full; free space on the disk"):
        async with open_store(tmp_path / "newsdesk.db"):
            pass
