"""Articles whose file changed under what a desk wrote over it."""

from collections.abc import Iterable
from datetime import datetime

from bot.storage.database import Connection


class DeskConflicts:
    """The table of conflicts, by desk and key; what they are is told by record and files."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def note(self, conflicts: Iterable[tuple[int, str]], *, now: datetime) -> None:
        """Keep these, by desk and key, since now or since they were noticed first."""
        await self._connection.run_many(
            "INSERT OR IGNORE INTO desk_conflicts (guild_id, key, noticed_at) VALUES (?, ?, ?)",
            [(*conflict, int(now.timestamp())) for conflict in conflicts],
        )

    async def settle(self, settled: Iterable[tuple[int, str]]) -> None:
        """Forget these, by desk and key; those that are none don't matter."""
        await self._connection.run_many(
            "DELETE FROM desk_conflicts WHERE guild_id = ? AND key = ?", list(settled)
        )

    async def of(self, desk_id: int) -> list[str]:
        """The keys of the desk's articles in conflict, the latest first."""
        rows = await self._connection.all(
            "SELECT key FROM desk_conflicts WHERE guild_id = ? ORDER BY noticed_at DESC, key",
            (desk_id,),
        )
        return [row[0] for row in rows]

    async def all(self) -> set[tuple[int, str]]:
        """All of them, by desk and key."""
        rows = await self._connection.all("SELECT guild_id, key FROM desk_conflicts")
        return {(row[0], row[1]) for row in rows}
