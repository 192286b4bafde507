"""The ledger: which editions there are, and what they told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.edition_record import EditionState
from bot.storage.database import Connection, Row, listed
from bot.storage.subscription_rows import moment

_COLUMNS = "editions.id, editions.subscription_id, editions.slot, editions.due"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """An edition of a subscription for a slot, due at a moment (aware UTC)."""

    id: int
    subscription_id: int
    slot: str
    due: datetime

    @property
    def is_dated(self) -> bool:
        """Whether its slot is a local date, not one that an admin asked for."""
        return self.slot[:1].isdigit()


@dataclass(frozen=True, slots=True)
class FrozenEdition:
    """What an edition became: `composition_id` None for nothing; `offered` the watermark before."""

    id: int
    state: EditionState
    composition_id: int | None
    offered: int


@dataclass(frozen=True, slots=True)
class History:
    """What a subscription was told: when the last edition was due, and a name for all of them."""

    last_due: datetime
    name: str


class Editions:
    """The table of editions; one for each slot of a subscription."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def plan(self, rows: Iterable[tuple[int, str, datetime, datetime]]) -> None:
        """Plan (subscription id, slot, due, when to freeze it) where the slot isn't taken."""
        await self._connection.run_many(
            "INSERT INTO editions (subscription_id, slot, due, state, freeze_at)"
            " VALUES (?, ?, ?, 'planned', ?) ON CONFLICT (subscription_id, slot) DO NOTHING",
            ((key, slot, int(due.timestamp()), int(at.timestamp())) for key, slot, due, at in rows),
        )

    async def planned(
        self, now: datetime, *, limit: int, edition_id: int | None = None
    ) -> list[LedgerEntry]:
        """Editions to be frozen now, or the one with this id if it is; a subscription's first."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM editions WHERE freeze_at <= ?1"
            " AND (?2 IS NULL OR id = ?2) ORDER BY freeze_at, id LIMIT ?3",
            (int(now.timestamp()), edition_id, limit),
        )
        first: dict[int, LedgerEntry] = {}
        for row in rows:
            first.setdefault(row[1], _read(row))
        return list(first.values())

    async def histories(self, ids: Iterable[int], *, since: date) -> dict[int, History]:
        """What subscriptions were told since a local date; those that were told nothing are not in.

        What was lost on its way to readers was not told.
        """
        rows = await self._connection.all(
            "SELECT subscription_id, max(due),"
            " group_concat(due || ' ' || coalesce(composition_id, ''))"
            " FROM json_each(?) AS wanted CROSS JOIN editions ON subscription_id = wanted.value"
            " WHERE slot >= ? AND freeze_at IS NULL AND state <> 'lost' GROUP BY subscription_id",
            (listed(ids), since.isoformat()),
        )
        return {row[0]: History(moment(row[1]), row[2]) for row in rows}

    async def still_planned(self, ids: Iterable[int]) -> set[int]:
        """Those of the editions that nobody has frozen or withdrawn."""
        rows = await self._connection.all(
            "SELECT editions.id FROM json_each(?) AS wanted"
            " CROSS JOIN editions ON editions.id = wanted.value WHERE freeze_at IS NOT NULL",
            (listed(ids),),
        )
        return {row[0] for row in rows}

    async def postpone(self, ids: Iterable[int], until: datetime) -> None:
        """Freeze these planned editions no sooner than then."""
        at = int(until.timestamp())
        await self._connection.run_many(
            "UPDATE editions SET freeze_at = ? WHERE id = ? AND freeze_at IS NOT NULL",
            [(at, number) for number in ids],
        )

    async def freeze(self, editions: Iterable[FrozenEdition]) -> None:
        """Store what planned editions have become."""
        await self._connection.run_many(
            "UPDATE editions SET state = ?, freeze_at = NULL, composition_id = ?, offered = ?"
            " WHERE id = ? AND freeze_at IS NOT NULL",
            [(each.state, each.composition_id, each.offered, each.id) for each in editions],
        )

    async def lose(self, edition_id: int) -> None:
        """Note that nothing of it was posted, so that what it has counts as not told.

        The subscription is offered again what it was offered for this edition.
        """
        await self._connection.run(
            "UPDATE editions SET state = ? WHERE id = ?", (EditionState.LOST, edition_id)
        )
        await self._offer_again([edition_id])

    async def delete(self, ids: Iterable[int]) -> None:
        """Take editions out of the ledger that nobody tried to post, with their posts."""
        wanted = list(ids)
        await self._offer_again(wanted)
        await self._connection.run(
            "DELETE FROM editions WHERE id IN (SELECT value FROM json_each(?))", (listed(wanted),)
        )

    async def _offer_again(self, ids: Iterable[int]) -> None:
        await self._connection.run(
            "UPDATE subscriptions SET ledger = ledger || '-' || editions.composition_id,"
            " watermark = min(watermark, offered) FROM editions"
            " WHERE subscriptions.id = subscription_id AND composition_id IS NOT NULL"
            " AND editions.id IN (SELECT value FROM json_each(?))",
            (listed(ids),),
        )

    async def untried(
        self, subscription_id: int, *, after: datetime | None = None
    ) -> list[LedgerEntry]:
        """Editions of which nothing was ever tried to be posted; `after`: that are due later."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM editions WHERE subscription_id = ? AND due > ?"
            " AND (freeze_at IS NOT NULL OR state = 'frozen' AND NOT EXISTS"
            " (SELECT 1 FROM outbox WHERE edition_id = editions.id"
            " AND (attempts > 0 OR state <> 'pending')))",
            (subscription_id, int(after.timestamp()) if after else -1),
        )
        return [_read(row) for row in rows]

    async def get(self, edition_id: int) -> LedgerEntry | None:
        """The edition, if it is in the ledger."""
        row = await self._connection.one(
            f"SELECT {_COLUMNS} FROM editions WHERE id = ?", (edition_id,)
        )
        return _read(row) if row else None

    async def of_slot(self, subscription_id: int, slot: str) -> LedgerEntry | None:
        """The subscription's edition for this slot."""
        row = await self._connection.one(
            f"SELECT {_COLUMNS} FROM editions WHERE subscription_id = ? AND slot = ?",
            (subscription_id, slot),
        )
        return _read(row) if row else None

    async def asked_for(self, subscription_id: int) -> list[LedgerEntry]:
        """Editions that an admin asked for, the latest first."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM editions WHERE subscription_id = ? AND slot >= 'now:'"
            " AND slot < 'now;' ORDER BY CAST(substr(slot, 5) AS INTEGER) DESC",
            (subscription_id,),
        )
        return [_read(row) for row in rows]


def _read(row: Row) -> LedgerEntry:
    return LedgerEntry(row[0], row[1], row[2], moment(row[3]))
