"""Which servers have something of their own besides what all share."""

from collections.abc import Iterable
from datetime import datetime

from bot.storage.database import Connection, listed

_TABLES = ("hidden_articles", "topic_aliases", "story_rulings", "own_stories")


class OwnMaterial:
    """The tables of what servers added, hid, named, weighed and ruled, by server."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def guilds(self, among: Iterable[int], *, at: datetime) -> set[int]:
        """Those of the servers that see other articles, topics' names or stories, or weigh any.

        All others are told the same of the same policy.
        """
        rows = await self._connection.all(
            "SELECT value FROM json_each(?) WHERE"
            " EXISTS (SELECT 1 FROM articles WHERE guild_id <> 0 AND guild_id = value)"
            " OR EXISTS (SELECT 1 FROM weights WHERE weights.guild_id = value AND until > ?)"
            + "".join(
                f" OR EXISTS (SELECT 1 FROM {table} WHERE {table}.guild_id = value)"
                for table in _TABLES
            ),
            (listed(among), int(at.timestamp())),
        )
        return {row[0] for row in rows}
