"""Local dates that had no edition."""

from collections.abc import Iterable
from datetime import date, datetime

from bot.domain.edition_record import Miss
from bot.domain.failure import Cause
from bot.storage.database import Connection
from bot.storage.subscription_rows import moment


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

    async def of(
        self, subscription_id: int, *, since: datetime | None = None, limit: int = 50
    ) -> tuple[Miss, ...]:
        """The subscription's misses that were due since then, the newest first."""
        rows = await self._connection.all(
            "SELECT local_date, due, noticed, reason FROM misses"
            " WHERE subscription_id = ? AND due >= ? ORDER BY local_date DESC LIMIT ?",
            (subscription_id, int(since.timestamp()) if since else 0, limit),
        )
        return tuple(
            Miss(date.fromisoformat(row[0]), moment(row[1]), moment(row[2]), Cause(row[3]))
            for row in rows
        )
