"""Commission a subscription's next edition: from which articles, after what was told before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.commission import Commission
from bot.domain.subscription import Subscription
from bot.storage.store import Tables
from bot.storage.told_articles import ComposedEdition


@dataclass(frozen=True, slots=True)
class StoredLedger:
    """The ledger of a subscription as it is stored, or as it was before a moment."""

    tables: Tables
    subscription_id: int
    before: datetime | None = None

    async def sent(self, article_ids: Iterable[int]) -> dict[int, datetime]:
        """When an edition was due that showed it, for those of the articles that one did."""
        return await self.tables.told_articles.sent(
            self.subscription_id, article_ids, before=self.before
        )

    async def led_since(self, moment: datetime) -> dict[int, datetime]:
        """The articles that led stories of editions due after the moment, and when they were."""
        return await self.tables.told_articles.led_since(
            self.subscription_id, moment, before=self.before
        )


async def commission_edition(
    tables: Tables, subscription: Subscription, *, slot: str, due: datetime
) -> Commission:
    """What is to be composed for a slot.

    Equal commissions of subscriptions that were told the same make equal editions.
    """
    last = await tables.told_articles.last(subscription.id)
    return _commission(subscription, slot, due, last, subscription.watermark)


async def commission_again(tables: Tables, subscription: Subscription) -> Commission | None:
    """What was composed last, as far as the policy is the same still; None before the first."""
    last = await tables.told_articles.last(subscription.id)
    if last is None:
        return None
    before = await tables.told_articles.last(subscription.id, before=last.due)
    return _commission(subscription, last.slot, last.due, before, last.offered)


def _commission(
    subscription: Subscription,
    slot: str,
    due: datetime,
    last: ComposedEdition | None,
    watermark: int,
) -> Commission:
    # What came before it was ended and begun again leaves its next edition a first one.
    is_first = last is None or last.due < subscription.made_at
    return Commission(
        guild_id=subscription.guild_id,
        policy=subscription.policy,
        slot=slot,
        due=due,
        watermark=watermark,
        previous=None if is_first or last is None else last.due,
    )
