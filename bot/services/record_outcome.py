"""Records what became of a post."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.claimed_post import StoredPost
from bot.domain.delivery import Post, State
from bot.domain.delivery_event import (
    Absent,
    Claimed,
    Event,
    Failed,
    GivenUp,
    Interrupted,
    LookFailed,
)
from bot.domain.failure import Cause
from bot.domain.subscription import Activity, Subscription
from bot.services.advance_post import advance_post
from bot.services.change_subscription import stop_subscription
from bot.storage.editions import LedgerEntry
from bot.storage.store import Store, Tables


async def record_outcome(store: Store, post_id: int, event: Event) -> Post:
    """Store the post after the event, and what it means for its edition and subscription.

    A success forgives the subscription its refusals; one too many disables it. A post of a
    subscription that was stopped meanwhile isn't tried again.
    """
    return await store.write(partial(_record, post_id=post_id, event=event))


async def _record(tables: Tables, *, post_id: int, event: Event) -> Post:
    stored = await tables.outbox.get(post_id)
    if stored is None:
        raise LookupError(f"post {post_id} is gone")
    return await settle_post(tables, stored, event)


async def settle_post(tables: Tables, stored: StoredPost, event: Event) -> Post:
    """The same for a post of the outbox, inside a transaction."""
    edition = await tables.editions.get(stored.edition_id)
    subscription = await tables.subscriptions.get(edition.subscription_id) if edition else None
    if edition is None or subscription is None:
        raise LookupError(f"the edition of post {stored.id} is gone")
    now = _moment(event, stored)
    post = await advance_post(tables, stored, event, now=now)
    if isinstance(event, Failed) and post.state is not State.SENT:
        subscription = await _note_failure(tables, subscription, edition, event)
    elif post.state is State.SENT:
        await _note_success(tables, subscription)
    return await _drop_unserved(tables, stored.id, subscription, edition, now)


async def _note_failure(
    tables: Tables, subscription: Subscription, edition: LedgerEntry, event: Failed
) -> Subscription:
    cause = event.failure.cause
    standing = subscription.standing.note_failure(cause, edition.slot, event.now)
    if standing == subscription.standing:
        return subscription
    refused = replace(subscription, standing=standing)
    if standing.disabled is None or subscription.activity is not Activity.ACTIVE:
        await tables.subscriptions.set_standing(subscription.id, standing)
        return refused
    return await stop_subscription(
        tables, refused, Activity.DISABLED, now=event.now, cause=standing.disabled
    )


async def _note_success(tables: Tables, subscription: Subscription) -> None:
    standing = subscription.standing.note_success()
    if standing != subscription.standing:
        await tables.subscriptions.set_standing(subscription.id, standing)


async def _drop_unserved(
    tables: Tables, post_id: int, subscription: Subscription, edition: LedgerEntry, now: datetime
) -> Post:
    """The post as it stands; given up if it would be tried again for what was stopped."""
    stored = await tables.outbox.get(post_id)
    if stored is None:
        raise LookupError(f"post {post_id} is gone")
    if stored.post.state is not State.PENDING or _is_served(subscription, edition):
        return stored.post
    return await advance_post(tables, stored, GivenUp(Cause.CANCELLED), now=now)


def _is_served(subscription: Subscription, edition: LedgerEntry) -> bool:
    if subscription.activity is Activity.ACTIVE:
        return True
    # An admin may ask for one edition of what is paused.
    return subscription.activity is not Activity.ENDED and not edition.is_dated


def _moment(event: Event, stored: StoredPost) -> datetime:
    if isinstance(event, Failed | Interrupted | Absent | LookFailed | Claimed):
        return event.now
    return stored.post.attempted or stored.post.due
