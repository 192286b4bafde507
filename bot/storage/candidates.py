"""The articles that an edition may be chosen from: what is new, or what came out in a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.article import Article
from bot.storage.article_rows import COLUMNS, to_article
from bot.storage.articles import SHARED
from bot.storage.database import Connection, listed

_BY_TIME = "FROM articles INDEXED BY articles_by_published WHERE"
_NEW = "id > ? AND id <= ?"
_SPAN = "published > ? AND published <= ?"


@dataclass(frozen=True, slots=True)
class Found:
    """Articles that were found, the ids of the latest at most, of `total` that there are."""

    ids: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as it is stored, also if it `is_removed`."""

    article: Article
    is_removed: bool


class Candidates:
    """The table of articles, as editions are chosen from it. Removed articles are found too."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def newest_id(self) -> int:
        """The id of the article that came last, of all servers; 0 without any."""
        return int(await self._connection.value("SELECT coalesce(max(id), 0) FROM articles"))

    async def numbered(
        self, after_id: int, last_id: int, *, until: datetime, limit: int, guild_id: int | None
    ) -> Found:
        """Articles that came after one, up to another; if too many, those out last until then."""
        among = (after_id, last_id)
        if last_id - after_id <= limit:
            rows = await self._connection.all(
                f"SELECT id FROM articles WHERE {_NEW} AND +guild_id IN (0, ?)",
                (*among, guild_id or SHARED),
            )
            return Found(tuple(row[0] for row in rows), len(rows))
        latest = await self._latest(
            f"{_NEW} AND published <= ?", (*among, int(until.timestamp())), limit
        )
        return Found(latest, await self._total(_NEW, among, guild_id))

    async def between(
        self, after: datetime, until: datetime, *, last_id: int, limit: int, guild_id: int | None
    ) -> Found:
        """Articles out after a moment, up to another, of those that came up to an id."""
        values = (int(after.timestamp()), int(until.timestamp()), last_id)
        condition = f"{_SPAN} AND id <= ?"
        latest = await self._latest(condition, values, limit)
        return Found(latest, await self._total(condition, values, guild_id))

    async def _latest(self, condition: str, values: tuple[int, ...], limit: int) -> tuple[int, ...]:
        rows = await self._connection.all(
            f"SELECT id {_BY_TIME} {condition} ORDER BY published DESC, id LIMIT ?",
            (*values, limit),
        )
        return tuple(row[0] for row in rows)

    async def _total(self, condition: str, values: tuple[int, ...], guild_id: int | None) -> int:
        # Only the index is read, which doesn't tell whose articles they are; those of other servers
        # are counted by another index.
        total = await self._connection.value(f"SELECT count(*) {_BY_TIME} {condition}", values)
        others = await self._connection.value(
            f"SELECT count(*) FROM articles WHERE guild_id > 0 AND guild_id <> ? AND {condition}",
            (guild_id or SHARED, *values),
        )
        return int(total - others)

    async def id_of(self, key: str, *, guild_id: int | None) -> int | None:
        """The article under this key, the server's own before the shared one, removed or not."""
        found = await self._connection.value(
            "SELECT id FROM articles WHERE key = ? AND guild_id IN (0, ?)"
            " ORDER BY is_removed, guild_id DESC LIMIT 1",
            (key, guild_id or SHARED),
        )
        return None if found is None else int(found)

    async def read(self, ids: Iterable[int], *, guild_id: int | None) -> list[Stored]:
        """These articles, but for those of other servers."""
        rows = await self._connection.all(
            f"SELECT {COLUMNS}, is_removed FROM json_each(?) AS wanted"
            " CROSS JOIN articles ON articles.id = wanted.value WHERE +guild_id IN (0, ?)",
            (listed(ids), guild_id or SHARED),
        )
        return [Stored(to_article(row), bool(row[-1])) for row in rows]
