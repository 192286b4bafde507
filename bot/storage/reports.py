"""Articles as the grouping into stories reads them, of all servers."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from bot.storage.database import Connection, listed

_COLUMNS = (
    "articles.id, guild_id, articles.key, title, excerpt, provider, published, quality,"
    " stands_for"
    " FROM json_each(?) AS wanted CROSS JOIN articles ON"
)


# The index on keys begins with the server, of which there are few: each is looked up in turn.
_GUILDS = (
    "WITH RECURSIVE guilds (id) AS (SELECT min(guild_id) FROM articles UNION ALL"
    " SELECT (SELECT min(guild_id) FROM articles WHERE guild_id > guilds.id) FROM guilds"
    " WHERE guilds.id IS NOT NULL)"
)


class StoredReport(NamedTuple):
    """What tells an article's event; `published` is in seconds.

    A server's own version of a shared article `stands_for` that one's id.
    """

    article_id: int
    guild_id: int
    key: str
    title: str
    excerpt: str
    provider: str
    published: int
    quality: int
    stands_for: int | None


class Reports:
    """The table of articles, but for removed ones."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, article_ids: Iterable[int]) -> list[StoredReport]:
        """These articles as far as they are there."""
        return await self._read("articles.id = wanted.value", listed(article_ids))

    async def of_keys(self, keys: Iterable[str], *, guild_id: int) -> list[StoredReport]:
        """The articles under these keys, shared ones and the server's own; of all servers for 0."""
        if guild_id:
            on = "guild_id IN (0, ?) AND articles.key = wanted.value"
            return await self._read(on, listed(keys), guild_id)
        on = "guild_id IN (SELECT id FROM guilds) AND articles.key = wanted.value"
        return await self._read(on, listed(keys), before=_GUILDS)

    async def versions(self, article_ids: Iterable[int]) -> list[StoredReport]:
        """The versions that servers have of these articles."""
        return await self._read("stands_for = wanted.value", listed(article_ids))

    async def _read(self, on: str, *values: str | int, before: str = "") -> list[StoredReport]:
        rows = await self._connection.all(
            f"{before} SELECT {_COLUMNS} {on} WHERE is_removed = 0", values
        )
        return list(map(StoredReport._make, rows))

    async def between(self, spans: Iterable[tuple[int, int]]) -> dict[int, int]:
        """When each article came out that did so within a span of seconds, its ends included."""
        rows = await self._connection.all(
            "SELECT articles.id, published FROM json_each(?) AS span CROSS JOIN articles"
            " ON published BETWEEN span.value ->> 0 AND span.value ->> 1",
            (json.dumps(list(spans)),),
        )
        return {row[0]: row[1] for row in rows}
