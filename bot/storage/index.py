"""The full-text index: the words of every visible article, found by FTS5."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.ranking import Candidate
from bot.domain.spelling import Vocabulary
from bot.storage.articles import SHARED
from bot.storage.database import Connection, listed

_VERSION = "index_version"
# FTS5's bm25 only chooses which candidates are ranked; the ranking's own weights decide.
_BM25 = "bm25(article_words, 10.0, 3.0, 1.0, 2.0, 1.0)"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The folded words of an article's fields, separated by spaces."""

    article_id: int
    title: str
    excerpt: str
    body: str
    topics: str
    source: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits of a search: exact names of topics and providers, any of which will do."""

    topics: tuple[str, ...] | None = None
    providers: tuple[str, ...] | None = None
    since: datetime | None = None


class Index:
    """The tables of words; one vocabulary is kept until the index changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._vocabulary: tuple[str | None, Vocabulary] | None = None

    async def put(self, entries: Sequence[IndexEntry]) -> None:
        """Index articles, new or changed."""
        await self.delete([entry.article_id for entry in entries])
        await self._connection.run_many(
            "INSERT INTO article_words (rowid, title, excerpt, body, topics, source)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [(e.article_id, e.title, e.excerpt, e.body, e.topics, e.source) for e in entries],
        )

    async def delete(self, article_ids: Iterable[int]) -> None:
        """Take articles out of the index."""
        await self._connection.run_many(
            "DELETE FROM article_words WHERE rowid = ?", [(i,) for i in article_ids]
        )
        await self._connection.run(
            "INSERT INTO facts (name, value) VALUES (?, '1')"
            " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
            (_VERSION,),
        )

    async def vocabulary(self) -> Vocabulary:
        """All words of the index with their document counts."""
        version = await self._connection.value(
            "SELECT value FROM facts WHERE name = ?", (_VERSION,)
        )
        if self._vocabulary is None or self._vocabulary[0] != version:
            rows = await self._connection.all("SELECT term, doc FROM article_vocabulary")
            size = await self._connection.value("SELECT count(*) FROM article_words_docsize")
            self._vocabulary = (version, Vocabulary(dict(rows), int(size)))  # type: ignore[arg-type]
        return self._vocabulary[1]

    async def candidates(
        self,
        groups: Sequence[Iterable[str]],
        filters: Filters,
        *,
        guild_id: int | None,
        limit: int,
    ) -> list[Candidate]:
        """Visible articles that hold a word of every group, at most `limit`, likeliest first."""
        sql, values = _selection(groups, filters, guild_id)
        rows = await self._connection.all(
            "SELECT articles.id, article_words.title, article_words.excerpt,"
            " article_words.body || ' ' || topics || ' ' || source, published, quality, has_file"
            f" {sql} ORDER BY {_BM25} LIMIT ?",
            (*values, limit),
        )
        return [
            Candidate(
                article_id=row[0],
                title=row[1],
                excerpt=row[2],
                elsewhere=row[3],
                published=datetime.fromtimestamp(row[4], UTC),
                quality=row[5],
                has_file=bool(row[6]),
            )
            for row in rows
        ]

    async def count(
        self, groups: Sequence[Iterable[str]], filters: Filters, *, guild_id: int | None
    ) -> int:
        """How many visible articles hold a word of every group."""
        sql, values = _selection(groups, filters, guild_id)
        return int(await self._connection.value(f"SELECT count(*) {sql}", values))


def _selection(
    groups: Sequence[Iterable[str]], filters: Filters, guild_id: int | None
) -> tuple[str, list[str | int]]:
    sql = (
        "FROM article_words JOIN articles ON articles.id = article_words.rowid"
        " WHERE article_words MATCH ? AND is_removed = 0 AND guild_id IN (0, ?)"
    )
    values: list[str | int] = [_expression(groups), guild_id or SHARED]
    if filters.topics is not None:
        sql += (
            " AND articles.id IN (SELECT article_id FROM article_topics"
            " JOIN topics ON topics.id = topic_id"
            " WHERE name IN (SELECT value FROM json_each(?)))"
        )
        values.append(listed(filters.topics))
    if filters.providers is not None:
        sql += " AND provider IN (SELECT value FROM json_each(?))"
        values.append(listed(filters.providers))
    if filters.since is not None:
        sql += " AND published >= ?"
        values.append(int(filters.since.timestamp()))
    return sql, values


def _expression(groups: Sequence[Iterable[str]]) -> str:
    """An FTS5 expression; words are letters, digits and marks only, and quoted all the same."""
    return " AND ".join("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in groups)
