"""Counts how digests stand on the whole."""

from datetime import datetime

from bot.domain.digest_figures import RECENT, DigestFigures
from bot.storage.store import Tables


async def count_digests(tables: Tables, *, now: datetime, limit: int) -> DigestFigures:
    """The figures of all servers, with up to so many subscriptions and misses."""
    counts = tables.digest_counts
    misses, recent = await counts.misses(since=now - RECENT)
    tick = await tables.ticks.last()
    return DigestFigures(
        subscriptions=await counts.subscriptions(),
        posts=await counts.posts(),
        planned=await counts.planned(),
        oldest=await counts.oldest(),
        misses=misses,
        recent_misses=recent,
        latest_misses=await counts.latest_misses(limit=limit),
        listed=await counts.listed(limit=limit),
        last_tick=tick.now if tick else None,
    )
