"""Finds what a process was sending when it died."""

from datetime import datetime
from functools import partial

from bot.domain.delivery_event import Interrupted
from bot.services.record_outcome import settle_post
from bot.storage.store import Store, Tables


async def recover_posts(store: Store, *, now: datetime) -> int:
    """Open all posts again that were being sent; how many that were.

    To be called while nothing is sent: at the start, before the first claim.
    """
    return await store.write(partial(_recover, now=now))


async def _recover(tables: Tables, *, now: datetime) -> int:
    lost = await tables.outbox.sending()
    for stored in lost:
        await settle_post(tables, stored, Interrupted(now))
    return len(lost)
