"""Carries out a change of a subscription: what it waits for, and what it no longer posts."""

from dataclasses import replace
from datetime import datetime

from bot.domain.delivery_event import GivenUp
from bot.domain.failure import Cause
from bot.domain.subscription import Activity, Subscription
from bot.services.advance_post import advance_post
from bot.services.plan_editions import plan_editions
from bot.services.read_schedule import next_open_slot
from bot.storage.due_dates import Awaiting
from bot.storage.store import Tables


async def serve_subscription(
    tables: Tables, subscription: Subscription, *, now: datetime
) -> Subscription:
    """Store it as active with its settings as they are now, inside a transaction.

    An edition of it that is planned but not due yet is planned anew, by the new settings; what is
    overdue by the old ones is planned first.
    """
    await _plan_overdue(tables, subscription.id, now)
    coming = await tables.editions.untried(subscription.id, after=now)
    await tables.editions.delete(edition.id for edition in coming)
    slot = await next_open_slot(tables, subscription.id, subscription.timing, after=now)
    served = replace(
        subscription,
        activity=Activity.ACTIVE,
        reason="",
        awaited=slot.local_date,
        next_due=slot.due,
    )
    await tables.subscriptions.set(served, now=now)
    return await _stored(tables, served.id)


async def stop_subscription(
    tables: Tables,
    subscription: Subscription,
    activity: Activity,
    *,
    now: datetime,
    cause: Cause = Cause.CANCELLED,
) -> Subscription:
    """Store it as no longer active and give up all of it that isn't posted; in a transaction.

    A post that is being sent this moment settles itself, and isn't tried again.
    """
    stopped = replace(
        subscription,
        activity=activity,
        reason=cause if activity is Activity.DISABLED else "",
        awaited=None,
        next_due=None,
    )
    await tables.subscriptions.set(stopped, now=now)
    untried = await tables.editions.untried(subscription.id)
    await tables.editions.delete(edition.id for edition in untried)
    for post in await tables.outbox.open_of(subscription.id):
        await advance_post(tables, post, GivenUp(cause), now=now)
    return await _stored(tables, subscription.id)


async def _plan_overdue(tables: Tables, subscription_id: int, now: datetime) -> None:
    old = await _stored(tables, subscription_id)
    if old.awaited is not None and old.next_due is not None and old.next_due <= now:
        row = Awaiting(old.id, old.timing, old.awaited, old.next_due)
        await plan_editions(tables, [row], now=now)


async def _stored(tables: Tables, subscription_id: int) -> Subscription:
    stored = await tables.subscriptions.get(subscription_id)
    if stored is None:
        raise LookupError(f"subscription {subscription_id} is gone")
    return stored
