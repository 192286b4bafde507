"""Reads what became of a subscription's editions."""

from datetime import datetime

from bot.domain.edition_record import DigestHistory
from bot.storage.store import Store, Tables


async def read_history(
    store: Store,
    subscription_id: int,
    *,
    guild_id: int,
    before: datetime | None = None,
    limit: int = 20,
) -> DigestHistory | None:
    """The newest editions, and the newest misses, that were due before a moment, or of all.

    Dates whose edition could not be posted are among the editions only. None if the server has no
    such subscription.
    """
    return await store.at_once(_history, store, (subscription_id, guild_id), before, limit)


async def _history(
    tables: Tables, key: tuple[int, int], before: datetime | None, limit: int
) -> DigestHistory | None:
    subscription = await tables.subscriptions.get(key[0], guild_id=key[1])
    if subscription is None:
        return None
    return DigestHistory(
        subscription,
        await tables.edition_records.of(key[0], before=before, limit=limit),
        await tables.misses.without_edition(key[0], before=before, limit=limit),
    )
