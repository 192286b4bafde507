"""The archive's words: which of them are near to a typed one, or completed by it."""

import heapq
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Beyond this distance (0 to 1) a word is another word, not a spelling.
_MOST_UNLIKE = 0.45
# Beyond as many new words, sorting all is faster than putting each in its place.
_MANY = 500
# Beginnings so short are shared by thousands of words; what completes them is remembered.
_SHORT = 3
_REMEMBERED = 32
_MOST_REMEMBERED = 2_000


class _SameLength:
    """The words of one length, in order from the front and, reversed, from the back."""

    __slots__ = ("backward", "forward")

    def __init__(self) -> None:
        self.forward: list[str] = []
        self.backward: list[str] = []

    def add(self, words: list[str]) -> None:
        _put(self.forward, words)
        _put(self.backward, [word[::-1] for word in words])

    def remove(self, word: str) -> None:
        del self.forward[bisect_left(self.forward, word)]
        del self.backward[bisect_left(self.backward, word[::-1])]


class Vocabulary:
    """Each word with the number of articles that hold it, of `size` articles in all.

    Kept in memory and changed in place as the archive changes: a million articles have some
    200,000 words.
    """

    def __init__(self, words: Mapping[str, int] | None = None, size: int = 0) -> None:
        self.size = 0
        self.words: dict[str, int] = {}
        self._sorted: list[str] = []
        self._by_length: dict[int, _SameLength] = {}
        self._completions: dict[str, list[str]] = {}
        # Who types asks for the same words again at every key.
        self._near: dict[tuple[str, int], list[tuple[str, int]]] = {}
        self.update(words or {}, size)

    def update(self, words: Mapping[str, int], size: int) -> None:
        """Take new counts of these words; a word that no article holds any more goes."""
        added = [word for word, documents in words.items() if documents and word not in self.words]
        for word, documents in words.items():
            if documents:
                self.words[word] = documents
            elif self.words.pop(word, 0):
                self._remove(word)
        self._add(added)
        self.size = size
        self._completions.clear()
        self._near.clear()

    def _add(self, words: list[str]) -> None:
        _put(self._sorted, words)
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in words:
            by_length[len(word)].append(word)
        for length, same in by_length.items():
            self._by_length.setdefault(length, _SameLength()).add(same)

    def _remove(self, word: str) -> None:
        del self._sorted[bisect_left(self._sorted, word)]
        self._by_length[len(word)].remove(word)

    def documents(self, word: str) -> int:
        """How many articles hold the word."""
        return self.words.get(word, 0)

    def without(self, words: Collection[str]) -> "Vocabulary":
        """The same vocabulary as long as it isn't changed, in which nothing has these words."""
        return _Narrowed(self, words) if words else self

    def near(self, word: str, *, edits: int) -> list[tuple[str, int]]:
        """Other words within that many edits (1 or 2), each with its distance; likeliest first.

        An edit adds, drops or changes a letter, or swaps two neighbours (optimal string alignment).
        Only words that share the beginning or the end are looked at: with one edit one of the
        halves is whole, with two nearly always the first or the last two letters.
        """
        remembered = self._near.get((word, edits))
        if remembered is None:
            if len(self._near) >= _MOST_REMEMBERED:
                self._near.clear()
            remembered = self._near[word, edits] = self._find_near(word, edits)
        return remembered

    def _find_near(self, word: str, edits: int) -> list[tuple[str, int]]:
        whole = 2 if edits > 1 else max(1, (len(word) - 1) // 2)
        mirrored = word[::-1]
        near: dict[str, int] = {}
        for length in range(len(word) - edits, len(word) + edits + 1):
            same = self._by_length.get(length)
            if same is not None:
                near.update(_within(word, _beginning(same.forward, word[:whole]), edits))
                back = _within(mirrored, _beginning(same.backward, mirrored[:whole]), edits)
                near.update((found[::-1], distance) for found, distance in back)
        near.pop(word, None)
        return sorted(near.items(), key=lambda n: (n[1], -self.words[n[0]], n[0]))

    def completions(self, prefix: str, *, limit: int) -> list[str]:
        """Longer words that begin so, the commonest first; at most 32."""
        if len(prefix) > _SHORT:
            return self.commonest(prefix, limit=limit)
        remembered = self._completions.get(prefix)
        if remembered is None:
            remembered = self._completions[prefix] = self.commonest(prefix, limit=_REMEMBERED)
        return remembered[:limit]

    def near_completions(self, prefix: str, *, limit: int) -> list[str]:
        """Longer words whose beginning is one edit from this, which is misspelt and unfinished."""
        length = len(prefix)
        start = prefix[: max(2, length // 2)]
        longer = [word for word in _beginning(self._sorted, start) if len(word) > length]
        beginnings = [word[:length] for word in longer]
        found = process.extract(prefix, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None)
        return heapq.nlargest(limit, (longer[match[2]] for match in found), key=self._frequency)

    def nearest(self, word: str, *, limit: int) -> tuple[str, ...]:
        """Words that look most like this one, however far; for "did you mean".

        Only those that begin with the same letter, which few typing errors change.
        """
        alike = [
            other
            for length, same in self._by_length.items()
            if len(word) <= 2 * length <= 4 * len(word)
            for other in _beginning(same.forward, word[:1])
        ]
        matches = process.extract(
            word,
            alike,
            scorer=OSA.normalized_distance,
            score_cutoff=_MOST_UNLIKE,
            limit=limit,
        )
        return tuple(match[0] for match in matches)

    def commonest(self, prefix: str, *, limit: int) -> list[str]:
        """Longer words that begin so, the commonest first, looked for anew."""
        longer = (word for word in _beginning(self._sorted, prefix) if word != prefix)
        return heapq.nlargest(limit, longer, key=self._frequency)

    def _frequency(self, word: str) -> tuple[int, str]:
        return self.words[word], word


class _Narrowed(Vocabulary):
    """A vocabulary as it is seen without some of its words; asks the whole one for more."""

    def __init__(self, whole: Vocabulary, without: Collection[str]) -> None:
        super().__init__()
        self.size = whole.size
        self.words = whole.words
        self._whole = whole
        self._without = frozenset(without)

    def documents(self, word: str) -> int:
        return 0 if word in self._without else self._whole.documents(word)

    def near(self, word: str, *, edits: int) -> list[tuple[str, int]]:
        near = self._whole.near(word, edits=edits)
        return [(other, distance) for other, distance in near if other not in self._without]

    def completions(self, prefix: str, *, limit: int) -> list[str]:
        return self._seen(self._whole.commonest(prefix, limit=limit + len(self._without)))[:limit]

    def near_completions(self, prefix: str, *, limit: int) -> list[str]:
        more = limit + len(self._without)
        return self._seen(self._whole.near_completions(prefix, limit=more))[:limit]

    def nearest(self, word: str, *, limit: int) -> tuple[str, ...]:
        more = limit + len(self._without)
        return tuple(self._seen(self._whole.nearest(word, limit=more))[:limit])

    def _seen(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if word not in self._without]


def _within(word: str, others: list[str], edits: int) -> Iterator[tuple[str, int]]:
    found = process.extract(word, others, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return ((match[0], int(match[1])) for match in found)


def _put(ordered: list[str], words: list[str]) -> None:
    """Add the words in their places."""
    if len(words) > _MANY:
        ordered += words
        ordered.sort()
        return
    for word in words:
        insort(ordered, word)


def _beginning(words: list[str], prefix: str) -> list[str]:
    """The sorted words that begin so."""
    start = bisect_left(words, prefix)
    return words[start : bisect_left(words, f"{prefix}\U0010ffff", lo=start)]
