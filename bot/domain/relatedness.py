"""How much one article has to do with another: BM25 over their words, pairs of words, and time.

The constants were tuned on November 2019 of the AI corpus and held against a corpus on Azure
(docs/adr/0008); bench/relevance.py measures them.
"""

import heapq
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

_DAY = 86_400
# A word of the title counts as so many of the excerpt.
_TITLE = 5.0
# However often a word stands in the article that is asked about, it counts as so many at most.
_MOST_REPEATS = 6.0
# BM25's saturation and length normalisation, by the length of a usual article so weighed.
_SATURATION, _BY_LENGTH, _USUAL_LENGTH = 8.0, 0.9, 95.0
# Rarity counts by its root: broad phrases hold news together more than odd words do.
_RARITY = 0.5
# Two words that follow each other in both titles count as so many times their weight.
_PAIR = 2.0
# What a title owes to being covered by the other article, and to quality of 100 and more.
_COVERED, _QUALITY = 0.5, 0.1
# Articles of the same days belong together; with further ones it takes a stronger likeness.
_SAME_DAYS, _NEAR_DAYS, _FAR = 3.0, 10.0, 0.3
WINDOW_DAYS = math.ceil(_SAME_DAYS + _NEAR_DAYS * math.sqrt(-math.log(_FAR)))
# What came before is worth less to a reader than what followed.
_EARLIER_DAYS, _EARLIER = -1.0, 1 / 1.2
# A word that less of an archive holds than this is particular, the more the rarer it is; articles
# owe so much to each such word that they share, up to so many.
_PARTICULAR_SHARE, _PARTICULAR, _MOST_PARTICULAR = 0.05, 0.25, 3.0
_FEWEST_PARTICULAR = 20
# As if there were so many more articles, of which none has the word, or every second if it is one
# that every text has: a small archive tells little of how rare a word is.
_SUPPOSED = 100
# What more of an archive holds than this finds nothing by itself.
_COMMON = 0.25
_FEW = 50
_MOST_REMEMBERED = 8_192

Number = int


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared of an article: its words as numbers, in order.

    `published` is in seconds since 1970; None for a text that has no time.
    """

    article_id: int
    title: Sequence[Number]
    excerpt: Sequence[Number]
    published: int | None
    quality: int = 0

    @property
    def words(self) -> set[Number]:
        """Every word of it once."""
        return {*self.title, *self.excerpt}


@lru_cache(maxsize=_MOST_REMEMBERED)
def rarity(documents: int, size: int, *, is_function_word: bool = False) -> float:
    """What a word weighs that so many of an archive's articles hold."""
    supposed = _SUPPOSED / 2 if is_function_word else 0.5
    held, total = documents + supposed, size + _SUPPOSED
    return math.pow(math.log1p(max(0.0, total - held + 0.5) / (held + 0.5)), _RARITY)


@lru_cache(maxsize=_MOST_REMEMBERED)
def particularity(documents: int, size: int) -> float:
    """How particular a word is that so many of an archive's articles hold, 0 to 1."""
    most = max(_PARTICULAR_SHARE * size, _FEWEST_PARTICULAR)
    return max(0.0, 1 - math.log(max(1, documents)) / math.log(most))


def is_common(documents: int, size: int) -> bool:
    """Whether a word is in too many articles to find any by."""
    return documents > max(_FEW, _COMMON * size)


def time_weight(days: float) -> float:
    """What an article is worth that appeared so many days after the other, 0.25 to 1."""
    beyond = max(0.0, abs(days) - _SAME_DAYS)
    weight = max(_FAR, math.exp(-((beyond / _NEAR_DAYS) ** 2)))
    return weight * (_EARLIER if days < _EARLIER_DAYS else 1.0)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares articles with one of them, `to`.

    `weights` are the rarities of its words, `particular` the particularities.
    """

    to: Told
    weights: Mapping[Number, float]
    particular: Mapping[Number, float]
    asked: dict[Number, float] = field(init=False)
    _pairs: dict[tuple[Number, Number], float] = field(init=False)
    _whole: float = field(init=False)

    def __post_init__(self) -> None:
        repeats = _repeats(self.to)
        asked = {
            word: self.weights[word] * min(number, _MOST_REPEATS)
            for word, number in repeats.items()
            if word in self.weights
        }
        pairs = {
            pair: _PAIR * (self.weights[pair[0]] + self.weights[pair[1]]) / 2
            for pair in pairwise(self.to.title)
            if pair[0] in self.weights and pair[1] in self.weights
        }
        object.__setattr__(self, "asked", asked)
        object.__setattr__(self, "_pairs", pairs)
        object.__setattr__(self, "_whole", self._points(self.to) or 1.0)

    def score(self, other: Told) -> float:
        """How much the two have to do with each other: about 1 if they say the same, at least 0."""
        return self._points(other) / self._whole

    def _points(self, other: Told) -> float:
        asked = self.asked
        title, excerpt = {*other.title}, {*other.excerpt}
        shared_in_title, shared = asked.keys() & title, asked.keys() & excerpt
        length = _TITLE * len(other.title) + len(other.excerpt)
        steady = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * length / _USUAL_LENGTH)
        both = shared_in_title & shared
        weigh = asked.__getitem__
        text = (
            _saturated(_TITLE + 1, steady) * sum(map(weigh, both))
            + _saturated(_TITLE, steady) * sum(map(weigh, shared_in_title - both))
            + _saturated(1, steady) * sum(map(weigh, shared - both))
        )
        pairs = self._pairs.keys() & pairwise(other.title)
        text += sum(map(self._pairs.__getitem__, pairs))
        particular = sum(map(self.particular.__getitem__, shared_in_title | shared))
        text *= 1 + _PARTICULAR * min(particular, _MOST_PARTICULAR)
        covered = len(shared_in_title) / (len(title) or 1)
        quality = min(max(other.quality, 0), 100) / 100
        return text * (1 + _COVERED * covered) * (1 + _QUALITY * quality) * self._timely(other)

    def _timely(self, other: Told) -> float:
        if self.to.published is None or other.published is None:
            return 1.0
        return time_weight((other.published - self.to.published) / _DAY)

    def best(self, others: Iterable[Told]) -> list[tuple[Told, float]]:
        """The others with their scores, best first; ties go to the newer, then the lower id."""
        scored = [(other, self.score(other)) for other in others]
        return sorted(scored, key=lambda s: (-s[1], -(s[0].published or 0), s[0].article_id))


def _repeats(told: Told) -> dict[Number, float]:
    """How often each word stands in it, one in the title counting for several."""
    repeats: dict[Number, float] = {}
    for word in told.title:
        repeats[word] = repeats.get(word, 0.0) + _TITLE
    for word in told.excerpt:
        repeats[word] = repeats.get(word, 0.0) + 1.0
    return repeats


@dataclass(frozen=True, slots=True)
class Holders:
    """The articles that hold a word: in their title, and elsewhere only."""

    titles: Collection[int]
    others: Collection[int]


def likeliest(
    words: Mapping[Number, float],
    holders: Callable[[Number], Holders],
    times: Mapping[int, int],
    *,
    at: int,
    limit: int,
) -> list[int]:
    """The articles that share most of these weighed words, by a quick guess, best first.

    `times` says when those articles appeared that did so within the window around `at`.
    """
    shared: dict[int, float] = {}
    for word, weight in words.items():
        held = holders(word)
        for ids, value in ((held.titles, _IN_TITLE * weight), (held.others, weight)):
            for article_id in ids:
                shared[article_id] = shared.get(article_id, 0.0) + value
    by_day = {day: time_weight(day) for day in range(-WINDOW_DAYS - 2, WINDOW_DAYS + 3)}
    far = time_weight(WINDOW_DAYS + 1)
    guessed = [
        (points * (by_day[(times[i] - at) // _DAY] if i in times else far), i)
        for i, points in shared.items()
    ]
    return [article_id for _, article_id in heapq.nlargest(limit, guessed)]


def _saturated(repeats: float, steady: float) -> float:
    return (_SATURATION + 1) * repeats / (repeats + steady)


# How much more a title's word is worth than one of the excerpt, after saturation.
_IN_TITLE = 3.0
