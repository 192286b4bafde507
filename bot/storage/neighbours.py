"""What is asked of the index about articles that may have to do with each other."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.relatedness import Holders, Told
from bot.domain.vocabulary import Vocabulary
from bot.storage.articles import SHARED, VERSION, VISIBLE
from bot.storage.database import Connection, Row, listed
from bot.storage.index import Index
from bot.storage.postings import LIST_BITS, Postings, decode_ids
from bot.storage.words import others_list, titles_list

_DAY = 86_400
# Days of some thousands of articles each, in some megabytes.
_MOST_REMEMBERED = 32
_SHARED = "articles INDEXED BY articles_shared_by_published WHERE guild_id = 0"
MOST_IDS = (1 << LIST_BITS) - 1
_TOLD = "articles.id, article_words.title, article_words.excerpt, published, quality"
_STATED = f"coalesce({VERSION}, {{0}})"
_ORIGINAL = (
    "(SELECT coalesce(asked.stands_for, asked.id) FROM articles AS asked WHERE asked.id = ?)"
)
_WORDS = "CROSS JOIN article_words ON article_words.article_id = articles.id"


@dataclass(frozen=True, slots=True)
class NumberedVocabulary:
    """The index's words by the numbers that stand for them in articles; "" for an unknown one."""

    vocabulary: Vocabulary
    words: Mapping[int, str]

    def documents(self, number: int) -> int:
        """How many articles hold the word."""
        return self.vocabulary.documents(self.words.get(number, ""))


class Neighbours:
    """Reads the index for articles near to one, by their words and in time."""

    def __init__(self, connection: Connection, index: Index) -> None:
        self._connection = connection
        self._index = index
        self._postings = Postings(connection)
        # A day's readers ask for the same weeks again and again.
        self._nearest: dict[tuple[int, int, int], dict[int, int]] = {}
        self._nearest_version = 0

    async def told(self, article_ids: Iterable[int], *, guild_id: int | None) -> list[Told]:
        """What is compared of these articles, in their order, but for those that aren't seen."""
        rows = await self._connection.all(
            f"SELECT {_TOLD} FROM json_each(?) AS wanted"
            f" CROSS JOIN articles ON articles.id = wanted.value {_WORDS} WHERE {VISIBLE}"
            " ORDER BY wanted.key",
            (listed(article_ids), guild_id or SHARED),
        )
        return list(map(_told, rows))

    async def stored(
        self, article_id: int, *, guild_id: int | None, limit: int
    ) -> tuple[list[int], list[int]]:
        """Visible articles that its own files list, in their order; then such that list it.

        The newest of these first. What files state of an article is stated of its versions.
        """
        server = guild_id or SHARED
        own = await self._connection.all(
            "SELECT articles.id FROM statements AS own"
            " JOIN mentions AS head ON head.statement_id = own.id AND head.position = 0"
            " JOIN mentions AS entry ON entry.file_id = head.file_id AND entry.position > 0"
            " JOIN statements AS stated ON stated.id = entry.statement_id"
            f" CROSS JOIN articles ON articles.id = {_STATED.format('stated.article_id')}"
            f" WHERE own.article_id = {_ORIGINAL} AND stated.article_id <> own.article_id"
            f" AND {VISIBLE}"
            " GROUP BY articles.id ORDER BY min(entry.position), articles.id LIMIT ?",
            (server, article_id, server, limit),
        )
        other = await self._connection.all(
            "SELECT DISTINCT articles.id FROM statements AS entry"
            " JOIN mentions AS entered ON entered.statement_id = entry.id AND entered.position > 0"
            " JOIN mentions AS head ON head.file_id = entered.file_id AND head.position = 0"
            " JOIN statements AS own ON own.id = head.statement_id"
            f" CROSS JOIN articles ON articles.id = {_STATED.format('own.article_id')}"
            f" WHERE entry.article_id = {_ORIGINAL} AND own.article_id <> entry.article_id"
            f" AND {VISIBLE}"
            " ORDER BY published DESC, articles.id LIMIT ?",
            (server, article_id, server, limit),
        )
        return [row[0] for row in own], [row[0] for row in other]

    async def words(self, numbers: Iterable[int]) -> NumberedVocabulary:
        """How often these words stand in the archive, as of now."""
        await self._index.catch_up()
        wanted = list(numbers)
        spelt = self._index.spelt(wanted)
        words = dict(zip(wanted, spelt, strict=True))
        return NumberedVocabulary(await self._index.vocabulary(), words)

    async def numbers(self, words: Iterable[str]) -> list[int]:
        """The numbers of those of the words that the archive has, in their order."""
        await self._index.catch_up()
        numbers = self._index.numbers(words)
        return [number for number in numbers if number]

    async def nearest(
        self, at: int, *, days: int, most: int, guild_id: int | None
    ) -> Mapping[int, int]:
        """When the articles appeared that did so within so many days of this one's day.

        No more than `most` on either side of noon, the nearest ones; and all that are the server's
        own. What is remembered may be of a moment ago: it serves to guess.
        """
        if self._nearest_version != self._index.version or len(self._nearest) >= _MOST_REMEMBERED:
            self._nearest.clear()
            self._nearest_version = self._index.version
        asked = (at // _DAY, days, most)
        noon = at // _DAY * _DAY + _DAY // 2
        if asked not in self._nearest:
            self._nearest[asked] = await self._read_nearest(noon, days * _DAY, most)
        if not self._index.has_private:
            return self._nearest[asked]
        own = await self._connection.all(
            "SELECT id, published FROM articles WHERE guild_id <> 0 AND guild_id = ?1"
            " AND published BETWEEN ?2 - ?3 AND ?2 + ?3",
            (guild_id or SHARED, noon, days * _DAY),
        )
        return self._nearest[asked] | dict(own) if own else self._nearest[asked]  # type: ignore[arg-type]  # rows of two columns

    async def _read_nearest(self, at: int, seconds: int, most: int) -> dict[int, int]:
        rows = await self._connection.all(
            f"SELECT * FROM (SELECT id, published FROM {_SHARED}"
            " AND published BETWEEN ?1 AND ?1 + ?2 ORDER BY published LIMIT ?3)"
            f" UNION ALL SELECT * FROM (SELECT id, published FROM {_SHARED}"
            " AND published BETWEEN ?1 - ?2 AND ?1 - 1 ORDER BY published DESC LIMIT ?3)",
            (at, seconds, most),
        )
        return dict(rows)  # type: ignore[arg-type]  # rows of two columns

    async def holders(
        self, numbers: Collection[int], *, first: int = 0, last: int = MOST_IDS
    ) -> dict[int, Holders]:
        """Which articles hold these words, of those from the first id to the last and some more.

        A frequent word's articles of all times are far more than those of some weeks.
        """
        lists = await self._postings.read_between(
            (n for number in numbers for n in (titles_list(number), others_list(number))),
            first,
            last,
        )
        return {
            number: Holders(lists.get(titles_list(number), ()), lists.get(others_list(number), ()))
            for number in numbers
        }


def _told(row: Row) -> Told:
    return Told(row[0], decode_ids(row[1]), decode_ids(row[2]), row[3], row[4])
