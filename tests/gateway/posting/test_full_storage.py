"""Posting on a full disk, and beside a database that another process holds."""

import logging
import sqlite3
from contextlib import closing

import pytest

from bot.demo.faults import Delay

NO_MORE_GROWTH = "PRAGMA max_page_count = 1"  # SQLite takes the present size for a smaller one


@pytest.fixture
async def disk(desk):
    """Fill the disk for all that changes a post, or free it again."""
    async with desk.store.writing() as tables:
        connection = tables.outbox._connection
        await connection.run("CREATE TABLE ballast (bytes BLOB)")
        await connection.run(
            "CREATE TRIGGER grow AFTER UPDATE ON outbox BEGIN"
            " INSERT INTO ballast VALUES (randomblob(100000)); END"
        )

    async def set_full(is_full):
        async with desk.store.writing() as tables:
            pragma = NO_MORE_GROWTH if is_full else "PRAGMA max_page_count = 1000000"
            await tables.outbox._connection.all(pragma)

    return set_full


async def test_nothing_is_sent_that_cant_be_claimed(desk, disk, caplog):
    subscription = await desk.order()
    await disk(True)
    with caplog.at_level(logging.WARNING):
        async with desk.posting():
            await desk.until(lambda: "the storage is full" in caplog.text)
            assert desk.messages(subscription.channel_id) == []
            assert desk.states() == ["pending"]
            await disk(False)
            await desk.until(lambda: desk.states() == ["sent"])


async def test_what_was_sent_is_recorded_when_there_is_room_and_nothing_is_claimed_before(
    desk, disk, fail, caplog
):
    first = await desk.order()
    arrived = []
    desk.server.traffic.listen(lambda call: arrived.append(call.path))
    fail(Delay(0.2), path="/channels/*/messages", times=1)
    async with desk.posting():
        await desk.until(lambda: desk.states() == ["sending"])
        await disk(True)
        await desk.until(lambda: "recorded later" in caplog.text)
        await disk(False)
        other = await desk.order()
        await desk.until(lambda: desk.states() == ["sent", "sent"])
    assert [len(desk.messages(each.channel_id)) for each in (first, other)] == [1, 1]


async def test_a_record_that_never_got_room_is_settled_at_the_next_start(desk, disk, fail):
    subscription = await desk.order()
    fail(Delay(0.2), path="/channels/*/messages", times=1)
    async with desk.posting():
        await desk.until(lambda: desk.states() == ["sending"])
        await disk(True)
    assert desk.states() == ["sending"]
    await disk(False)
    await desk.post("sent")
    assert len(desk.messages(subscription.channel_id)) == 1


async def test_nothing_is_sent_while_another_process_holds_the_database(desk, caplog):
    subscription = await desk.order()
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with desk.posting():
            await desk.until(lambda: "in use by another process" in caplog.text)
            assert desk.messages(subscription.channel_id) == []
            other.execute("ROLLBACK")
            await desk.until(lambda: desk.states() == ["sent"])
