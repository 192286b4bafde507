"""Articles as the grouping into stories reads them, of all servers."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from bot.storage.database import Connection, listed

_COLUMNS = (
    "articles.id, guild_id, articles.key, title, excerpt, provider, published, quality"
    " FROM json_each(?) AS wanted CROSS JOIN articles ON"
)


# The index on keys begins with the server, of which there are few: each is looked up in turn.
_GUILDS = (
    "WITH RECURSIVE guilds (id) AS (SELECT min(guild_id) FROM articles UNION ALL"
    " SELECT (SELECT min(guild_id) FROM articles WHERE guild_id > guilds.id) FROM guilds"
    " WHERE guilds.id IS NOT NULL)"
)


class StoredReport(NamedTuple):
    """What tells an article's event; `published` is in seconds."""

    article_id: int
    guild_id: int
    key: str
    title: str
    excerpt: str
    provider: str
    published: int
    quality: int


class Reports:
    """The table of articles, but for removed ones."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, article_ids: Iterable[int]) -> list[StoredReport]:
        """These articles as far as they are there."""
        return await self._read("articles.id = wanted.value", listed(article_ids))

    async def of_keys(self, keys: Iterable[str]) -> list[StoredReport]:
        """The articles under these keys; every server may have its own."""
        on = "guild_id IN (SELECT id FROM guilds) AND articles.key = wanted.value"
        return await self._read(on, listed(keys), before=_GUILDS)

    async def _read(self, condition: str, wanted: str, before: str = "") -> list[StoredReport]:
        rows = await self._connection.all(
            f"{before} SELECT {_COLUMNS} {condition} WHERE is_removed = 0", (wanted,)
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
