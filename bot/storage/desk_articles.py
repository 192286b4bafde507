"""Articles as the desk tells them apart: removed ones too, each with its server and key.

What a desk made is never deleted when it is taken back, only removed: buttons and posted messages
name its id.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from bot.storage.database import Connection, listed
from bot.storage.tallies import Tallies
from bot.storage.unplaced_articles import UnplacedArticles

_COLUMNS = "articles.id, guild_id, articles.key, digest, is_removed, stands_for"


class ArticleRow(NamedTuple):
    """An article of a server, or of all (0); a version `stands_for` a shared article's id."""

    id: int
    guild_id: int
    key: str
    digest: bytes
    is_removed: bool
    stands_for: int | None


class DeskArticles:
    """The table of articles, all servers' and removed ones included."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tallies = Tallies(connection)
        self._unplaced = UnplacedArticles(connection)

    async def get(self, article_id: int) -> ArticleRow | None:
        """The article of this id, if there ever was one that is kept."""
        rows = await self._read("articles WHERE id = ?", (article_id,))
        return rows[0] if rows else None

    async def under(self, pairs: Iterable[tuple[int, str]]) -> list[ArticleRow]:
        """The articles of these servers (0 for all) and keys, as far as they are there."""
        return await self._read(
            "json_each(?) AS wanted CROSS JOIN articles"
            " ON guild_id = wanted.value ->> 0 AND articles.key = wanted.value ->> 1",
            (json.dumps(list(pairs)),),
        )

    async def keys(self, article_ids: Iterable[int]) -> set[str]:
        """The keys of these articles."""
        rows = await self._connection.all_among(
            "SELECT key FROM articles WHERE id IN (SELECT value FROM json_each(?))", article_ids
        )
        return {row[0] for row in rows}

    async def own(self) -> list[ArticleRow]:
        """All articles of all servers' own."""
        return await self._read("articles WHERE guild_id <> 0", ())

    async def hidden(self) -> set[tuple[int, str]]:
        """What each server hides, by the keys of the articles."""
        rows = await self._connection.all(
            "SELECT hidden.guild_id, articles.key FROM hidden_articles AS hidden"
            " CROSS JOIN articles ON articles.id = hidden.article_id"
        )
        return {(row[0], row[1]) for row in rows}

    async def hiding(self, pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        """Those of the pairs of server and article that are hidden."""
        rows = await self._connection.all(
            "SELECT hidden.guild_id, hidden.article_id FROM json_each(?) AS wanted"
            " CROSS JOIN hidden_articles AS hidden ON hidden.guild_id = wanted.value ->> 0"
            " AND hidden.article_id = wanted.value ->> 1",
            (json.dumps(list(pairs)),),
        )
        return {(row[0], row[1]) for row in rows}

    async def remove(self, article_ids: Iterable[int]) -> None:
        """Take articles out of everybody's sight, and keep their rows; the index apart."""
        gone = list(article_ids)
        if not gone:
            return
        await self._unplaced.forget(gone)
        async with self._tallies.changing((), old=gone):
            # Without a digest they are changed when they are stored again, whatever they are then.
            await self._connection.run(
                "UPDATE articles SET is_removed = 1, digest = x''"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (listed(gone),),
            )
        # Nobody sees them, so that no tally counts them as hidden.
        await self._connection.run(
            "DELETE FROM hidden_articles WHERE article_id IN (SELECT value FROM json_each(?))",
            (listed(gone),),
        )

    async def distrust(self, keys: Iterable[str]) -> None:
        """Have the articles of these keys be stored anew when they are merged next."""
        await self._connection.run(
            "UPDATE articles SET digest = x'' WHERE key IN (SELECT value FROM json_each(?))"
            " AND guild_id IN (SELECT guild_id FROM desk_records UNION SELECT 0)",
            (listed(keys),),
        )

    async def _read(self, source: str, values: Iterable[object]) -> list[ArticleRow]:
        rows = await self._connection.all(f"SELECT {_COLUMNS} FROM {source}", values)
        return [ArticleRow(r[0], r[1], r[2], r[3], bool(r[4]), r[5]) for r in rows]
