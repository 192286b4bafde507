"""Which articles a server sees, by topic, source and date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection, listed
from bot.storage.latest import FOREVER, SINCE_LATEST

# For a topic's or source's newest articles so many of all are looked through first.
_LATEST = 5_000

Values = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits of a search: the exact names of topics and of providers, any of which will do.

    `after` is inclusive and `before` exclusive. False where nothing is limited.
    """

    topics: tuple[str, ...] | None = None
    providers: tuple[str, ...] | None = None
    after: datetime | None = None
    before: datetime | None = None

    def __bool__(self) -> bool:
        return self != Filters()


class Filtered:
    """The table of articles, as filters leave it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def within(
        self, ids: Iterable[int], filters: Filters, *, guild_id: int | None
    ) -> set[int]:
        """Those of the articles that the server sees and the filters leave."""
        conditions, values = _conditions(filters, guild_id)
        # CROSS keeps SQLite from going through the ids anew for every article of a topic.
        rows = await self._connection.all(
            "SELECT articles.id FROM json_each(?) AS wanted"
            f" CROSS JOIN articles ON articles.id = wanted.value WHERE {conditions}",
            (listed(ids), *values),
        )
        return {row[0] for row in rows}

    async def newest(self, filters: Filters, *, guild_id: int | None, limit: int) -> list[int]:
        """The newest articles that the server sees and the filters leave."""
        # Of what is frequent there are enough among the newest; what is rare is soon sorted.
        among = f"articles.published >= {SINCE_LATEST}"
        found = await self._newest(among, (FOREVER, _LATEST), filters, guild_id, limit)
        return (
            found
            if len(found) == limit
            else await self._newest("true", (), filters, guild_id, limit)
        )

    async def _newest(
        self, among: str, bounds: Values, filters: Filters, guild_id: int | None, limit: int
    ) -> list[int]:
        conditions, values = _conditions(filters, guild_id)
        rows = await self._connection.all(
            f"SELECT articles.id FROM articles WHERE {among} AND {conditions}"
            " ORDER BY published DESC, articles.id LIMIT ?",
            (*bounds, *values, limit),
        )
        return [row[0] for row in rows]

    async def newest_of(self, ids: Iterable[int], *, limit: int) -> list[int]:
        """The newest of these articles."""
        rows = await self._connection.all(
            "SELECT articles.id FROM json_each(?) AS wanted"
            " CROSS JOIN articles ON articles.id = wanted.value"
            " ORDER BY published DESC, articles.id LIMIT ?",
            (listed(ids), limit),
        )
        return [row[0] for row in rows]


def _conditions(filters: Filters, guild_id: int | None) -> tuple[str, list[str | int]]:
    sql = VISIBLE
    values: list[str | int] = [guild_id or SHARED]
    if filters.topics is not None:
        sql += (
            " AND articles.id IN (SELECT article_id FROM article_topics WHERE topic_id IN"
            " (SELECT topics.id FROM json_each(?) AS named JOIN topics ON name = named.value))"
        )
        values.append(listed(filters.topics))
    if filters.providers is not None:
        sql += " AND provider IN (SELECT value FROM json_each(?))"
        values.append(listed(filters.providers))
    if filters.after is not None:
        sql += " AND published >= ?"
        values.append(int(filters.after.timestamp()))
    if filters.before is not None:
        sql += " AND published < ?"
        values.append(int(filters.before.timestamp()))
    return sql, values
