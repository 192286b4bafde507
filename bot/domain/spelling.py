"""What a typed word may mean: itself, its forms, words that it begins, near misses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Weights as in the measured design: a completion counts for more than a typo.
_EXACT, _FORM, _COMPLETION, _ONE_EDIT, _TWO_EDITS = 1.0, 0.95, 0.85, 0.75, 0.5
_FIRST_WITH_ONE_EDIT = 4
_FIRST_WITH_TWO_EDITS = 8
_SHORTEST_COMPLETED = 2
_MOST_ALTERNATIVES = 12
_ENDINGS = (("", "s"), ("", "es"), ("y", "ies"))


@dataclass(frozen=True, slots=True)
class Alternative:
    """A word of the archive that stands for a typed one; `weight` is 1 for itself, down to 0."""

    word: str
    weight: float

    @property
    def is_correction(self) -> bool:
        """Whether letters were changed, not only an ending added or a word completed."""
        return self.weight <= _ONE_EDIT


@dataclass(frozen=True)
class Vocabulary:
    """The archive's words, each with the number of articles that hold it, of `size` articles."""

    words: Mapping[str, int]
    size: int

    def alternatives(self, word: str, *, is_unfinished: bool) -> tuple[Alternative, ...]:
        """What the word may mean, likeliest first; empty if the archive has nothing near it.

        A word that the archive knows is taken as meant, with its plural or singular. Words with
        digits are never corrected: another number is another thing.
        """
        known = self._known(word)
        if known:
            return known
        found = self._completions(word) if is_unfinished else ()
        return found or self._corrections(word)

    def nearest(self, word: str, *, limit: int) -> tuple[str, ...]:
        """Words that look most like this one, however far; for "did you mean"."""
        matches = process.extract(
            word, self._list, scorer=OSA.normalized_similarity, score_cutoff=0.55, limit=limit
        )
        return tuple(match[0] for match in matches)

    @cached_property
    def _list(self) -> list[str]:
        return list(self.words)

    def _known(self, word: str) -> tuple[Alternative, ...]:
        if word not in self.words:
            return tuple(Alternative(f, _FORM) for f in _forms(word) if f in self.words)
        forms = (Alternative(f, _FORM) for f in _forms(word) if f in self.words)
        return (Alternative(word, _EXACT), *forms)

    def _completions(self, prefix: str) -> tuple[Alternative, ...]:
        if len(prefix) < _SHORTEST_COMPLETED:
            return ()
        longer = [word for word in self._list if word.startswith(prefix)]
        longer.sort(key=lambda word: (-self.words[word], word))
        return tuple(Alternative(word, _COMPLETION) for word in longer[:_MOST_ALTERNATIVES])

    def _corrections(self, word: str) -> tuple[Alternative, ...]:
        edits = (len(word) >= _FIRST_WITH_ONE_EDIT) + (len(word) >= _FIRST_WITH_TWO_EDITS)
        if not edits or any(map(str.isdigit, word)):
            return ()
        near = process.extract(
            word, self._list, scorer=OSA.distance, score_cutoff=edits, limit=None
        )
        near.sort(key=lambda match: (match[1], -self.words[match[0]], match[0]))
        return tuple(
            Alternative(match[0], _ONE_EDIT if match[1] <= 1 else _TWO_EDITS)
            for match in near[:_MOST_ALTERNATIVES]
        )


def _forms(word: str) -> Iterator[str]:
    """Plural for singular and the reverse, by the regular endings of English."""
    for singular, plural in _ENDINGS:
        if word.endswith(plural) and len(word) > len(plural) + 2:
            yield word.removesuffix(plural) + singular
        if word.endswith(singular):
            yield word.removesuffix(singular) + plural
