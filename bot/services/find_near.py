"""Find what has to do with an article by its words and its time."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from bot.domain.related import Shared, is_telling
from bot.domain.relatedness import (
    WINDOW_DAYS,
    Holders,
    Likeness,
    Told,
    is_common,
    likeliest,
    particularity,
    rarity,
)
from bot.domain.report import FUNCTION_WORDS
from bot.storage.neighbours import NumberedVocabulary
from bot.storage.store import Tables

# Of the rarest words everything is read, so much in all; of others what appeared at about the time.
_MOST_RARE = 1_000
# A text without a time has nothing but its words.
_MOST_TIMELESS = 30_000
_MOST_READ = 300_000
_MOST_WORDS = 16
# So many before and after it at most appeared at about the time.
_NEAREST = 1_000
# So many of the likeliest are compared word by word.
_COMPARED = 48
_FURTHER = 8
# What is less like an article than this is mostly noise to a reader.
LEAST = 0.1
_MOST_SHARED = 5


class _Word(NamedTuple):
    """A telling word; only `in_titles` broader ones are worth telling."""

    word: str
    weight: float
    in_titles: bool

    def told(self, *, in_titles: bool) -> tuple[float, str]:
        """How much the word tells, more where both titles have it; and the word."""
        return self.weight * (2 if in_titles else 1), self.word


@dataclass(frozen=True, slots=True)
class Near:
    """Articles that have to do with one, and what compares them with it."""

    likeness: Likeness
    found: Sequence[tuple[Told, float]]
    _telling: Mapping[int, _Word]

    def shared(self, other: Told) -> Shared:
        """The telling words that the other shares with it."""
        both = self._telling.keys() & other.words
        titles = both & {*other.title} & {*self.likeness.to.title}
        words = [
            self._telling[number].told(in_titles=number in titles)
            for number in both
            if number in titles or not self._telling[number].in_titles
        ]
        words.sort(key=lambda w: (-w[0], w[1]))
        particular = sum(self.likeness.particular[number] for number in titles)
        return Shared(
            tuple(word for _, word in words[:_MOST_SHARED]),
            bool(titles),
            particular if len(titles) > 1 else 0.0,
        )


async def find_near(tables: Tables, to: Told, *, guild_id: int | None) -> Near:
    """What has to do with it, best first, 100 articles at most; never itself."""
    vocabulary = await tables.neighbours.words(to.words)
    size = vocabulary.vocabulary.size
    weights = {
        number: rarity(vocabulary.documents(number), size, is_function_word=word in FUNCTION_WORDS)
        for number, word in vocabulary.words.items()
    }
    particular = {
        number: particularity(vocabulary.documents(number), size) if word else 1.0
        for number, word in vocabulary.words.items()
    }
    likeness = Likeness(to, weights, particular)
    told = await _likeliest(tables, likeness, vocabulary, guild_id)
    return Near(likeness, likeness.best(told), _telling(likeness, vocabulary))


def _telling(likeness: Likeness, vocabulary: NumberedVocabulary) -> dict[int, _Word]:
    """Those of its words that say something to a reader who is told that another has them too."""
    size = vocabulary.vocabulary.size
    return {
        number: _Word(
            word,
            likeness.weights[number],
            in_titles=not likeness.particular[number],
        )
        for number, word in vocabulary.words.items()
        if is_telling(word) and not is_common(vocabulary.documents(number), size)
    }


async def _likeliest(
    tables: Tables, likeness: Likeness, vocabulary: NumberedVocabulary, guild_id: int | None
) -> list[Told]:
    """The likeliest that the server sees."""
    rare, frequent = _searched(likeness, vocabulary)
    to = likeness.to
    times: Mapping[int, int] = {}
    if to.published is not None:
        times = await tables.neighbours.nearest(
            to.published, days=WINDOW_DAYS, most=_NEAREST, guild_id=guild_id
        )
    holders = await tables.neighbours.holders(rare)
    timely = times.keys()
    if timely and frequent:
        found = await tables.neighbours.holders(frequent, first=min(timely), last=max(timely))
        holders |= {
            number: Holders(timely & held.titles, timely & held.others)
            for number, held in found.items()
        }
    words = {number: likeness.asked[number] for number in holders}
    # What others alone see must not crowd out what this server does.
    most = (_COMPARED + 1) * (_FURTHER if tables.index.has_private else 1)
    while True:
        ids = likeliest(words, holders.__getitem__, times, at=to.published or 0, limit=most)
        told = await _told(tables, [i for i in ids if i != to.article_id], guild_id)
        if len(told) == _COMPARED or len(ids) < most:
            return told
        most *= _FURTHER


async def _told(tables: Tables, ids: Sequence[int], guild_id: int | None) -> list[Told]:
    """The first of them that the server sees, as many as are compared."""
    told = await tables.neighbours.told(ids[:_COMPARED], guild_id=guild_id)
    for start in range(_COMPARED, len(ids), _FURTHER):
        if len(told) >= _COMPARED:
            break
        told += await tables.neighbours.told(ids[start : start + _FURTHER], guild_id=guild_id)
    return told[:_COMPARED]


def _searched(likeness: Likeness, vocabulary: NumberedVocabulary) -> tuple[list[int], list[int]]:
    """The words to search by, rarest first: those to read all of, and those of the time only."""
    size = vocabulary.vocabulary.size
    telling = [
        number
        for number, word in vocabulary.words.items()
        if word and not is_common(vocabulary.documents(number), size)
    ]
    heaviest = heapq.nlargest(_MOST_WORDS, telling, key=lambda n: (likeness.asked[n], n))
    by_rarity = sorted(heaviest, key=lambda n: (vocabulary.documents(n), n))
    read = list(accumulate(map(vocabulary.documents, by_rarity)))
    most = _MOST_RARE if likeness.to.published is not None else _MOST_TIMELESS
    # One word at least, if that is not the work of all others together.
    rare = sum(total <= most for total in read) or int(read[:1] <= [_MOST_TIMELESS])
    some = sum(total <= _MOST_READ for total in read)
    return by_rarity[:rare], by_rarity[rare:some]
