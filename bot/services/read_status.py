"""Reads how a subscription stands."""

from datetime import datetime, timedelta

from bot.domain.edition_record import DigestStatus
from bot.storage.store import Store, Tables

_MISSES_FOR = timedelta(days=30)


async def read_status(
    store: Store, subscription_id: int, *, guild_id: int, now: datetime
) -> DigestStatus | None:
    """How the subscription stands; None if the server has no such subscription."""
    return await store.at_once(_status, store, subscription_id, guild_id, now - _MISSES_FOR)


async def _status(
    tables: Tables, subscription_id: int, guild_id: int, since: datetime
) -> DigestStatus | None:
    subscription = await tables.subscriptions.get(subscription_id, guild_id=guild_id)
    if subscription is None:
        return None
    return DigestStatus(
        subscription,
        last=await tables.edition_records.last(subscription_id),
        open_posts=len(await tables.outbox.open_of(subscription_id)),
        misses=await tables.misses.of(subscription_id, since=since),
        unedited=tuple(await tables.message_edits.refused(subscription_id)),
    )
