"""After a backup is restored, nothing is posted twice, and what may be missing is on record."""

import sqlite3
from contextlib import closing

import pytest

from bot.services.recover_database import restore_backup
from bot.services.settle_restored import settle_restored
from bot.storage.backups import Backups
from bot.storage.store import open_store


@pytest.fixture
def settle(desk, moment):
    async def settle(now):
        return await settle_restored(desk.store, now=moment(now))

    return settle


async def test_a_date_that_was_due_since_is_missed_and_never_posted(desk, settle):
    await desk.subscribe()
    assert await settle("2024-05-05 11:00") == 1
    assert desk.misses() == [(1, "2024-05-05", "late")]
    assert desk.due() == [(1, "2024-05-06", "2024-05-06 09:00")]
    assert await desk.run("2024-05-05 11:01") == []


async def test_every_date_since_an_old_backup_is_missed(desk, settle):
    await desk.subscribe()
    assert await settle("2024-05-08 08:00") == 3
    assert [date for _, date, _ in desk.misses()] == ["2024-05-05", "2024-05-06", "2024-05-07"]
    assert desk.due() == [(1, "2024-05-08", "2024-05-08 09:00")]


async def test_a_date_that_is_still_to_come_is_posted_as_ever(desk, settle):
    await desk.subscribe()
    assert await settle("2024-05-05 08:59") == 0
    assert len(await desk.run("2024-05-05 09:00")) == 1


async def test_an_edition_that_was_being_composed_is_missed(desk, settle):
    await desk.subscribe()
    await desk.plan("2024-05-05 08:58")
    assert await settle("2024-05-05 11:00") == 1
    assert desk.misses() == [(1, "2024-05-05", "late")]
    assert await desk.run("2024-05-05 11:01") == []


async def test_a_post_that_was_waiting_is_looked_for_before_it_is_sent(desk, settle):
    await desk.subscribe()
    await desk.plan("2024-05-05 08:58")
    await desk.freeze("2024-05-05 08:58")
    await settle("2024-05-05 09:30")
    assert await desk.claim("2024-05-05 09:30") == []
    (claimed,) = await desk.claim("2024-05-05 09:32")
    assert claimed.step == "look"


async def test_many_subscriptions_are_settled(desk, settle):
    for channel in range(1, 41):
        await desk.subscribe(channel)
    assert await settle("2024-05-05 11:00") == 40
    assert await desk.run("2024-05-05 11:01") == []


async def test_restoring_a_backup_settles_it(desk, moment, path):
    """The edition was posted after the backup was made."""
    await desk.subscribe()
    backup = Backups(path.parent / "backups", path).make(now=moment("2024-05-05 08:30"), kept=7)
    (post,) = await desk.run("2024-05-05 09:00")
    await desk.accept(post)
    _, missed = await restore_backup(path, backup.path, now=moment("2024-05-05 10:00"))
    assert missed == 1
    async with open_store(path) as store:
        assert await store.due_dates.due(moment("2024-05-05 12:00"), limit=9) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT local_date FROM misses").fetchall() == [("2024-05-05",)]
