"""The archive's words: which of them are near to a typed one, or completed by it."""

import heapq
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Below this similarity (0 to 1) a word is another word, not a spelling.
_SPELLING = 0.55


@dataclass(frozen=True)
class Vocabulary:
    """Each word with the number of articles that hold it, of `size` articles in all."""

    words: Mapping[str, int]
    size: int

    def documents(self, word: str) -> int:
        """How many articles hold the word."""
        return self.words.get(word, 0)

    def near(self, word: str, *, edits: int) -> list[tuple[str, int]]:
        """Other words within that many edits (1 or 2), each with its distance; likeliest first.

        An edit adds, drops or changes a letter, or swaps two neighbours (optimal string alignment).
        Only words that share the beginning or the end are looked at: with one edit one of the
        halves is whole, with two nearly always a third at either end.
        """
        whole = max(2, (len(word) - edits) // (edits + 1))
        candidates = {*self._between(self._forward, word[:whole])}
        candidates.update(w[::-1] for w in self._between(self._backward, word[::-1][:whole]))
        candidates.discard(word)
        found = process.extract(
            word, list(candidates), scorer=OSA.distance, score_cutoff=edits, limit=None
        )
        near = [(match[0], int(match[1])) for match in found]
        return sorted(near, key=lambda n: (n[1], -self.words[n[0]], n[0]))

    def completions(self, prefix: str, *, limit: int) -> list[str]:
        """Longer words that begin so, the commonest first."""
        longer = [word for word in self._between(self._forward, prefix) if word != prefix]
        return heapq.nlargest(limit, longer, key=lambda word: (self.words[word], word))

    def near_completions(self, prefix: str) -> list[str]:
        """Longer words whose beginning is one edit from this, which is misspelt and unfinished."""
        length = len(prefix)
        start = prefix[: max(2, length // 2)]
        longer = [word for word in self._between(self._forward, start) if len(word) > length]
        found = process.extract(
            prefix,
            [word[:length] for word in longer],
            scorer=OSA.distance,
            score_cutoff=1,
            limit=None,
        )
        return [longer[match[2]] for match in found]

    def nearest(self, word: str, *, limit: int) -> tuple[str, ...]:
        """Words that look most like this one, however far; for "did you mean"."""
        matches = process.extract(
            word,
            self._forward,
            scorer=OSA.normalized_similarity,
            score_cutoff=_SPELLING,
            limit=limit,
        )
        return tuple(match[0] for match in matches)

    @cached_property
    def _forward(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _backward(self) -> list[str]:
        return sorted(word[::-1] for word in self.words)

    @staticmethod
    def _between(words: list[str], prefix: str) -> list[str]:
        """The sorted words that begin so."""
        start = bisect_left(words, prefix)
        return words[start : bisect_left(words, f"{prefix}\U0010ffff", lo=start)]
