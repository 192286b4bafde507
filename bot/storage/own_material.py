"""Which servers have something of their own besides what all share."""

from collections.abc import Iterable

from bot.storage.database import Connection, listed


class OwnMaterial:
    """The tables of tallies and of topics' other names, by server."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def guilds(self, among: Iterable[int]) -> set[int]:
        """Those of the servers that have articles or names of topics of their own.

        All others are told the same of the same policy.
        """
        rows = await self._connection.all(
            "SELECT value FROM json_each(?) WHERE"
            " EXISTS (SELECT 1 FROM tallies WHERE kind IN (0, 1, 2) AND guild_id = value)"
            " OR EXISTS (SELECT 1 FROM topic_aliases WHERE guild_id = value)",
            (listed(among),),
        )
        return {row[0] for row in rows}
