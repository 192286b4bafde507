"""The articles that an edition may be chosen from: what is new, or what came out in a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.domain.article import Article
from bot.storage.article_rows import COLUMNS, to_article
from bot.storage.articles import SEEN, SHARED
from bot.storage.database import Connection, listed

# Of what all share only indexes are read; of their own servers have little.
_OF_ALL = " FROM articles INDEXED BY articles_shared_by_published WHERE guild_id = 0 AND {}"
_OF_SERVER = (
    " FROM articles WHERE guild_id <> 0 AND guild_id = ?"
    " AND (stands_for IS NULL OR is_removed = 0) AND {}"
)
_NOT_HIDDEN = (
    " AND NOT EXISTS (SELECT 1 FROM hidden_articles AS hidden"
    " WHERE hidden.guild_id = ? AND hidden.article_id = articles.id)"
)
# A version is no news: it came when what it stands for did.
_CAME = "coalesce(stands_for, id)"


class _Condition(NamedTuple):
    """Some SQL in which `{0}` is the id that says when an article came, with its values."""

    sql: str
    values: tuple[int, ...]

    @property
    def shared(self) -> str:
        """Of articles that all share."""
        return self.sql.format("articles.id")

    @property
    def own(self) -> str:
        """Of a server's own articles."""
        return self.sql.format(_CAME)


@dataclass(frozen=True, slots=True)
class Found:
    """Articles that were found, the ids of the latest at most, of `total` that there are."""

    ids: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as it is stored, also if it `is_removed`.

    `came_as` is the id that says when it came: for a version, that of what it stands for.
    """

    article: Article
    is_removed: bool
    came_as: int


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
        new = _Condition("{0} > ? AND {0} <= ?", (after_id, last_id))
        if last_id - after_id <= limit:
            return await self._all(new, guild_id)
        until_then = _Condition(
            f"{new.sql} AND published <= ?", (*new.values, int(until.timestamp()))
        )
        latest = await self._latest(until_then, limit, guild_id)
        return Found(latest, await self._total(new, guild_id))

    async def between(
        self, after: datetime, until: datetime, *, last_id: int, limit: int, guild_id: int | None
    ) -> Found:
        """Articles out after a moment, up to another, of those that came up to an id."""
        condition = _Condition(
            "published > ? AND published <= ? AND {0} <= ?",
            (int(after.timestamp()), int(until.timestamp()), last_id),
        )
        latest = await self._latest(condition, limit, guild_id)
        return Found(latest, await self._total(condition, guild_id))

    async def _all(self, condition: _Condition, guild_id: int | None) -> Found:
        own = guild_id or SHARED
        rows = await self._connection.all(
            f"SELECT id FROM articles WHERE +guild_id = 0 AND {condition.shared}{_NOT_HIDDEN}"
            f" UNION ALL SELECT id{_OF_SERVER.format(condition.own)}",
            (*condition.values, own, own, *condition.values),
        )
        return Found(tuple(row[0] for row in rows), len(rows))

    async def _latest(
        self, condition: _Condition, limit: int, guild_id: int | None
    ) -> tuple[int, ...]:
        own = guild_id or SHARED
        rows = await self._connection.all(
            "SELECT id FROM (SELECT * FROM (SELECT id, published"
            f"{_OF_ALL.format(condition.shared)}{_NOT_HIDDEN}"
            " ORDER BY published DESC, id LIMIT ?)"
            f" UNION ALL SELECT id, published{_OF_SERVER.format(condition.own)})"
            " ORDER BY published DESC, id LIMIT ?",
            (*condition.values, own, limit, own, *condition.values, limit),
        )
        return tuple(row[0] for row in rows)

    async def _total(self, condition: _Condition, guild_id: int | None) -> int:
        own = guild_id or SHARED
        return int(
            await self._connection.value(
                f"SELECT (SELECT count(*){_OF_ALL.format(condition.shared)})"
                " - (SELECT count(*) FROM hidden_articles AS hidden"
                " CROSS JOIN articles ON articles.id = hidden.article_id"
                f" WHERE hidden.guild_id = ? AND articles.guild_id = 0 AND {condition.shared})"
                f" + (SELECT count(*){_OF_SERVER.format(condition.own)})",
                (*condition.values, own, *condition.values, own, *condition.values),
            )
        )

    async def id_of(self, key: str, *, guild_id: int | None) -> int | None:
        """The article under this key, the server's own before the shared one, removed or not."""
        found = await self._connection.value(
            f"SELECT id FROM articles WHERE key = ? AND {SEEN}"
            " ORDER BY is_removed, guild_id DESC LIMIT 1",
            (key, guild_id or SHARED),
        )
        return None if found is None else int(found)

    async def read(self, ids: Iterable[int], *, guild_id: int | None) -> list[Stored]:
        """These articles, but for those of other servers and what the server hides."""
        rows = await self._connection.all(
            f"SELECT {COLUMNS}, is_removed, coalesce(stands_for, articles.id)"
            " FROM json_each(?) AS wanted"
            f" CROSS JOIN articles ON articles.id = wanted.value WHERE {SEEN}",
            (listed(ids), guild_id or SHARED),
        )
        return [Stored(to_article(row), bool(row[-2]), row[-1]) for row in rows]

    async def kept(self, article_id: int, *, guild_id: int | None) -> Stored | None:
        """The article unless it is another server's; to one that hides it it is as removed."""
        own = guild_id or SHARED
        rows = await self._connection.all(
            f"SELECT {COLUMNS}, is_removed OR EXISTS (SELECT 1 FROM hidden_articles AS hidden"
            " WHERE hidden.guild_id = ? AND hidden.article_id = articles.id),"
            " coalesce(stands_for, articles.id)"
            " FROM articles WHERE articles.id = ? AND guild_id IN (0, ?)",
            (own, article_id, own),
        )
        return next((Stored(to_article(row), bool(row[-2]), row[-1]) for row in rows), None)
