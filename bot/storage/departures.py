"""Servers that the bot was removed from, until what they left is deleted."""

from collections.abc import Iterable
from datetime import datetime

from bot.storage.database import Connection, listed

# Every server that has something which isn't forgotten by itself.
_KNOWN = (
    "SELECT guild_id FROM subscriptions UNION SELECT guild_id FROM articles WHERE guild_id <> 0"
    " UNION SELECT guild_id FROM desk_acts UNION SELECT made_in FROM desk_acts"
    " UNION SELECT guild_id FROM desk_settings UNION SELECT guild_id FROM topic_aliases"
    " UNION SELECT guild_id FROM story_rulings"
)


class Departures:
    """The table of departures."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def note(self, guild_ids: Iterable[int], now: datetime) -> None:
        """Remember that servers have gone; when, if that is known already, stays."""
        at = int(now.timestamp())
        await self._connection.run_many(
            "INSERT OR IGNORE INTO departures (guild_id, left_at) VALUES (?, ?)",
            [(guild_id, at) for guild_id in guild_ids],
        )

    async def forget(self, guild_ids: Iterable[int]) -> None:
        """These servers are there, or nothing is left of them."""
        await self._connection.run(
            "DELETE FROM departures WHERE guild_id IN (SELECT value FROM json_each(?))",
            (listed(guild_ids),),
        )

    async def is_gone(self, guild_id: int) -> bool:
        """Whether the server has gone and not come back."""
        found = await self._connection.value(
            "SELECT 1 FROM departures WHERE guild_id = ?", (guild_id,)
        )
        return found is not None

    async def before(self, moment: datetime) -> list[int]:
        """Servers that left by then, the first first."""
        rows = await self._connection.all(
            "SELECT guild_id FROM departures WHERE left_at <= ? ORDER BY left_at, guild_id",
            (int(moment.timestamp()),),
        )
        return [row[0] for row in rows]

    async def known(self) -> set[int]:
        """Every server of which there is something."""
        rows = await self._connection.all(f"SELECT guild_id FROM ({_KNOWN}) WHERE guild_id <> 0")
        return {row[0] for row in rows}
