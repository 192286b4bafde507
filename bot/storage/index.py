"""The full-text index: the words of every visible article, found by FTS5."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.ranking import Candidate
from bot.domain.vocabulary import Vocabulary
from bot.storage.articles import SHARED
from bot.storage.database import Connection, Row, listed
from bot.storage.facts import INDEX_VERSION, Facts

# Choices of words; each is one word, or several that must all be there.
Group = Sequence[tuple[str, ...]]


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What articles must hold: one of the combinations, of each of its groups one choice, whole.

    With `in_title` all of it in the title, else anywhere.
    """

    combinations: Sequence[Sequence[Group]]
    in_title: bool = False


class Index:
    """The tables of words; one vocabulary is kept until the index changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._facts = Facts(connection)
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
        await self._facts.count_up(INDEX_VERSION)

    async def vocabulary(self) -> Vocabulary:
        """All words of the index with their document counts."""
        version = await self._facts.get(INDEX_VERSION)
        if self._vocabulary is None or self._vocabulary[0] != version:
            rows = await self._connection.all("SELECT term, doc FROM article_vocabulary")
            size = await self._connection.value("SELECT count(*) FROM article_words_docsize")
            self._vocabulary = (version, Vocabulary(dict(rows), int(size)))  # type: ignore[arg-type]
        return self._vocabulary[1]

    async def candidates(
        self, wanted: Wanted, filters: Filters, *, guild_id: int | None, limit: int
    ) -> list[Candidate]:
        """Visible articles that answer, at most `limit`, those added last first.

        FTS5's own ranking would weigh every match, which takes long for frequent words.
        """
        sql, values = _selection(wanted, filters, guild_id)
        rows = await self._connection.all(
            "SELECT articles.id, article_words.title, article_words.excerpt, published, quality,"
            f" has_file {sql} ORDER BY article_words.rowid DESC LIMIT ?",
            (*values, limit),
        )
        return [_candidate(row) for row in rows]

    async def sharing(self, phrases: Iterable[str], *, limit: int) -> list[int]:
        """The ids of articles that hold one of the phrases, those that share most first.

        A phrase is folded words with spaces between them, to be found in this order.
        """
        anyone = " OR ".join(f'"{phrase}"' for phrase in phrases)
        rows = await self._connection.all(
            "SELECT rowid FROM article_words WHERE article_words MATCH ?"
            " ORDER BY bm25(article_words) LIMIT ?",
            (anyone, limit),
        )
        return [row[0] for row in rows]

    async def count(self, wanted: Wanted, filters: Filters, *, guild_id: int | None) -> int:
        """How many visible articles answer."""
        sql, values = _selection(wanted, filters, guild_id)
        return int(await self._connection.value(f"SELECT count(*) {sql}", values))


def _candidate(row: Row) -> Candidate:
    published = datetime.fromtimestamp(row[3], UTC)
    return Candidate(row[0], row[1], row[2], published, row[4], bool(row[5]))


def _selection(
    wanted: Wanted, filters: Filters, guild_id: int | None
) -> tuple[str, list[str | int]]:
    sql = (
        "FROM article_words JOIN articles ON articles.id = article_words.rowid"
        " WHERE article_words MATCH ? AND is_removed = 0 AND guild_id IN (0, ?)"
    )
    values: list[str | int] = [_expression(wanted), guild_id or SHARED]
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


def _expression(wanted: Wanted) -> str:
    """An FTS5 expression; words are letters, digits and marks only, and quoted all the same."""
    anyone = " OR ".join(_all_of(groups) for groups in wanted.combinations)
    return f"{{title}} : ({anyone})" if wanted.in_title else anyone


def _all_of(groups: Iterable[Group]) -> str:
    return "(" + " AND ".join(_one_of(group) for group in groups) + ")"


def _one_of(group: Group) -> str:
    return "(" + " OR ".join(" AND ".join(f'"{w}"' for w in words) for words in group) + ")"
