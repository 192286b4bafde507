"""The index's words as they are kept in memory, each with its number."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.vocabulary import Vocabulary
from bot.storage.postings import decode_ids
from bot.storage.words import StoredWord


class Lexicon:
    """The vocabulary of one version of the index, with the numbers that stand for its words."""

    def __init__(self) -> None:
        self.version = 0
        self.vocabulary = Vocabulary()
        self._numbers: dict[str, int] = {}
        self._words: list[str] = [""]

    def update(self, words: Sequence[StoredWord], *, version: int, size: int) -> None:
        """Take what has changed since the version before."""
        highest = max((number for number, *_ in words), default=0)
        self._words += [""] * (highest + 1 - len(self._words))
        for number, word, _, _ in words:
            self._words[number] = word
            self._numbers[word] = number
        counts = {word: titles + others for _, word, titles, others in words}
        self.vocabulary.update(counts, size)
        self.version = version

    def number(self, word: str) -> int:
        """The word's number, 0 for one that the index doesn't know."""
        return self._numbers.get(word, 0)

    def spelt(self, numbers: Iterable[int]) -> list[str]:
        """The words behind the numbers; "" for one that has come since this version."""
        words, known = self._words, len(self._words)
        return [words[number] if number < known else "" for number in numbers]


class SpeltWords:
    """Words that are spelt when they are looked at, which most of a candidate's are not."""

    __slots__ = ("_lexicon", "_numbers")

    def __init__(self, lexicon: Lexicon, numbers: bytes) -> None:
        self._lexicon = lexicon
        self._numbers = numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._lexicon.spelt(decode_ids(self._numbers)))
