"""Local dates that had no edition."""

from collections.abc import Iterable
from datetime import date, datetime

from bot.domain.edition_record import Miss
from bot.domain.failure import Cause
from bot.storage.database import Connection, Row
from bot.storage.subscription_rows import moment

_COLUMNS = "local_date, due, noticed, reason"
_FAR = 1 << 60


class Misses:
    """The table of misses."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, misses: Iterable[tuple[int, Miss]]) -> None:
        """Note misses of subscriptions; of one that is noted already nothing changes."""
        await self._connection.run_many(
            "INSERT INTO misses (subscription_id, local_date, due, noticed, reason)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (subscription_id, local_date) DO NOTHING",
            (
                (
                    subscription_id,
                    miss.local_date.isoformat(),
                    int(miss.due.timestamp()),
                    int(miss.noticed.timestamp()),
                    miss.reason,
                )
                for subscription_id, miss in misses
            ),
        )

    async def remove(self, dates: Iterable[tuple[int, str]]) -> None:
        """Forget the miss of (subscription id, local date), if there is one."""
        await self._connection.run_many(
            "DELETE FROM misses WHERE subscription_id = ? AND local_date = ?", dates
        )

    async def of(self, subscription_id: int, *, since: datetime) -> tuple[Miss, ...]:
        """The subscription's misses that were due since then, the newest first."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM misses WHERE subscription_id = ? AND due >= ?"
            " ORDER BY local_date DESC",
            (subscription_id, int(since.timestamp())),
        )
        return tuple(map(_read, rows))

    async def without_edition(
        self, subscription_id: int, *, before: datetime | None, limit: int
    ) -> tuple[Miss, ...]:
        """The subscription's misses, the newest first, for which not even an edition was made."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM misses WHERE subscription_id = ? AND due < ?"
            " AND NOT EXISTS (SELECT 1 FROM editions WHERE slot = local_date"
            " AND editions.subscription_id = misses.subscription_id)"
            " ORDER BY local_date DESC LIMIT ?",
            (subscription_id, int(before.timestamp()) if before else _FAR, limit),
        )
        return tuple(map(_read, rows))


def _read(row: Row) -> Miss:
    return Miss(date.fromisoformat(row[0]), moment(row[1]), moment(row[2]), Cause(row[3]))
