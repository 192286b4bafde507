"""Which subscriptions are due, and what local date each waits for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.subscription import Activity, Timing
from bot.storage.database import Connection, Row, listed
from bot.storage.subscription_rows import moment, read_timing

_COLUMNS = "id, at, zone, weekdays, awaited, next_due"
# What a slot is called that an admin asked for sorts after every date.
_AFTER_DATES = "n"


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A subscription that waits for a local date, due at a moment (aware UTC)."""

    id: int
    timing: Timing
    awaited: date
    next_due: datetime


class DueDates:
    """The dates of the table of subscriptions, and those that the ledger has editions of."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._timings: dict[tuple[int, str, int], Timing] = {}

    async def due(self, by: datetime, *, limit: int) -> list[Awaiting]:
        """Those that are due by then, the earliest first."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM subscriptions WHERE next_due <= ? ORDER BY next_due LIMIT ?",
            (int(by.timestamp()), limit),
        )
        return [self._read(row) for row in rows]

    async def active(self, *, after: int, limit: int) -> list[Awaiting]:
        """Those that wait for any date, with ids after this one, in their order."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM subscriptions WHERE id > ? AND activity = ?"
            " AND next_due IS NOT NULL ORDER BY id LIMIT ?",
            (after, Activity.ACTIVE, limit),
        )
        return [self._read(row) for row in rows]

    async def done(self, ids: Iterable[int], *, since: date) -> dict[int, frozenset[date]]:
        """The local dates from `since` on that each has an edition of; not those that have none."""
        rows = await self._connection.all(
            "SELECT subscription_id, slot FROM json_each(?) AS wanted"
            " CROSS JOIN editions ON subscription_id = wanted.value"
            " AND slot >= ? AND slot < ?",
            (listed(ids), since.isoformat(), _AFTER_DATES),
        )
        dates: dict[int, set[date]] = {}
        for subscription_id, slot in rows:
            dates.setdefault(subscription_id, set()).add(date.fromisoformat(slot))
        return {key: frozenset(days) for key, days in dates.items()}

    async def await_next(self, rows: Iterable[tuple[date, datetime, int]]) -> None:
        """Store (local date, moment, subscription id) of what is waited for now."""
        await self._connection.run_many(
            "UPDATE subscriptions SET awaited = ?, next_due = ? WHERE id = ?",
            ((day.isoformat(), int(due.timestamp()), key) for day, due, key in rows),
        )

    def _read(self, row: Row) -> Awaiting:
        columns = row[1], row[2], row[3]
        timing = self._timings.get(columns)
        if timing is None:
            timing = self._timings[columns] = read_timing(*columns)
        return Awaiting(row[0], timing, date.fromisoformat(row[4]), moment(row[5]))
