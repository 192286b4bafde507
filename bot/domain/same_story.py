"""Whether two articles report one event: a rule with guards, tuned on pairs judged by reading.

bench/same_story.py holds it to its figures. It is the same whichever article comes first, since
grouping must not depend on the order in which articles arrive.
"""

import heapq
import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.headline import is_reversal
from bot.domain.report import MOST_WEIGHT, Report

# Of the pairs judged the same nearly all are of one day; what is older is a follow-up.
APART = timedelta(days=4)
# What likeness adds up to, fitted by logistic regression on the pairs and rounded: how much of each
# title the other's text holds, of the one that is held less and of the other; how much of the two
# texts is in both; the two heaviest words of both titles; and the rare words of both texts, up to
# this sum of their weights (a word is rare that no more than one article in 55 has).
_COVERED_LESS = 1.5
_COVERED_MORE = 2.0
_COMMON = 1.4
_IN_TITLES = 2.25
_RARE_WORDS = 1.7
_ENOUGH = 40.0
_RARE = 4.0
# What speaks against it: days between them; numbers that differ, where titles are worded otherwise;
# that one judges and the other tells, or one gives up what the other announces; and one provider,
# which seldom tells a story twice, but sells sibling products and writes live: more so the rarer
# the word is that each title has for itself.
_DAY = 0.8
_NUMBERS = 1.5
_COMMENT = 2.2
_REVERSAL = 1.4
_SAME_PROVIDER = 2.3
_OWN = 3.8
_THRESHOLD = 2.4
# Titles as alike as this (0 to 1) that differ in a number differ by it.
_ALIKE = 0.5
# A word from this weight on is a name: one article in 700 has it.
_NAME = 6.5
# A single word in common is no event, unless it is all that both titles say.
_FEWEST = 2
_PLACES = 6
_SHOWN = 5


class Guard(StrEnum):
    """What keeps two articles from being one story, however alike they are."""

    TIME = "time"
    KEYS = "keys"
    NUMBERS = "numbers"
    MARKET = "market"
    ROUNDUP = "roundup"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two reports are: one story where `score` is above 0 and no guard keeps them apart.

    `shared` are stems that both have, those that weigh most first.
    """

    score: float
    guard: Guard | None = None
    shared: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether they are one story."""
        return self.guard is None and self.score > 0


def compare(one: Report, other: Report) -> Likeness:
    """How alike the two are, and what keeps them apart."""
    guard = _guard(one, other)
    shared = one.text.keys() & other.text.keys()
    by_weight = sorted(shared, key=lambda word: (-one.text[word], word))
    return Likeness(_score(one, other), guard, tuple(by_weight[:_SHOWN]))


def is_same_story(one: Report, other: Report) -> bool:
    """Whether the two report one event."""
    return likeness(one, other) is not None


def likeness(one: Report, other: Report) -> float | None:
    """The score above 0 of two that are one story, else None; faster than the whole comparison."""
    if _guard(one, other) is not None:
        return None
    score = _score(one, other)
    return score if score > 0 else None


def _guard(one: Report, other: Report) -> Guard | None:
    # The cheapest first, and those that keep most apart.
    if not _have_keys(one, other):
        return Guard.KEYS
    if abs(one.published - other.published) > APART:
        return Guard.TIME
    if one.market != other.market or (one.market and _title_jaccard(one, other) < _ALIKE):
        # Of one market there are many reports.
        return Guard.MARKET
    if _have_other_numbers(one, other) and (
        one.provider == other.provider != "" or _title_jaccard(one, other) >= _ALIKE
    ):
        return Guard.NUMBERS
    if one.is_roundup != other.is_roundup:
        return Guard.ROUNDUP
    return Guard.SUBJECT if _are_of_others(one, other) else None


def _have_keys(one: Report, other: Report) -> bool:
    """Whether each has one of the other's rarest title words, wherever it stands."""
    return not (one.words.isdisjoint(other.keys) or other.words.isdisjoint(one.keys))


def _have_other_numbers(one: Report, other: Report) -> bool:
    """Whether each title has a number that the other nowhere has (25 against 40)."""
    return bool(one.title_numbers - other.numbers and other.title_numbers - one.numbers)


def _title_jaccard(one: Report, other: Report) -> float:
    """How much of both titles' words they share, by weight, from 0 to 1."""
    shared = math.fsum(min(w, other.title[x]) for x, w in one.title.items() if x in other.title)
    both = math.fsum(one.title.values()) + math.fsum(other.title.values()) - shared
    return shared / both if both else 0.0


def _are_of_others(one: Report, other: Report) -> bool:
    """Whether each title begins with a name that the other doesn't know ("X now available")."""
    rarest = min(one.title.get(one.lead, 0.0), other.title.get(other.lead, 0.0))
    return rarest > _NAME and one.lead not in other.text and other.lead not in one.text


def _score(one: Report, other: Report) -> float:
    shared = one.text.keys() & other.text.keys()
    if len(shared) < _FEWEST and one.title != other.title:
        return -_THRESHOLD
    return round(_likeness(one, other, shared) - _difference(one, other) - _THRESHOLD, _PLACES)


def _likeness(one: Report, other: Report, shared: AbstractSet[str]) -> float:
    less, more = sorted((_part(one.title, shared), _part(other.title, shared)))
    common = min(_part(one.text, shared), _part(other.text, shared))
    # Summed exactly, so that neither the order of the two nor that of a set can matter.
    rare = math.fsum(w for word in shared if (w := min(one.text[word], other.text[word])) > _RARE)
    in_titles = [min(w, other.title[word]) for word, w in one.title.items() if word in other.title]
    return (
        _COVERED_LESS * less
        + _COVERED_MORE * more
        + _COMMON * common
        + _IN_TITLES * sum(heapq.nlargest(2, in_titles)) / (2 * MOST_WEIGHT)
        + _RARE_WORDS * min(1.0, rare / _ENOUGH)
    )


def _difference(one: Report, other: Report) -> float:
    difference = _DAY * (abs(one.published - other.published) / timedelta(days=1))
    if _have_other_numbers(one, other):
        difference += _NUMBERS
    if one.is_comment != other.is_comment:
        difference += _COMMENT
    if _gives_up(one, other) or _gives_up(other, one):
        difference += _REVERSAL
    if one.provider == other.provider != "":
        own = min(_own(one, other), _own(other, one))
        difference += _SAME_PROVIDER + _OWN * own / MOST_WEIGHT
    return difference


def _gives_up(one: Report, other: Report) -> bool:
    """Whether one's title says that something was given up, of which the other knows nothing."""
    return one.is_reversal and not other.is_reversal and not is_reversal(other.excerpt)


def _part(words: Mapping[str, float], shared: AbstractSet[str]) -> float:
    """How much of the words is shared, by weight, from 0 to 1."""
    total = sum(words.values())
    return sum(words[word] for word in words if word in shared) / total if total else 0.0


def _own(one: Report, other: Report) -> float:
    """The weight of what one's title says and the other nowhere does, by its rarest word."""
    return max(
        (weight for word, weight in one.title.items() if word not in other.text), default=0.0
    )
