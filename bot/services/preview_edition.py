"""Compose the next edition of a subscription without storing anything."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.edition import Edition
from bot.domain.subscription import Subscription
from bot.services.compose_edition import compose_edition
from bot.storage.store import Store


async def preview_edition(store: Store, subscription: Subscription, now: datetime) -> Edition:
    """The edition as it would be if it were due now, for the date that is waited for."""
    today = now.astimezone(ZoneInfo(subscription.timing.zone)).date()
    slot = (subscription.awaited or today).isoformat()
    return await compose_edition(store, subscription, slot=slot, due=now)
