"""What Newsdesk does by the clock: each job is one service call; no logic here."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import StorageError
from bot.fetch.zones import zone_data_fingerprint
from bot.gateway.editions import make_editions
from bot.services.compare_guilds import compare_guilds
from bot.services.forget_lists import forget_lists
from bot.services.group_stories import group_stories
from bot.services.note_figures import note_figures
from bot.services.purge_guilds import purge_guilds
from bot.storage.store import Store
from bot.telemetry.day_book import DayBook
from bot.telemetry.metrics import Metrics

log = logging.getLogger(__name__)
_Job: TypeAlias = Callable[[], Coroutine[Any, Any, None]]


@asynccontextmanager
async def running_jobs(
    store: Store, metrics: Metrics, guild_ids: Callable[[], Collection[int]]
) -> AsyncIterator[None]:
    """Run the jobs while the block lasts; it must end before `store` is closed.

    `guild_ids` are of the servers that the bot is in, also those that can't be reached.

    Each runs at once, as the bot may be restarted more often than they are due; one that was due
    while the process slept runs once, however late, and never beside itself.
    """
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    zone_data = await asyncio.to_thread(zone_data_fingerprint)
    jobs = _Jobs()
    now = datetime.now(UTC)
    for minutes, job in (
        (60, partial(_forget, store)),
        (1, partial(_group, store)),
        (1, partial(_edit, store, zone_data)),
        (1, partial(_note, store, DayBook(metrics))),
        (24 * 60, partial(_purge, store, guild_ids)),
    ):
        scheduler.add_job(jobs.run, "interval", minutes=minutes, args=(job,), next_run_time=now)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        await jobs.stop()
        scheduler.shutdown(wait=False)


class _Jobs:
    """The jobs that run now; APScheduler itself doesn't wait for what it cancels."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    async def run(self, job: _Job) -> None:
        task = asyncio.create_task(job())
        self._running.add(task)
        try:
            await asyncio.wait({task})
        finally:
            self._running.discard(task)
        if not task.cancelled():
            task.result()

    async def stop(self) -> None:
        """Cancel what runs, and wait until it has let go of the store."""
        for task in self._running:
            task.cancel()
        if self._running:
            await asyncio.wait(self._running)


async def _forget(store: Store) -> None:
    try:
        await forget_lists(store, now=datetime.now(UTC))
    except StorageError as error:
        log.warning("old answers were not forgotten: %s", error)


async def _edit(store: Store, zone_data: str) -> None:
    try:
        await make_editions(store, now=datetime.now(UTC), zone_data=zone_data)
    except StorageError as error:
        log.warning("editions were not made: %s", error)


async def _purge(store: Store, guild_ids: Callable[[], Collection[int]]) -> None:
    now = datetime.now(UTC)
    try:
        # One that has returned while the bot was down must not lose anything.
        await compare_guilds(store, guild_ids(), now=now)
        await purge_guilds(store, now=now)
    except StorageError as error:
        log.warning("what servers left that have gone was not deleted: %s", error)


async def _note(store: Store, book: DayBook) -> None:
    figures, totals = book.since_last()
    try:
        await note_figures(store, figures, now=datetime.now(UTC))
    except StorageError as error:
        log.warning("figures of the day were not noted: %s", error)
    else:
        book.note(totals)


async def _group(store: Store) -> None:
    try:
        await group_stories(store)
    except StorageError as error:
        # As while another process loads for long; what waits is placed the next time.
        log.warning("articles were not placed in stories: %s", error)
