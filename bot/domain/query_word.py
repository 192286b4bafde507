"""A word of a query, and what it may mean."""

import math
from dataclasses import dataclass
from functools import cached_property

from bot.domain.small_words import SMALL_WORDS
from bot.domain.spelling import Alternative


@dataclass(frozen=True)
class QueryWord:
    """A typed word with what it may mean; `weight` is above 0, larger for rarer words."""

    typed: str
    alternatives: tuple[Alternative, ...]
    weight: float

    @cached_property
    def single(self) -> dict[str, Alternative]:
        """The alternatives that are one word, by that word."""
        return {a.words[0]: a for a in self.alternatives if len(a.words) == 1}

    @cached_property
    def is_small(self) -> bool:
        """Whether it names nothing, as it is typed or whatever it may mean."""
        if self.typed in SMALL_WORDS:
            return True
        meant = self.spelt()
        return bool(meant) and meant <= SMALL_WORDS

    @cached_property
    def several(self) -> tuple[Alternative, ...]:
        """The alternatives of several words."""
        return tuple(a for a in self.alternatives if len(a.words) > 1)

    def spelt(self) -> set[str]:
        """Every word of the archive that may be meant."""
        return {spelt for a in self.alternatives for spelt in a.words}


def word_weight(documents: int, of: int) -> float:
    """Inverse document frequency as in BM25: rare words say more (Robertson and Sparck Jones)."""
    return math.log(1 + max(of - documents + 0.5, 0.5) / (documents + 0.5))
