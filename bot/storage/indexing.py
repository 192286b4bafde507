"""Keeps the index in step with the articles, inside the transaction that changes them.

It works for seconds on many articles, and so in the connection's thread (`Store.write`).
"""

from collections.abc import AsyncIterable, Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from bot.domain.words import fold_words
from bot.storage.article_words import ArticleWords, NumberedWords, title_start
from bot.storage.database import Connection
from bot.storage.facts import INDEX_FORMAT, INDEX_SIZE, INDEX_VERSION, Facts
from bot.storage.index_changes import IndexChanges
from bot.storage.postings import BLOCK_SIZE, Postings
from bot.storage.word_numbers import WordNumbers

# Changes with what `fold_words` takes for a word, and with how words are stored.
FORMAT = "1"
# So many articles are worked on at a time, for what is kept of them in memory.
BATCH_SIZE = 1_000
# Changes of so many words, in 16 MiB, are written at once: to write a list ten times costs ten
# times as much.
MOST_GATHERED = 4_000_000
_MOST_REMEMBERED = 20_000


class IndexEntry(NamedTuple):
    """The texts of an article's fields, as they are shown."""

    article_id: int
    title: str
    excerpt: str = ""
    body: str = ""
    topics: str = ""
    source: str = ""


class Indexing:
    """Puts articles into the index and takes them out, for the length of one transaction."""

    def __init__(
        self,
        connection: Connection,
        *,
        block_size: int = BLOCK_SIZE,
        batch_size: int = BATCH_SIZE,
        most_gathered: int = MOST_GATHERED,
    ) -> None:
        self._facts = Facts(connection)
        self._words = WordNumbers(connection)
        self._numbering = _Numbering(self._words)
        self._postings = Postings(connection, block_size=block_size)
        self._article_words = ArticleWords(connection)
        self._changes = IndexChanges()
        self._batch_size = batch_size
        self._most_gathered = most_gathered

    async def put(self, entries: Iterable[IndexEntry]) -> None:
        """Index articles, new or changed; they may be made as they are asked for."""
        remaining = iter(entries)
        first = list(islice(remaining, self._batch_size))
        await self._words.learn(_distinct(first))
        await self._take(first)
        if len(first) == self._batch_size:
            await self._words.learn_all()
            while await self._take(islice(remaining, self._batch_size)):
                pass
        await self._write()

    async def delete(self, article_ids: Iterable[int]) -> None:
        """Take articles out of the index; those that aren't in it don't matter."""
        remaining = iter(article_ids)
        while batch := list(islice(remaining, self._batch_size)):
            old = await self._article_words.get(batch)
            self._changes.take(old, {})
            await self._article_words.delete(old)
        await self._write()

    async def rebuild(self, batches: AsyncIterable[Iterable[IndexEntry]]) -> int:
        """Make the index anew of these articles, which come some hundreds at a time; how many."""
        await self._words.empty(version=await self._facts.add(INDEX_VERSION, 1))
        await self._postings.delete_all()
        await self._article_words.delete_all()
        await self._facts.put(INDEX_SIZE, "0")
        await self._facts.put(INDEX_FORMAT, FORMAT)
        await self._words.learn_all()
        articles = 0
        async for batch in batches:
            articles += await self._take(batch)
        await self._write()
        return articles

    async def is_current(self) -> bool:
        """Whether the index is made like this version makes it."""
        return await self._facts.get(INDEX_FORMAT) == FORMAT

    async def _take(self, entries: Iterable[IndexEntry]) -> int:
        """Gather what these articles change, and store their words; how many they are."""
        new = self._numbering.words(entries)
        old = await self._article_words.get(new)
        self._changes.take(old, new)
        await self._article_words.put(new.values())
        if self._changes.size > self._most_gathered:
            await self._write()
        return len(new)

    async def _write(self) -> None:
        changes, self._changes = self._changes, IndexChanges()
        if changes:
            version = await self._facts.add(INDEX_VERSION, 1)
            await self._facts.add(INDEX_SIZE, changes.articles)
            await self._postings.change(changes.lists())
            await self._words.count(changes, version=version)


def _distinct(entries: Iterable[IndexEntry]) -> set[str]:
    return {word for e in entries for text in e[1:] for word in fold_words(text)}


class _Numbering:
    """Folds texts and turns their words to numbers.

    Topics and sources are those of many articles, so that they are remembered.
    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._number = numbers.__getitem__
        self._remembered: dict[str, list[int]] = {}

    def words(self, entries: Iterable[IndexEntry]) -> dict[int, NumberedWords]:
        """The words of each; an entry may go before the next is made."""
        return {e.article_id: self._words(e) for e in entries}

    def _words(self, entry: IndexEntry) -> NumberedWords:
        title = fold_words(entry.title)
        source = self._often(entry.source)
        return NumberedWords(
            entry.article_id,
            title_start(" ".join(title)),
            list(map(self._number, title)),
            self._once(entry.excerpt),
            self._often(entry.topics),
            self._once(entry.body) + source if entry.body else source,
        )

    def _once(self, text: str) -> list[int]:
        return list(map(self._number, fold_words(text))) if text else []

    def _often(self, text: str) -> list[int]:
        numbers = self._remembered.get(text)
        if numbers is None:
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.clear()
            numbers = self._remembered[text] = self._once(text)
        return numbers
