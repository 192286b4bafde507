"""Reads the editions that are to be composed, and which of them will be the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.commission import NEWS
from bot.domain.subscription import Subscription
from bot.storage.editions import History, LedgerEntry
from bot.storage.store import Tables

# An edition is chosen from news of thirty days, and what was told of their stories isn't older
# than twice that; else channels that subscribed on different days would never be told the same.
_TOLD_FOR = 2 * NEWS
_EVER = date.min


@dataclass(frozen=True, slots=True)
class PlannedEdition:
    """An edition to be composed for a slot, due at a moment (aware UTC).

    `ledger` names what the subscription was told so far, `history` what of it still counts, None
    for nothing. `guild_id` is None unless its server has news or names of its own.
    """

    id: int
    slot: str
    due: datetime
    subscription: Subscription
    ledger: str
    history: History | None
    guild_id: int | None

    @property
    def told_like(self) -> object:
        """The same for all that are told the same."""
        of = self.subscription
        told = self.history and self.history.name, is_first(of, self.history)
        return self.slot, self.due, told, self.guild_id, of.policy, of.watermark

    @property
    def looks_like(self) -> object:
        """The same for all on which the same edition looks the same; the role is pinged apart."""
        of = self.subscription
        manner = of.manner.is_silent, of.manner.starts_thread, of.manner.tag_ids
        return of.kind, of.timing, of.policy, manner


def is_first(subscription: Subscription, history: History | None) -> bool:
    """Whether nothing was told since it was made, or begun again."""
    return history is None or history.last_due < subscription.made_at


async def read_planned(
    tables: Tables, now: datetime, *, limit: int, edition_id: int | None = None
) -> list[PlannedEdition]:
    """Up to so many editions that are to be composed by now, or that one; one a subscription."""
    entries = await tables.editions.planned(now, limit=limit, edition_id=edition_id)
    ids = [entry.subscription_id for entry in entries]
    subscriptions = await tables.subscriptions.among(ids)
    ledgers = await tables.subscriptions.ledgers(ids)
    histories = await _histories(tables, entries, list(subscriptions.values()))
    # What is due later sees no weight that has ended before.
    at = min((entry.due for entry in entries), default=now)
    own = await tables.own_material.guilds({s.guild_id for s in subscriptions.values()}, at=at)
    return [
        PlannedEdition(
            entry.id,
            entry.slot,
            entry.due,
            (subscription := subscriptions[entry.subscription_id]),
            ledgers[entry.subscription_id],
            histories.get(entry.subscription_id),
            subscription.guild_id if subscription.guild_id in own else None,
        )
        for entry in entries
    ]


async def _histories(
    tables: Tables, entries: Sequence[LedgerEntry], subscriptions: Collection[Subscription]
) -> dict[int, History]:
    if not entries:
        return {}
    since = (min(entry.due for entry in entries) - _TOLD_FOR).date()
    recent = await tables.editions.histories((of.id for of in subscriptions), since=since)
    # What may be chosen from the archive depends on all that was ever told.
    far = [
        of.id for of in subscriptions if of.policy.from_archive or is_first(of, recent.get(of.id))
    ]
    return recent | await tables.editions.histories(far, since=_EVER)
