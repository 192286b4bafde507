"""What people ruled of stories; those of servers are made from the records of their desks."""

from collections.abc import Iterable

from bot.domain.story_ruling import StoryRuling, Verdict
from bot.storage.articles import SHARED
from bot.storage.database import Connection


class StoryRulings:
    """The table of rulings, by the keys of articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def holding(self, guild_id: int) -> list[StoryRuling]:
        """The rulings that hold for a server, or for all (0), the oldest first.

        Those of all come before its own; they are of a time before there were desks.
        """
        rows = await self._connection.all(
            "SELECT one_key, other_key, verdict FROM story_rulings WHERE guild_id IN (0, ?)"
            " ORDER BY guild_id, version, one_key, other_key, id",
            (guild_id,),
        )
        return [StoryRuling(one, other, Verdict(verdict)) for one, other, verdict in rows]

    async def put(self, guild_id: int, rulings: Iterable[tuple[StoryRuling, int]]) -> None:
        """Keep rulings of a server in the place of those of the same articles.

        Each with its version, the number of the act that made it.
        """
        ruled = [(guild_id, *ruling.keys(), ruling.verdict, at) for ruling, at in rulings]
        await self.delete(guild_id, (row[1:3] for row in ruled))
        await self._connection.run_many(
            "INSERT INTO story_rulings (guild_id, one_key, other_key, verdict, version, made_at)"
            " VALUES (?, ?, ?, ?, ?, 0)",
            ruled,
        )

    async def delete(self, guild_id: int, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget a server's rulings of pairs of keys, the lesser first."""
        await self._connection.run_many(
            "DELETE FROM story_rulings WHERE guild_id = ? AND one_key = ? AND other_key = ?",
            [(guild_id, one, other) for one, other in pairs],
        )

    async def delete_all(self, guild_id: int) -> None:
        """Forget all rulings of a server, to make them anew."""
        if guild_id != SHARED:
            await self._connection.run("DELETE FROM story_rulings WHERE guild_id = ?", (guild_id,))

    async def rows(self) -> list[tuple[int, str, str, int, int]]:
        """All rulings of servers: whose, the two keys, the verdict, and the version."""
        rows = await self._connection.all(
            "SELECT guild_id, one_key, other_key, verdict, version FROM story_rulings"
            " WHERE guild_id > 0 ORDER BY 1, 2, 3"
        )
        return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
