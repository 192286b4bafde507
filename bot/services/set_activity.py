"""Pauses, resumes, disables and ends subscriptions."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.failure import Cause
from bot.domain.strikes import Standing
from bot.domain.subscription import Activity, Subscription
from bot.services.change_subscription import serve_subscription, stop_subscription
from bot.storage.store import Store, Tables


async def set_activity(
    store: Store,
    subscription_id: int,
    activity: Activity,
    *,
    guild_id: int,
    now: datetime,
    cause: Cause = Cause.CANCELLED,
) -> Subscription | None:
    """Have the subscription be active or not; None if the server has no such subscription.

    Resuming forgives what kept it from being served, and waits for the next slot after now; what
    stops it gives up all posts of it that wait. `cause` is why it is disabled.
    """
    return await store.write(
        partial(
            _set,
            key=subscription_id,
            activity=activity,
            guild_id=guild_id,
            now=now,
            cause=cause,
        )
    )


async def _set(
    tables: Tables, *, key: int, activity: Activity, guild_id: int, now: datetime, cause: Cause
) -> Subscription | None:
    old = await tables.subscriptions.get(key, guild_id=guild_id)
    if old is None or old.activity is activity:
        return old
    if old.activity is Activity.ENDED:
        return None
    if activity is Activity.ACTIVE:
        return await serve_subscription(tables, replace(old, standing=Standing()), now=now)
    return await stop_subscription(tables, old, activity, now=now, cause=cause)
