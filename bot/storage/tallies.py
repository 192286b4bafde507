"""How many articles each topic and each source has, kept beside what changes articles.

Counting a million articles takes seconds, and every key that a member types asks for it. Triggers
would keep the counts too, but double the time of a load.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from bot.storage.database import Connection, listed

TOPIC, SOURCE, DOMAIN = 0, 1, 2
_TALLIES = (
    f"SELECT {SOURCE} AS kind, guild_id, provider AS name, count(*) AS articles"
    " FROM articles WHERE {} GROUP BY guild_id, provider"
    f" UNION ALL SELECT {DOMAIN}, guild_id, domain || ' ' || provider, count(*)"
    " FROM articles WHERE {} GROUP BY guild_id, domain, provider"
    f" UNION ALL SELECT {TOPIC}, guild_id, name, count(*) FROM articles"
    " JOIN article_topics ON article_id = articles.id JOIN topics ON topics.id = topic_id"
    " WHERE {} GROUP BY guild_id, topic_id"
)
_VISIBLE = "is_removed = 0"
_OF_THESE = f"{_VISIBLE} AND articles.id IN (SELECT value FROM json_each(?2))"


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
            await self._connection.run(
                "INSERT INTO tallies (kind, guild_id, name, articles)"
                f" SELECT kind, guild_id, name, articles * ?1 FROM ({_of(_OF_THESE)}) WHERE true"
                " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
                (times, listed(article_ids)),
            )

    async def wrong(self) -> list[str]:
        """The names of those that are counted wrongly."""
        rows = await self._connection.all(
            "SELECT DISTINCT name FROM (SELECT kind, guild_id, name, articles FROM tallies"
            f" UNION ALL SELECT kind, guild_id, name, -articles FROM ({_of(_VISIBLE)}))"
            " GROUP BY kind, guild_id, name HAVING sum(articles) <> 0 ORDER BY name"
        )
        return [row[0] for row in rows]

    async def recount(self) -> None:
        """Count all articles anew."""
        await self._connection.run("DELETE FROM tallies")
        await self._connection.run(
            f"INSERT INTO tallies (kind, guild_id, name, articles) {_of(_VISIBLE)}"
        )


def _of(condition: str) -> str:
    return _TALLIES.replace("{}", condition)
