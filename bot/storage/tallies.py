"""How many articles each topic and each source has, kept beside what changes articles.

Counting a million articles takes seconds, and every key that a member types asks for it. Triggers
would keep the counts too, but double the time of a load.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from bot.storage.database import Connection, listed

TOPIC, SOURCE, DOMAIN = 0, 1, 2
# For what a server hides, it has the same counts with a minus.
_COUNTED = (
    "SELECT guild_id, id, provider, domain, 1 AS times FROM articles WHERE is_removed = 0{own}"
    " UNION ALL SELECT hidden.guild_id, articles.id, provider, domain, -1"
    " FROM hidden_articles AS hidden CROSS JOIN articles ON articles.id = hidden.article_id"
    " WHERE is_removed = 0 AND articles.guild_id IN (0, hidden.guild_id){hidden}"
)
_TALLIES = (
    f"SELECT {SOURCE} AS kind, guild_id, provider AS name, sum(times) AS articles"
    " FROM counted GROUP BY guild_id, provider"
    f" UNION ALL SELECT {DOMAIN}, guild_id, domain || ' ' || provider, sum(times)"
    " FROM counted GROUP BY guild_id, domain, provider"
    f" UNION ALL SELECT {TOPIC}, guild_id, name, sum(times) FROM counted"
    " CROSS JOIN article_topics ON article_id = counted.id JOIN topics ON topics.id = topic_id"
    " GROUP BY guild_id, topic_id"
)
_AMONG = " IN (SELECT value FROM json_each(?))"
_ALL = f"WITH counted AS NOT MATERIALIZED ({_COUNTED.format(own='', hidden='')})"
_OF_THESE = "WITH counted AS MATERIALIZED ({})".format(
    _COUNTED.format(own=f" AND id{_AMONG}", hidden=f" AND hidden.article_id{_AMONG}")
)
_OF_HIDDEN = "WITH counted AS MATERIALIZED ({})".format(
    _COUNTED.format(own=" AND false", hidden=f" AND hidden.guild_id = ? AND articles.id{_AMONG}")
)
_ADD = (
    f" INSERT INTO tallies (kind, guild_id, name, articles) SELECT kind, guild_id, name,"
    f" articles * ? FROM ({_TALLIES}) WHERE true"
    " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles"
)


class Tallies:
    """The table of tallies."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @asynccontextmanager
    async def changing(
        self, new: Collection[int], *, old: Collection[int] = ()
    ) -> AsyncIterator[None]:
        """Count these articles' changes inside the block; `old` are there before, `new` after."""
        await self._add(old, times=-1)
        yield
        await self._add(new, times=1)

    async def _add(self, article_ids: Collection[int], *, times: int) -> None:
        if article_ids:
            ids = listed(article_ids)
            await self._connection.run(_OF_THESE + _ADD, (ids, ids, times))

    async def add_hidden(
        self, guild_id: int, article_ids: Collection[int], *, is_shown: bool
    ) -> None:
        """Count what the server hides of these articles as hidden, or as shown again."""
        values = (guild_id, listed(article_ids), -1 if is_shown else 1)
        await self._connection.run(_OF_HIDDEN + _ADD, values)

    async def wrong(self) -> list[str]:
        """The names of those that are counted wrongly."""
        rows = await self._connection.all(
            f"{_ALL} SELECT DISTINCT name FROM (SELECT kind, guild_id, name, articles FROM tallies"
            f" UNION ALL SELECT kind, guild_id, name, -articles FROM ({_TALLIES}))"
            " GROUP BY kind, guild_id, name HAVING sum(articles) <> 0 ORDER BY name"
        )
        return [row[0] for row in rows]

    async def recount(self) -> None:
        """Count all articles anew."""
        await self._connection.run("DELETE FROM tallies")
        await self._connection.run(
            f"{_ALL} INSERT INTO tallies (kind, guild_id, name, articles) {_TALLIES}"
        )
