"""Lines of words that look like given ones: for archives larger than any real one at hand.

A made line is as long as a real one. Its words follow the one before as they do in real lines, or
are drawn as often as they occur there; a share of them, as large as that of words that occur once,
is new to the real lines, and of those so many are wholly new that the vocabulary grows as real
ones do (Heaps' law: 10,000 words in 8,000 titles, 218,000 in a million).
"""

import random
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

_HEAPS_EXPONENT = 0.638
# How often a word is drawn from those that follow the one before it in real lines.
_NEIGHBOURLY = 0.6
_START = -1
_VOWELS = frozenset("aeiouy")
# Shorter words have no two halves; longer than the longest of these, none is made.
_PIECED_LENGTHS = range(5, 15)


class Recombiner:
    """Makes lines of words, no two alike and none like a real one, the same for the same `rng`."""

    def __init__(self, lines: Iterable[Sequence[str]], rng: random.Random) -> None:
        self._random = rng.random
        self._ids: dict[str, int] = {}
        self._words: list[str] = []
        self._tokens = array("L")
        self._lengths = array("H")
        self._followers: dict[int, array[int]] = {}
        self._seen: set[int] = set()
        for line in lines:
            self._learn(line)
        counts = Counter(self._tokens)
        rare = [word for word, count in counts.items() if count == 1]
        self._fresh_share = len(rare) / len(self._tokens)
        self._fresh = array("L")
        self._halves = _halves(self._words[word] for word in rare)
        self._real_words = len(self._words)
        self._real_lines = len(self._lengths)
        self._made_lines = 0
        self._due = self._real_words

    def _learn(self, line: Sequence[str]) -> None:
        previous = _START
        ids = [self._id(word) for word in line]
        for word in ids:
            self._followers.setdefault(previous, array("L")).append(word)
            previous = word
        if ids:
            self._tokens.extend(ids)
            self._lengths.append(min(len(ids), 2**16 - 1))
            self._seen.add(hash(tuple(ids)))

    def _id(self, word: str) -> int:
        number = self._ids.get(word)
        if number is None:
            number = self._ids[word] = len(self._words)
            self._words.append(word)
        return number

    def make(self) -> list[str]:
        """Another line."""
        while True:
            line = self._drawn(self._one_of(self._lengths))
            # The hash of whole numbers is the same in every process.
            digest = hash(tuple(line))
            if digest not in self._seen:
                break
        self._seen.add(digest)
        self._made_lines += 1
        growth = (1 + self._made_lines / self._real_lines) ** _HEAPS_EXPONENT
        self._due = int(self._real_words * growth)
        return [self._words[word] for word in line]

    def _one_of(self, values: "array[int]") -> int:
        return values[int(self._random() * len(values))]

    def _drawn(self, length: int) -> list[int]:
        draw, one_of, followers = self._random, self._one_of, self._followers
        line: list[int] = []
        word = _START
        while len(line) < length:
            if draw() < self._fresh_share:
                word = self._fresh_word()
            elif word in followers and draw() < _NEIGHBOURLY:
                word = one_of(followers[word])
            else:
                word = one_of(self._tokens)
            line.append(word)
        return line

    def _fresh_word(self) -> int:
        """A wholly new word where one is due, else one drawn as often as it was made before."""
        is_due = len(self._words) < self._due or not self._fresh
        word = self._id(self._pieced_word()) if is_due else self._one_of(self._fresh)
        self._fresh.append(word)
        return word

    def _pieced_word(self) -> str:
        """A word that is not there yet, of the beginning and the end of rare ones."""
        beginnings, endings = self._halves
        while True:
            beginning = beginnings[int(self._random() * len(beginnings))]
            word = beginning + endings[int(self._random() * len(endings))]
            if word not in self._ids and len(word) in _PIECED_LENGTHS:
                return word


def _halves(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Beginnings that end where a vowel stands, and the ends that follow them."""
    beginnings, endings = [], []
    for word in words:
        if len(word) in _PIECED_LENGTHS and word.isascii() and word.isalpha():
            cuts = [i for i in range(2, len(word) - 1) if word[i - 1] in _VOWELS]
            beginnings += [word[:i] for i in cuts]
            endings += [word[i:] for i in cuts]
    # An archive without rare words must do too.
    return beginnings or ["qua", "zo", "vi"], endings or ["rtex", "lumen", "ndor"]
