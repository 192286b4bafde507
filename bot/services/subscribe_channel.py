"""Subscribes a channel to digests."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.strikes import Standing
from bot.domain.subscription import Activity, Subscription
from bot.domain.subscription_draft import SubscriptionDraft
from bot.services.change_subscription import serve_subscription
from bot.services.check_draft import check_draft
from bot.storage.store import Store, Tables


async def subscribe_channel(
    store: Store, draft: SubscriptionDraft, *, now: datetime
) -> Subscription:
    """Subscribe the channel, or have its subscription be as the draft says, and active.

    A channel keeps its subscription for ever, so that no day of it has two editions. Raises
    PolicyError for a draft that can't be.
    """
    check_draft(draft.timing, draft.policy, draft.manner)
    return await store.write(partial(_subscribe, draft=draft, now=now))


async def _subscribe(tables: Tables, *, draft: SubscriptionDraft, now: datetime) -> Subscription:
    known = await tables.subscriptions.of_channel(draft.guild_id, draft.channel_id)
    if known is None:
        new = await tables.subscriptions.add(draft, now=now)
        known = await tables.subscriptions.get(new)
    if known is None:
        raise LookupError(f"the subscription of channel {draft.channel_id} is gone")
    wanted = replace(
        known,
        kind=draft.kind,
        made_at=now if known.activity is Activity.ENDED else known.made_at,
        timing=draft.timing,
        policy=draft.policy,
        manner=draft.manner,
        standing=Standing(),
    )
    return await serve_subscription(tables, wanted, now=now)
