"""Full disks and locked databases on the way of an edition: what is stored then, and afterwards."""

import resource
import sqlite3
from contextlib import closing, contextmanager

import pytest

import bot.storage.database
from bot.errors import StorageError
from bot.services.recover_posts import recover_posts
from bot.storage.store import open_store

DUE = "2024-05-05 09:00"
DATE = "2024-05-05"


@pytest.fixture
def full_disk(path):
    """No file grows in the block, as on a disk without room."""

    @contextmanager
    def run():
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        size = path.with_name(f"{path.name}-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return run


@pytest.fixture
async def impatient(desk, path, monkeypatch):
    """The desk with a store that waits for a lock for a moment only."""
    monkeypatch.setattr(bot.storage.database, "_BUSY_SECONDS", 0.05)
    async with open_store(path) as store:
        yield type(desk)(store, desk.rows)


@pytest.fixture
def locked(path):
    """Another process writes all through the block."""

    @contextmanager
    def run():
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    return run


async def test_on_a_full_disk_nothing_is_planned_by_half_and_all_once_there_is_room(
    desk, full_disk
):
    await desk.subscribe()
    await desk.plan("2024-05-05 08:30")
    with full_disk(), pytest.raises(StorageError):
        await desk.plan(DUE)
    assert desk.slots() == []
    assert desk.due() == [(1, DATE, "2024-05-05 09:00")]
    assert await desk.plan(DUE) == 1


async def test_on_a_full_disk_a_planned_edition_stays_planned(desk, full_disk):
    await desk.subscribe(stories=3)
    await desk.plan(DUE)
    with full_disk(), pytest.raises(StorageError):
        await desk.freeze(DUE)
    assert desk.editions() == [(DATE, "planned")]
    assert desk.posts() == []
    assert desk.rows("SELECT watermark FROM subscriptions") == [(0,)]
    await desk.freeze(DUE)
    assert len(desk.posts()) == 3


async def test_on_a_full_disk_no_post_is_claimed(desk, full_disk):
    await desk.subscribe()
    await desk.run("2024-05-05 08:59")
    with full_disk(), pytest.raises(StorageError):
        await desk.claim(DUE)
    assert desk.rows("SELECT state, attempts FROM outbox") == [("pending", 0)]
    assert len(await desk.claim(DUE)) == 1


async def test_an_outcome_that_found_no_room_can_be_recorded_once_there_is(desk, full_disk):
    await desk.subscribe(stories=2)
    [post] = await desk.run(DUE)
    with full_disk(), pytest.raises(StorageError):
        await desk.accept(post, 7)
    assert [state for _, _, state in desk.posts()] == ["sending", "pending"]
    assert await desk.claim(DUE) == []
    await desk.accept(post, 7)
    assert [state for _, _, state in desk.posts()] == ["sent", "pending"]
    assert len(await desk.claim(DUE)) == 1


async def test_on_a_full_disk_a_subscription_is_made_wholly_or_not_at_all(desk, full_disk):
    await desk.subscribe(1)
    with full_disk(), pytest.raises(StorageError):
        await desk.subscribe(2)
    assert [row[0] for row in desk.due()] == [1]
    assert (await desk.subscribe(2)).id == 2


async def test_while_another_process_writes_nothing_is_planned_and_then_all(impatient, locked):
    await impatient.subscribe()
    await impatient.plan("2024-05-05 08:30")
    with locked(), pytest.raises(StorageError, match="in use by another process"):
        await impatient.plan(DUE)
    assert impatient.slots() == []
    assert await impatient.plan(DUE) == 1


async def test_while_another_process_writes_no_post_is_claimed(impatient, locked):
    await impatient.subscribe()
    await impatient.run("2024-05-05 08:59")
    with locked(), pytest.raises(StorageError, match="in use by another process"):
        await impatient.claim(DUE)
    assert impatient.rows("SELECT state, attempts FROM outbox") == [("pending", 0)]
    assert len(await impatient.claim(DUE)) == 1


async def test_while_another_process_writes_an_outcome_waits_and_the_post_is_not_sent_again(
    impatient, locked, moment
):
    await impatient.subscribe()
    [post] = await impatient.run(DUE)
    with locked(), pytest.raises(StorageError, match="in use by another process"):
        await impatient.accept(post, 7)
    assert await impatient.claim("2024-05-05 09:05") == []
    await impatient.accept(post, 7)
    assert impatient.posts() == [(DATE, 0, "sent")]
    assert await recover_posts(impatient.store, now=moment("2024-05-05 09:06")) == 0


async def test_a_claim_is_written_through_to_the_disk_and_other_writes_are_not(desk):
    """PRAGMA synchronous: 2 is FULL, 1 is NORMAL."""
    levels = []

    async def level(tables):
        levels.append(await tables.facts._connection.value("PRAGMA synchronous"))

    await desk.store.write(level, is_durable=True)
    await desk.store.write(level)
    with pytest.raises(LookupError):
        await desk.store.write(failing, is_durable=True)
    await desk.store.write(level)
    assert levels == [2, 1, 1]


async def failing(_tables):
    raise LookupError
