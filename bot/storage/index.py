"""The index: the words of every visible article, and which articles hold a word."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from bot.domain.occurrences import Occurrences
from bot.domain.ranking import Candidate
from bot.domain.vocabulary import Vocabulary
from bot.storage.article_words import ArticleWords, title_start
from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection, Row, listed
from bot.storage.facts import INDEX_SIZE, Facts
from bot.storage.lexicon import Lexicon, SpeltWords
from bot.storage.postings import IndexState, Postings, decode_ids, encode_ids
from bot.storage.words import Words, others_list, titles_list

# Reading and intersecting more ids takes milliseconds; words beyond are too frequent to tell much.
_MOST_IDS = 100_000
# Of so many of those the last blocks are read, some thousands of articles each.
_MOST_FREQUENT = 8
_NEWEST_BLOCKS = 6
_FEW_CHANGES = 500
# What more articles than this hold doesn't tell one from another.
_RARE = 1_000


@dataclass(frozen=True, slots=True)
class Wording:
    """Folded words that an article must have in just this order, and such that it must not."""

    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phrases or self.without)


class Index:
    """What is asked of the index; its words are kept in memory and follow its changes.

    `has_private` says whether there are articles that not every server sees, as of `vocabulary`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._facts = Facts(connection)
        self._words = Words(connection)
        self._postings = Postings(connection)
        self._article_words = ArticleWords(connection)
        self._lexicon = Lexicon()
        self._state = IndexState(0, has_private=False)

    @property
    def has_private(self) -> bool:
        """Whether there are articles that not every server sees, as of the last occurrences."""
        return self._state.has_private

    @property
    def version(self) -> int:
        """The index's version, as of the last occurrences."""
        return self._state.version

    def is_fresh(self) -> bool:
        """Whether the vocabulary is of the same version as the last occurrences."""
        return self._state.version == self._lexicon.version

    async def vocabulary(self) -> Vocabulary:
        """All words of the index with their document counts, as of the last occurrences."""
        if not self._lexicon.version:
            self._state, _ = await self._postings.read(())
        if not self.is_fresh():
            await self._connection.at_once(self._refresh, self._state.version)
        return self._lexicon.vocabulary

    async def catch_up(self) -> None:
        """Learn the words that came since the last occurrences, for what asks for none."""
        await self.occurrences(())
        await self.vocabulary()

    async def _refresh(self, version: int) -> None:
        if version <= self._lexicon.version:
            return
        size = await self._facts.number(INDEX_SIZE)
        known = self._lexicon
        words = await self._words.since(known.version)
        if known.version and len(words) <= _FEW_CHANGES:
            known.update(words, version=version, size=size)
            return
        if known.version:
            words = await self._words.since(0)
        lexicon = Lexicon()
        lexicon.update(words, version=version, size=size)
        self._lexicon = lexicon

    async def occurrences(
        self, words: Iterable[str], *, is_thorough: bool = False
    ) -> dict[str, Occurrences]:
        """Where these words stand; of the most frequent ones, if they are too many, the newest.

        With `is_thorough` it takes ten times as many, and as long, before they are. Tells by
        `is_fresh` whether the vocabulary still holds.
        """
        documents = self._lexicon.vocabulary.documents
        # Equally rare words in one order, so that the same ones are read however they were typed.
        by_rarity = sorted(sorted(set(words)), key=documents)
        read = accumulate(map(documents, by_rarity))
        most = 10 * _MOST_IDS if is_thorough else _MOST_IDS
        whole = sum(total <= most for total in read)
        self._state, lists = await self._postings.read(self._lists(by_rarity[:whole]))
        frequent = by_rarity[whole:][:_MOST_FREQUENT]
        if frequent:
            lists |= await self._postings.read_newest(self._lists(frequent), blocks=_NEWEST_BLOCKS)
        return {
            word: Occurrences(
                lists.get(titles_list(number), ()),
                lists.get(others_list(number), ()),
                is_whole=at < whole,
            )
            for at, word in enumerate(by_rarity[:whole] + frequent)
            for number in (self._lexicon.number(word),)
        }

    def _lists(self, words: Iterable[str]) -> list[int]:
        numbers = map(self._lexicon.number, words)
        return [n for number in numbers for n in (titles_list(number), others_list(number))]

    async def candidates(
        self, ids: Sequence[int], title: Sequence[str], *, guild_id: int | None
    ) -> list[Candidate]:
        """What is ranked of these articles, and of the newest whose title has just these words.

        Only those that the server sees.
        """
        rows = await self._connection.all(
            "SELECT articles.id, article_words.title, article_words.excerpt,"
            " article_words.topics, published, quality, has_file FROM"
            " (SELECT value AS id FROM json_each(?) UNION SELECT * FROM"
            " (SELECT articles.id FROM article_words JOIN articles ON articles.id = article_id"
            f" WHERE start = ? AND article_words.title = ? AND {VISIBLE}"
            " ORDER BY articles.id DESC LIMIT 5)) AS wanted"
            " CROSS JOIN articles ON articles.id = wanted.id"
            " CROSS JOIN article_words ON article_words.article_id = wanted.id"
            f" WHERE {VISIBLE}",
            (
                listed(ids),
                title_start(" ".join(title)),
                self._encoded(title),
                guild_id or SHARED,
                guild_id or SHARED,
            ),
        )
        return [self._candidate(row) for row in rows]

    def _candidate(self, row: Row) -> Candidate:
        lexicon = self._lexicon
        return Candidate(
            article_id=row[0],
            title=tuple(lexicon.spelt(decode_ids(row[1]))),
            excerpt=SpeltWords(lexicon, row[2]),
            topics=SpeltWords(lexicon, row[3]),
            published=datetime.fromtimestamp(row[4], UTC),
            quality=row[5],
            has_file=bool(row[6]),
        )

    def spelt(self, numbers: Iterable[int]) -> list[str]:
        """The words behind the numbers; "" for one that came since the last occurrences."""
        return self._lexicon.spelt(numbers)

    def numbers(self, words: Iterable[str]) -> list[int]:
        """The numbers that stand for the words, 0 for one that the index doesn't know."""
        return list(map(self._lexicon.number, words))

    async def worded(self, ids: Iterable[int], wording: Wording) -> set[int]:
        """Those of the articles that have all of the phrases, each in one field, and no other."""
        phrases = [self._encoded(phrase) for phrase in wording.phrases]
        without = [self._encoded(words) for words in wording.without]
        return {
            article_id
            for article_id, words in (await self._article_words.get(ids)).items()
            if all(words.have(phrases)) and not any(words.have(without))
        }

    def _encoded(self, words: Iterable[str]) -> bytes:
        return encode_ids(map(self._lexicon.number, words))

    async def holders(self, words: Iterable[str]) -> dict[str, set[int]]:
        """Every article that has each of the words; asks the tables alone, as `sharing` does."""
        numbers, _ = await self._words.numbers(words)
        lists_of = {word: (titles_list(n), others_list(n)) for word, n in numbers.items()}
        _, lists = await self._postings.read(n for pair in lists_of.values() for n in pair)
        return {
            word: {article_id for n in pair for article_id in lists.get(n, ())}
            for word, pair in lists_of.items()
        }

    async def size(self) -> int:
        """How many articles are in the index; asks the tables alone."""
        return await self._facts.number(INDEX_SIZE)

    async def documents(self, words: Iterable[str]) -> dict[str, int]:
        """How many articles hold each of the words; asks the tables alone."""
        return await self._words.documents(words)

    async def sharing(
        self, words: Iterable[str], *, limit: int, in_title: bool = False
    ) -> list[int]:
        """The articles that share most with these words, rare ones counting for more.

        With `in_title` only what stands in titles counts. Asks the tables alone, so that a
        transaction sees what it has changed itself.
        """
        stored = await self._words.rare(set(words), most=_RARE)
        _, lists = await self._postings.read(
            number
            for word in stored
            for number in (titles_list(word.id), others_list(word.id))[: 1 if in_title else 2]
        )
        rarity = {word.id: 1 / (word.titles + word.others) for word in stored}
        shared: dict[int, float] = {}
        for number, ids in lists.items():
            for article_id in ids:
                shared[article_id] = shared.get(article_id, 0.0) + rarity[number // 2]
        return heapq.nlargest(
            limit, shared, key=lambda article_id: (shared[article_id], article_id)
        )
