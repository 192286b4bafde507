"""How right an engine's answers are, class by class.

Strictly, only the title that a query was made from is right. Fairly, a title is as right that holds
all words meant, each whole: who asks by these words can't tell the two apart. Of a topical query's
ten answers all should hold the words meant.
"""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from queries import LABELLED, TOPICAL, Labelled

from bot.domain.words import fold_words

# The classes whose mean is called S@1.
AVERAGED = ("a", "b", "c", "e")
_TOP = 10


@dataclass(frozen=True, slots=True)
class Grade:
    """Shares from 0 to 1: of labelled queries right at once and within five, strictly and fairly.

    Of topical ones all four are the share of right titles among ten.
    """

    strict_first: float
    strict_five: float
    fair_first: float
    fair_five: float


def grade(query: Labelled, titles: Sequence[str]) -> Grade:
    """How right these titles are, the best first."""
    folded = [fold_words(title) for title in titles[:_TOP]]
    meant = set(query.clean.split())
    holding = [meant.issubset(words) for words in folded]
    if not query.title:
        precision = sum(holding) / _TOP
        return Grade(precision, precision, precision, precision)
    label = fold_words(query.title)
    same = [words == label for words in folded]
    fair = [one or other for one, other in zip(same, holding, strict=True)]
    return Grade(*(float(any(right[:n])) for right in (same, fair) for n in (1, 5)))


class Gradebook:
    """The grades of one engine."""

    def __init__(self) -> None:
        self._grades: dict[str, list[Grade]] = defaultdict(list)

    def add(self, kind: str, mark: Grade) -> None:
        """Note the grade of a query of this class."""
        self._grades[kind].append(mark)

    def percent(self, kinds: Iterable[str], field: str) -> float:
        """The mean over the classes, each of the same weight; NaN where a class has no queries."""
        means = [
            statistics.mean(getattr(mark, field) for mark in self._grades[kind])
            for kind in kinds
            if self._grades[kind]
        ]
        return 100 * statistics.mean(means) if means else float("nan")

    def row(self, first: str, five: str) -> list[str]:
        """A cell for each class and for the mean of a, b, c, e: right at once / within five."""
        columns = [*((kind,) for kind in LABELLED), AVERAGED]
        return [f"{self.percent(c, first):.1f}/{self.percent(c, five):.1f}" for c in columns]

    def topical_row(self) -> list[str]:
        """Precision@10 of both topical classes, and what a typo leaves of it."""
        clean, typed = (self.percent((kind,), "fair_first") for kind in TOPICAL)
        return [f"{clean:.1f}", f"{typed:.1f}", f"{100 * typed / clean if clean else 0:.1f}"]
