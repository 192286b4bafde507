"""Gives up the subscriptions of a server or channel that the bot can no longer post to."""

from datetime import datetime
from functools import partial

from bot.domain.failure import Cause
from bot.domain.subscription import Activity, Subscription
from bot.services.change_subscription import stop_subscription
from bot.storage.store import Store, Tables


async def leave_guild(store: Store, guild_id: int, *, now: datetime) -> int:
    """Disable all subscriptions of a server that removed the bot; how many that were.

    What else it left is deleted thirty days later, unless it returns.
    """
    return await store.write(partial(_leave, guild_id=guild_id, now=now))


async def lose_channel(store: Store, guild_id: int, channel_id: int, *, now: datetime) -> bool:
    """Disable the subscription of a channel that was deleted; whether there was one."""
    return await store.write(partial(_lose, guild_id=guild_id, channel_id=channel_id, now=now))


async def _leave(tables: Tables, *, guild_id: int, now: datetime) -> int:
    await tables.departures.note([guild_id], now)
    served = [s for s in await tables.subscriptions.of_guild(guild_id) if _is_open(s)]
    for each in served:
        await stop_subscription(tables, each, Activity.DISABLED, now=now, cause=Cause.GUILD_LEFT)
    return len(served)


async def _lose(tables: Tables, *, guild_id: int, channel_id: int, now: datetime) -> bool:
    known = await tables.subscriptions.of_channel(guild_id, channel_id)
    if known is None or not _is_open(known):
        return False
    await stop_subscription(tables, known, Activity.DISABLED, now=now, cause=Cause.NO_CHANNEL)
    return True


def _is_open(subscription: Subscription) -> bool:
    return subscription.activity in (Activity.ACTIVE, Activity.PAUSED)
