"""Commission a subscription's next edition: from which articles, after what was told before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.commission import Commission
from bot.domain.subscription import Subscription
from bot.storage.store import Tables


@dataclass(frozen=True, slots=True)
class StoredLedger:
    """The ledger of a subscription as it is stored."""

    tables: Tables
    subscription_id: int

    async def sent(self, article_ids: Iterable[int]) -> dict[int, datetime]:
        """When an edition was due that showed it, for those of the articles that one did."""
        return await self.tables.told_articles.sent(self.subscription_id, article_ids)

    async def led_since(self, moment: datetime) -> dict[int, datetime]:
        """The articles that led stories of editions due after the moment, and when they were."""
        return await self.tables.told_articles.led_since(self.subscription_id, moment)


async def commission_edition(
    tables: Tables, subscription: Subscription, *, slot: str, due: datetime
) -> Commission:
    """What is to be composed for a slot.

    Equal commissions of subscriptions that were told the same make equal editions.
    """
    previous = await tables.told_articles.last_due(subscription.id)
    if previous is not None and previous < subscription.made_at:
        # It was ended meanwhile: what comes now is a first edition again.
        previous = None
    return Commission(
        guild_id=subscription.guild_id,
        policy=subscription.policy,
        slot=slot,
        due=due,
        watermark=subscription.watermark,
        previous=previous,
    )
