"""Has an edition posted at once, beside the day's own."""

from datetime import datetime

from bot.domain.edition_record import EditionRecord
from bot.services.freeze_editions import freeze_editions
from bot.services.queue_now import queue_now
from bot.services.share_editions import Render
from bot.storage.store import Store


async def send_now(
    store: Store, render: Render, subscription_id: int, *, guild_id: int, now: datetime
) -> EditionRecord | None:
    """Plan an edition and compose it; what became of it, None if there is no such subscription.

    It is skipped if nothing is new. While one is under way that one is meant.
    """
    edition_id = await queue_now(store, subscription_id, guild_id=guild_id, now=now)
    if edition_id is None:
        return None
    await freeze_editions(store, render, now=now, limit=1, edition_id=edition_id)
    return await store.edition_records.get(edition_id)
