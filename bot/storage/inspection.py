"""What a doctor reads: the tables as they are, whether or not they agree."""

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import cast

from bot.storage.article_words import FIELDS, ArticleWords, NumberedWords
from bot.storage.database import Connection, Row
from bot.storage.facts import INDEX_SIZE, Facts
from bot.storage.postings import BLOCK_SIZE, ID_SIZE, LIST_BITS, decode_ids
from bot.storage.tallies import Tallies
from bot.storage.words import StoredWord

_STRAYS = (
    "FROM article_words LEFT JOIN articles ON articles.id = article_id"
    " WHERE articles.id IS NULL OR is_removed"
)
_UNINDEXED = (
    "FROM articles WHERE is_removed = 0"
    " AND NOT EXISTS (SELECT 1 FROM article_words WHERE article_id = articles.id)"
)
_MISPLACED = (
    "FROM (SELECT article_id, articles.title FROM story_members"
    " LEFT JOIN articles ON articles.id = article_id WHERE articles.id IS NULL OR is_removed"
    " UNION SELECT member.article_id, articles.title FROM story_members AS member"
    " JOIN articles ON articles.id = member.article_id"
    " LEFT JOIN story_members AS leader ON leader.article_id = member.story_id"
    " WHERE leader.story_id IS NOT member.story_id"
    " UNION SELECT articles.id, title FROM articles WHERE is_removed = 0"
    " AND EXISTS (SELECT 1 FROM story_members WHERE article_id = articles.id)"
    " = EXISTS (SELECT 1 FROM unplaced_articles WHERE article_id = articles.id)"
    # Of servers' own stories likewise, as each server reads them.
    " UNION SELECT own.article_id, articles.title FROM own_stories AS own"
    " JOIN articles ON articles.id = own.article_id"
    " LEFT JOIN own_stories AS leader ON leader.guild_id = own.guild_id"
    " AND leader.article_id = own.story_id"
    " LEFT JOIN story_members AS shared ON shared.article_id = own.story_id"
    " WHERE (is_removed OR articles.guild_id NOT IN (0, own.guild_id)"
    " OR coalesce(leader.story_id, shared.story_id) IS NOT own.story_id)"
    " AND NOT EXISTS (SELECT 1 FROM unplaced_own AS waiting WHERE waiting.guild_id = own.guild_id"
    " AND waiting.article_id = own.article_id))"
)
_FIELDS_BROKEN = " OR ".join(
    f"length({name}) % {ID_SIZE}" for name in ("title", "excerpt", "topics", "rest")
)
_BLOCK_BROKEN = f"length(ids) NOT BETWEEN 1 AND {BLOCK_SIZE * ID_SIZE} OR length(ids) % {ID_SIZE}"
# So many are read at a time.
_ROWS = 1_000

Found = tuple[int, tuple[str, ...]]


class Inspection:
    """Reads for checking; what is named is never more than `limit`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._article_words = ArticleWords(connection)
        self._facts = Facts(connection)
        self._tallies = Tallies(connection)

    async def damage(self) -> list[str]:
        """What SQLite finds wrong with the file itself."""
        rows = await self._connection.all("PRAGMA quick_check")
        return [row[0] for row in rows if row[0] != "ok"]

    async def broken_links(self) -> list[str]:
        """Rows that refer to a row which isn't there, by their tables and numbers."""
        rows = await self._connection.all("PRAGMA foreign_key_check")
        return [
            f"{table} {number} names a missing row of {parent}" for table, number, parent, _ in rows
        ]

    async def schema_version(self) -> int:
        """The number of the last migration."""
        return int(await self._connection.value("PRAGMA user_version"))

    async def wrong_tallies(self) -> list[str]:
        """The topics and sources that have other numbers of articles than were counted."""
        return await self._tallies.wrong()

    async def unindexed(self, *, limit: int) -> Found:
        """How many articles that aren't removed are not in the index, and titles of some."""
        return await self._found("title", f"{_UNINDEXED} ORDER BY articles.id", limit)

    async def strays(self, *, limit: int) -> Found:
        """How many articles are in the index that are removed or gone, and titles of some."""
        title = "coalesce(articles.title, 'article ' || article_id)"
        return await self._found(title, f"{_STRAYS} ORDER BY article_id", limit)

    async def misplaced(self, *, limit: int) -> Found:
        """How many articles are in a story wrongly or in none unnoticed, and titles of some.

        Those that are removed or gone, whose leader isn't in its own story, or that are neither in
        one nor wait for it.
        """
        title = "coalesce(title, 'article ' || article_id)"
        return await self._found(title, f"{_MISPLACED} ORDER BY article_id", limit)

    async def _found(self, name: str, rows: str, limit: int) -> Found:
        count = await self._connection.value(f"SELECT count(*) {rows}")
        names = await self._connection.all(f"SELECT {name} {rows} LIMIT ?", (limit,))
        return int(count), tuple(row[0] for row in names)

    async def broken_blocks(self, *, limit: int) -> Found:
        """How many blocks of postings are empty, too long, or no numbers, and keys of some."""
        return await self._found("'block ' || key", f"FROM postings WHERE {_BLOCK_BROKEN}", limit)

    async def broken_words(self, *, limit: int) -> Found:
        """How many articles' words are no numbers, and ids of some."""
        rows = f"FROM article_words WHERE {_FIELDS_BROKEN}"
        return await self._found("'article ' || article_id", rows, limit)

    async def index_size(self) -> tuple[int, int]:
        """How many articles the index says it has, and how many it has."""
        count = await self._connection.value("SELECT count(*) FROM article_words")
        return await self._facts.number(INDEX_SIZE), int(count)

    async def words(self) -> list[StoredWord]:
        """Every word, by its number."""
        rows = await self._connection.all("SELECT id, word, titles, others FROM words ORDER BY id")
        return list(map(StoredWord._make, rows))

    async def article_words_of(self, article_ids: Iterable[int]) -> dict[int, NumberedWords]:
        """What is indexed of these articles."""
        return await self._article_words.get(article_ids)

    async def article_words(self) -> AsyncIterator[Sequence[NumberedWords]]:
        """What is indexed of every article, in the order of their ids, some at a time."""
        last = 0
        while rows := await self._after(last):
            yield [NumberedWords(row[0], row[1], *map(decode_ids, row[2:])) for row in rows]
            last = rows[-1][0]

    async def _after(self, article_id: int) -> list[Row]:
        return await self._connection.all(
            f"SELECT {FIELDS} FROM article_words WHERE article_id > ? ORDER BY article_id LIMIT ?",
            (article_id, _ROWS),
        )

    async def blocks(self, first: int, last: int) -> AsyncIterator[Sequence[tuple[int, bytes]]]:
        """The blocks of the lists of these numbers, in order, some at a time; with their keys."""
        key, end = first << LIST_BITS, (last + 1 << LIST_BITS) - 1
        while rows := await self._connection.all(
            "SELECT key, ids FROM postings WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?",
            (key, end, _ROWS),
        ):
            yield cast("list[tuple[int, bytes]]", rows)
            key = rows[-1][0] + 1
