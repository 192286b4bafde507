"""Titles of articles, for those who are typing one."""

from collections.abc import Sequence

from bot.storage.article_words import title_start
from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection, listed

_MOST_STARTING = 200
_NEWEST = 400
_BEYOND = "\U0010ffff"


class Titles:
    """The titles, as they are shown and as they are sorted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, ids: Sequence[int], *, guild_id: int | None) -> list[str]:
        """The titles of the visible ones of these articles, in the order of the ids."""
        rows = await self._connection.all(
            "SELECT title FROM json_each(?) AS wanted"
            " CROSS JOIN articles ON articles.id = wanted.value"
            f" WHERE {VISIBLE} ORDER BY wanted.key",
            (listed(ids), guild_id or SHARED),
        )
        return [row[0] for row in rows]

    async def newest(self, *, guild_id: int | None, limit: int) -> list[str]:
        """Titles of the newest visible articles that have a file of their own."""
        rows = await self._connection.all(
            f"SELECT title FROM articles WHERE has_file = 1 AND {VISIBLE}"
            " ORDER BY published DESC, id LIMIT ?",
            (guild_id or SHARED, limit),
        )
        return [row[0] for row in rows]

    async def newest_with(self, beginning: str, *, guild_id: int | None, limit: int) -> list[str]:
        """Of the newest visible articles those with a word in the title that begins so.

        Titles that begin so themselves come first. Only how a title begins is looked at.
        """
        rows = await self._connection.all(
            f"WITH newest AS (SELECT id, title FROM articles WHERE {VISIBLE}"
            " ORDER BY published DESC LIMIT ?)"
            " SELECT newest.title FROM newest JOIN article_words ON article_id = newest.id"
            " WHERE instr(' ' || start, ' ' || ?)"
            " ORDER BY substr(start, 1, length(?)) <> ?, newest.id DESC LIMIT ?",
            (guild_id or SHARED, _NEWEST, beginning, beginning, beginning, limit),
        )
        return [row[0] for row in rows]

    async def titled(self, start: str, *, guild_id: int | None, limit: int) -> dict[int, str]:
        """The titles, by id, of the newest visible articles whose folded title begins just so."""
        rows = await self._connection.all(
            "SELECT articles.id, articles.title FROM article_words"
            " JOIN articles ON articles.id = article_id"
            f" WHERE start = ? AND {VISIBLE} ORDER BY articles.id DESC LIMIT ?",
            (title_start(start), guild_id or SHARED, limit),
        )
        return dict(map(tuple, rows))

    async def begun(self, starts: Sequence[str]) -> list[str]:
        """Those of the folded words that some title begins with, in their order.

        Also a title that only another server sees: not to be shown, but asked for by `starting`.
        """
        rows = await self._connection.all(
            "SELECT value FROM json_each(?) AS typed WHERE EXISTS (SELECT 1 FROM article_words"
            f" WHERE start >= typed.value AND start < typed.value || '{_BEYOND}')"
            " ORDER BY typed.key",
            (listed(map(title_start, starts)),),
        )
        return [row[0] for row in rows]

    async def starting(
        self, starts: Sequence[str], *, guild_id: int | None, limit: int
    ) -> list[str]:
        """Titles of visible articles that begin with the first of these folded words, then others.

        Of each the latest added first; of very many, those that come first in the alphabet.
        """
        if not starts:
            return []
        ranges = " UNION ALL ".join(
            "SELECT * FROM (SELECT articles.id, articles.title, ? AS place FROM article_words"
            " CROSS JOIN articles ON articles.id = article_id"
            f" WHERE start >= ? AND start < ? AND {VISIBLE} ORDER BY start, article_id LIMIT ?)"
            for _ in starts
        )
        values: list[str | int] = []
        for place, start in enumerate(map(title_start, starts)):
            values += [place, start, f"{start}{_BEYOND}", guild_id or SHARED, _MOST_STARTING]
        rows = await self._connection.all(
            f"SELECT title FROM ({ranges}) ORDER BY place, id DESC LIMIT ?", (*values, limit)
        )
        return [row[0] for row in rows]
