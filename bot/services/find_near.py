"""Find what has to do with an article by its words and its time."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

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
    time_weights,
)
from bot.domain.report import FUNCTION_WORDS
from bot.storage.neighbours import NumberedVocabulary
from bot.storage.store import Tables

# Of the rarest words everything is read, so much in all; of others what appeared at about the time.
_MOST_RARE = 1000
_MOST_READ = 300_000
_MOST_WORDS = 16
# So many before and after it at most appeared at about the time.
_NEAREST = 1000
# So many of the likeliest are compared word by word.
_COMPARED = 48
# What is less like an article than this is mostly noise to a reader.
LEAST = 0.1
# A word that more of the archive has names no event.
_EVENT = 0.02
_FEW = 5
_MOST_SHARED = 6


@dataclass(frozen=True, slots=True)
class Near:
    """Articles that have to do with one, and what compares them with it."""

    likeness: Likeness
    vocabulary: NumberedVocabulary
    found: Sequence[tuple[Told, float]]

    def shared(self, other: Told) -> Shared:
        """The telling words that the other shares with it."""
        to, weights = self.likeness.to, self.likeness.weights
        titles = {*to.title} & {*other.title}
        words = [
            (weights[number] * (2 if number in titles else 1), word, number)
            for number in to.words & other.words
            if is_telling(word := self.vocabulary.words.get(number, ""))
            and self._is_said(number, in_titles=number in titles)
        ]
        words.sort(key=lambda w: (-w[0], w[1]))
        events = sum(number in titles and self._is_of_event(number) for _, _, number in words)
        in_titles = any(number in titles for _, _, number in words)
        return Shared(tuple(word for _, word, _ in words[:_MOST_SHARED]), in_titles, events)

    def _is_said(self, number: int, *, in_titles: bool) -> bool:
        """Whether to share the word is worth telling: a broader one where both titles have it."""
        if not in_titles:
            return self.likeness.particular[number] > 0
        return not is_common(self.vocabulary.documents(number), self._size)

    def _is_of_event(self, number: int) -> bool:
        return self.vocabulary.documents(number) <= max(_FEW, _EVENT * self._size)

    @property
    def _size(self) -> int:
        return self.vocabulary.vocabulary.size


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
    ids = await _likeliest(tables, likeness, vocabulary)
    told = await tables.neighbours.told(ids, guild_id=guild_id)
    return Near(likeness, vocabulary, likeness.best(told))


async def _likeliest(
    tables: Tables, likeness: Likeness, vocabulary: NumberedVocabulary
) -> list[int]:
    rare, frequent = _searched(likeness, vocabulary)
    to = likeness.to
    times: dict[int, int] = {}
    if to.published is not None:
        seconds = WINDOW_DAYS * 86_400
        times = await tables.neighbours.nearest(to.published, seconds=seconds, most=_NEAREST)
    holders = await tables.neighbours.holders(rare)
    timely = times.keys()
    if timely and frequent:
        found = await tables.neighbours.holders(frequent, first=min(timely), last=max(timely))
        holders |= {
            number: Holders(timely & held.titles, timely & held.others)
            for number, held in found.items()
        }
    worth = time_weights(times, at=to.published or 0)
    words = {number: likeness.asked[number] for number in holders}
    found_ids = likeliest(words, holders.__getitem__, worth, limit=_COMPARED + 1)
    return [article_id for article_id in found_ids if article_id != to.article_id][:_COMPARED]


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
    rare = max(1, sum(total <= _MOST_RARE for total in read))
    some = sum(total <= _MOST_READ for total in read)
    return by_rarity[:rare], by_rarity[rare:some]
