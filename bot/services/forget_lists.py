"""Forget answers that nobody pages through any more."""

from datetime import datetime, timedelta

from bot.storage.store import Store

# What a member searched is nobody else's business for longer than its buttons are of use.
KEPT = timedelta(days=7)


async def forget_lists(store: Store, *, now: datetime) -> int:
    """Delete answers older than seven days; how many there were."""
    async with store.writing() as tables:
        return await tables.result_lists.delete_before(now - KEPT)
