"""Reads the editions that are to be composed, and which of them will be the same."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.subscription import Subscription
from bot.storage.store import Tables


@dataclass(frozen=True, slots=True)
class PlannedEdition:
    """An edition to be composed for a slot, due at a moment (aware UTC).

    `ledger` names what the subscription was told so far, and `guild_id` is None unless its server
    has news or names of its own.
    """

    id: int
    slot: str
    due: datetime
    subscription: Subscription
    ledger: str
    guild_id: int | None

    @property
    def told_like(self) -> object:
        """The same for all that are told the same."""
        wanted = self.subscription.policy, self.subscription.watermark
        return self.slot, self.due, self.ledger, self.guild_id, wanted

    @property
    def looks_like(self) -> object:
        """The same for all on which the same edition looks the same; the role is pinged apart."""
        of = self.subscription
        manner = of.manner.is_silent, of.manner.starts_thread, of.manner.tag_ids
        return of.kind, of.timing, of.policy, manner


async def read_planned(
    tables: Tables, now: datetime, *, limit: int, edition_id: int | None = None
) -> list[PlannedEdition]:
    """Up to so many editions that are to be composed by now, or that one; one a subscription."""
    entries = await tables.editions.planned(now, limit=limit, edition_id=edition_id)
    ids = [entry.subscription_id for entry in entries]
    subscriptions = await tables.subscriptions.among(ids)
    ledgers = await tables.subscriptions.ledgers(ids)
    own = await tables.own_material.guilds({s.guild_id for s in subscriptions.values()})
    return [
        PlannedEdition(
            entry.id,
            entry.slot,
            entry.due,
            (subscription := subscriptions[entry.subscription_id]),
            ledgers[entry.subscription_id],
            subscription.guild_id if subscription.guild_id in own else None,
        )
        for entry in entries
    ]
