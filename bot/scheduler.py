"""What Newsdesk does by the clock: each job is one service call; no logic here."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import StorageError
from bot.fetch.zones import zone_data_fingerprint
from bot.gateway.editions import make_editions
from bot.services.forget_lists import forget_lists
from bot.services.group_stories import group_stories
from bot.storage.store import Store

log = logging.getLogger(__name__)


@asynccontextmanager
async def running_jobs(store: Store) -> AsyncIterator[None]:
    """Run the jobs while the block lasts; it must end before `store` is closed.

    Each runs at once, as the bot may be restarted more often than they are due; one that was due
    while the process slept runs once, however late, and never beside itself.
    """
    scheduler = AsyncIOScheduler(
        timezone=UTC,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    now = datetime.now(UTC)
    scheduler.add_job(_forget, "interval", hours=1, args=(store,), next_run_time=now)
    scheduler.add_job(_group, "interval", minutes=1, args=(store,), next_run_time=now)
    zone_data = await asyncio.to_thread(zone_data_fingerprint)
    scheduler.add_job(_edit, "interval", minutes=1, args=(store, zone_data), next_run_time=now)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def _forget(store: Store) -> None:
    await forget_lists(store, now=datetime.now(UTC))


async def _edit(store: Store, zone_data: str) -> None:
    try:
        await make_editions(store, now=datetime.now(UTC), zone_data=zone_data)
    except StorageError as error:
        log.warning("editions were not made: %s", error)


async def _group(store: Store) -> None:
    try:
        await group_stories(store)
    except StorageError as error:
        # As while another process loads for long; what waits is placed the next time.
        log.warning("articles were not placed in stories: %s", error)
