"""Keeps the index in step with the articles, inside the transaction that changes them."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.storage.article_words import ArticleWords, NumberedWords, title_start
from bot.storage.database import Connection
from bot.storage.facts import INDEX_FORMAT, INDEX_SIZE, INDEX_VERSION, Facts
from bot.storage.postings import Postings, PostingsChange
from bot.storage.words import Words, others_list, titles_list

# Changes with what `fold_words` takes for a word, and with how words are stored.
FORMAT = "1"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The folded words of an article's fields, separated by spaces."""

    article_id: int
    title: str
    excerpt: str
    body: str
    topics: str
    source: str


class Indexing:
    """Puts articles into the index and takes them out."""

    def __init__(self, connection: Connection) -> None:
        self._facts = Facts(connection)
        self._words = Words(connection)
        self._postings = Postings(connection)
        self._article_words = ArticleWords(connection)

    async def put(self, entries: Sequence[IndexEntry]) -> None:
        """Index articles, new or changed."""
        if not entries:
            return
        numbers = await self._words.numbers(await asyncio.to_thread(_distinct, entries))
        new = await asyncio.to_thread(_numbered, entries, numbers)
        highest = await self._article_words.highest()
        old = await self._article_words.get(i for i in new if i <= highest)
        await self._change(old, new)
        await self._article_words.put(new.values())

    async def delete(self, article_ids: Iterable[int]) -> None:
        """Take articles out of the index; those that aren't in it don't matter."""
        old = await self._article_words.get(article_ids)
        if old:
            await self._change(old, {})
            await self._article_words.delete(old)

    async def clear(self) -> None:
        """Empty the index; the numbers of its words stay."""
        version = await self._facts.add(INDEX_VERSION, 1)
        await self._words.empty(version=version)
        await self._postings.delete_all()
        await self._article_words.delete_all()
        await self._facts.put(INDEX_SIZE, "0")
        await self._facts.put(INDEX_FORMAT, FORMAT)

    async def is_current(self) -> bool:
        """Whether the index is made like this version makes it."""
        return await self._facts.get(INDEX_FORMAT) == FORMAT

    async def _change(
        self, old: Mapping[int, NumberedWords], new: Mapping[int, NumberedWords]
    ) -> None:
        changes = await asyncio.to_thread(_changes, old, new)
        version = await self._facts.add(INDEX_VERSION, 1)
        await self._facts.add(INDEX_SIZE, len(new.keys() - old) - len(old.keys() - new))
        await self._postings.change(changes)
        await self._words.count(_counts(changes), version=version)


def _distinct(entries: Iterable[IndexEntry]) -> set[str]:
    words: set[str] = set()
    for e in entries:
        for field in (e.title, e.excerpt, e.body, e.topics, e.source):
            words.update(field.split())
    return words


def _numbered(
    entries: Iterable[IndexEntry], numbers: Mapping[str, int]
) -> dict[int, NumberedWords]:
    def words(text: str) -> tuple[int, ...]:
        return tuple(map(numbers.__getitem__, text.split()))

    return {
        e.article_id: NumberedWords(
            e.article_id,
            title_start(e.title),
            words(e.title),
            words(e.excerpt),
            words(e.topics),
            words(f"{e.body} {e.source}"),
        )
        for e in entries
    }


def _changes(
    old: Mapping[int, NumberedWords], new: Mapping[int, NumberedWords]
) -> dict[int, PostingsChange]:
    """What the lists gain and lose, by their number; ids gained are ascending."""
    changes: dict[int, PostingsChange] = {}
    for article_id in sorted(old.keys() | new):
        before = _lists(old.get(article_id))
        after = _lists(new.get(article_id))
        for number in after - before:
            changes.setdefault(number, PostingsChange()).added.append(article_id)
        for number in before - after:
            changes.setdefault(number, PostingsChange()).removed.append(article_id)
    return changes


def _lists(words: NumberedWords | None) -> set[int]:
    if words is None:
        return set()
    return {*map(titles_list, words.in_title()), *map(others_list, words.elsewhere())}


def _counts(changes: Mapping[int, PostingsChange]) -> dict[int, tuple[int, int]]:
    """By how much the titles and others of each word grow."""
    counts: dict[int, tuple[int, int]] = {}
    for number, change in changes.items():
        titles, others = counts.get(number // 2, (0, 0))
        growth = len(change.added) - len(change.removed)
        counts[number // 2] = (titles, others + growth) if number % 2 else (titles + growth, others)
    return counts
