"""Check that the postings, and the words' counts, say what the articles' words say."""

import asyncio
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.domain.health import Aspect, Check, Finding
from bot.storage.article_words import NumberedWords
from bot.storage.postings import decode_ids, list_of_block, start_of_block
from bot.storage.store import Tables
from bot.storage.words import StoredWord, others_list, titles_list

# The lists of words with so many ids in all are held at a time, twice, in 4 bytes an id.
MOST_HELD = 8_000_000
# Keys of blocks have 63 bits, 32 of which are an article's.
_LAST_WORD = 2**30 - 1

_Lists = dict[int, "array[int]"]


async def check_postings(
    tables: Tables, words: Sequence[StoredWord], *, most_held: int = MOST_HELD
) -> list[Check]:
    """Whether the blocks are in order, and the lists and counts as the articles have it.

    `words` are all of them, by number. To hold fewer ids at a time means to read more often.
    """
    blocks, postings, counts = map(Finding, (Aspect.BLOCKS, Aspect.POSTINGS, Aspect.COUNTS))
    spelt = {word_id: word for word_id, word, _, _ in words}
    for portion, first, last in _portions(words, most_held):
        meant: _Lists = defaultdict(_ids)
        async for articles in tables.inspection.article_words():
            await asyncio.to_thread(_invert, articles, first, last, meant)
        stored: _Lists = {}
        async for rows in tables.inspection.blocks(titles_list(first), others_list(last)):
            await asyncio.to_thread(_join, rows, stored, blocks)
        await asyncio.to_thread(_compare, meant, stored, spelt, postings)
        await asyncio.to_thread(_count, portion, stored, counts)
    return [blocks.check(), postings.check(), counts.check()]


def _portions(
    words: Sequence[StoredWord], most_held: int
) -> Iterator[tuple[Sequence[StoredWord], int, int]]:
    """The words in portions, each with the first and the last number that belongs to it."""
    begin, held, first = 0, 0, 0
    for at, (number, _, titles, others) in enumerate(words):
        if held and held + titles + others > most_held:
            yield words[begin:at], first, number - 1
            begin, held, first = at, 0, number
        held += titles + others
    yield words[begin:], first, _LAST_WORD


def _invert(articles: Iterable[NumberedWords], first: int, last: int, lists: _Lists) -> None:
    for article in articles:
        for word in article.in_title():
            if first <= word <= last:
                lists[titles_list(word)].append(article.article_id)
        for word in article.elsewhere():
            if first <= word <= last:
                lists[others_list(word)].append(article.article_id)


def _join(rows: Iterable[tuple[int, bytes]], lists: _Lists, finding: Finding) -> None:
    for key, data in rows:
        ids = decode_ids(data)
        before = lists.setdefault(list_of_block(key), _ids())
        is_ascending = all(one < other for one, other in pairwise(ids))
        follows = not before or before[-1] < ids[0]
        finding.look(
            f"block {key}", is_right=is_ascending and follows and ids[0] == start_of_block(key)
        )
        before.extend(ids)


def _compare(meant: _Lists, stored: _Lists, spelt: dict[int, str], finding: Finding) -> None:
    for number in sorted(meant.keys() | stored):
        word = spelt.get(number // 2, f"word {number // 2}")
        place = "outside titles" if number % 2 else "in titles"
        is_right = meant.get(number) == stored.get(number)
        finding.look(f"{word} ({place})", is_right=is_right)


def _count(words: Iterable[StoredWord], lists: _Lists, finding: Finding) -> None:
    for number, word, titles, others in words:
        held = tuple(len(lists.get(n, ())) for n in (titles_list(number), others_list(number)))
        finding.look(word, is_right=held == (titles, others))


def _ids() -> "array[int]":
    return array("I")
