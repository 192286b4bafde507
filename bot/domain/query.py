"""A typed query as the archive understands it, word by word."""

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.query_word import QueryWord, word_weight
from bot.domain.spelling import (
    Alternative,
    best_alternatives,
    find_alternatives,
    find_exact,
    join_alternatives,
)
from bot.domain.vocabulary import Vocabulary
from bot.domain.words import fold_words

# What is longer was pasted; the rest of it says no more about what is meant.
_MOST_CHARACTERS = 500
_MOST_WORDS = 24
# Looking through the vocabulary for what looks alike, however far, takes milliseconds each.
_MOST_RESPELT = 3


@dataclass(frozen=True, slots=True)
class QueryWords:
    """A query's text, and its distinct words in order with what each may mean in this archive.

    `title` has all folded words of the text, which may be a title as it is.
    """

    text: str
    words: tuple[QueryWord, ...]
    title: tuple[str, ...] = ()

    @staticmethod
    def understood(
        text: str,
        vocabulary: Vocabulary,
        *,
        exact: Collection[str] | None = (),
        is_doubted: bool = False,
    ) -> "QueryWords":
        """The text's words; the last one may be unfinished unless a space follows it.

        The folded words of `exact` mean what they say, with None all do. Where the words as they
        were typed find nothing, they may be read once more with `is_doubted`, so that known words
        too may be misspelt.
        """
        title = folded = fold_words(text)
        if len(text) > _MOST_CHARACTERS:
            text = text[:_MOST_CHARACTERS]
            folded = fold_words(text)
        unfinished = folded[-1] if folded and not text[-1].isspace() else None
        typed = tuple(dict.fromkeys(folded))[:_MOST_WORDS]
        free = () if exact is None else tuple(word for word in typed if word not in exact)
        found = {word: list(find_exact(word, vocabulary)) for word in typed}
        for word in free:
            found[word] += find_alternatives(
                word, vocabulary, is_unfinished=word == unfinished, is_doubted=is_doubted
            )
        for first, second in _neighbours(free, unfinished):
            joined = join_alternatives(
                first, second, vocabulary, is_unfinished=second == unfinished
            )
            found[first] += joined
            found[second] += joined
        words = tuple(_query_word(word, found[word], vocabulary) for word in typed)
        return QueryWords(text, words, title)

    def without(self, unseen: AbstractSet[str]) -> "QueryWords":
        """The same words, none of which may mean one of these."""
        if not unseen:
            return self
        words = (
            replace(w, alternatives=tuple(a for a in w.alternatives if unseen.isdisjoint(a.words)))
            for w in self.words
        )
        return replace(self, words=tuple(words))

    @property
    def typed(self) -> tuple[str, ...]:
        """The words as they were typed."""
        return tuple(word.typed for word in self.words)

    def spelt(self) -> set[str]:
        """Every word of the archive that may be meant."""
        return {spelt for word in self.words for spelt in word.spelt()}

    @property
    def is_doubtful(self) -> bool:
        """Whether a word can only be meant otherwise than it was typed."""
        return any(w.alternatives and w.alternatives[0].is_correction for w in self.words)

    def beginnings(self, *, limit: int) -> list[str]:
        """How a title may begin that is typed from its first word on, the likeliest first.

        The words as they may be meant, with spaces between them; the last may go on.
        """
        beginnings = [(1.0, "")]
        for word in self.words:
            meant = [(a.weight, " ".join(a.words)) for a in word.alternatives if a.is_correction]
            if word.alternatives and not word.alternatives[0].is_correction:
                meant.append((1.0, word.typed))
            beginnings = heapq.nlargest(
                limit,
                (
                    (weight * likely, f"{start} {spelt}")
                    for weight, start in beginnings
                    for likely, spelt in meant
                ),
            )
        return [start.lstrip() for _, start in beginnings]

    def corrected(self, matched: Sequence[Alternative | None]) -> str | None:
        """The text as it was understood, where that is not as it was typed; else None.

        `matched` has the alternative by which the best hit matched, for each of `words`. Words that
        the archive doesn't know are left out: nothing that is shown holds them.
        """
        meant: dict[str, str] = {}
        before: Alternative | None = None
        for word, match in zip(self.words, matched, strict=True):
            if not word.alternatives:
                meant[word.typed] = ""
            elif match is not None and match.is_correction:
                # Of two words that are one, the second is said with the first.
                meant[word.typed] = "" if match is before else " ".join(match.words)
            before = match
        if not meant:
            return None
        parts = (_respelt(part, meant) for part in self.text.split())
        return " ".join(part for part in parts if part)

    def spellings(self, vocabulary: Vocabulary, *, limit: int) -> tuple[str, ...]:
        """Words of the archive near to the words that it doesn't know."""
        unknown = [word.typed for word in self.words if not vocabulary.documents(word.typed)]
        near = (
            n for word in unknown[:_MOST_RESPELT] for n in vocabulary.nearest(word, limit=limit)
        )
        return tuple(dict.fromkeys(near))[:limit]


def _neighbours(words: Sequence[str], unfinished: str | None) -> Iterator[tuple[str, str]]:
    """Words that stand together.

    Where all are finished the last stands beside the first, so that it doesn't matter which half
    of a query comes first.
    """
    yield from pairwise(words)
    if unfinished is None and len(words) > 2:
        yield words[-1], words[0]


def _query_word(
    typed: str, alternatives: Sequence[Alternative], vocabulary: Vocabulary
) -> QueryWord:
    best = best_alternatives(alternatives)
    likely = [a for a in best if a.weight >= best[0].weight - 0.05]
    documents = max((min(map(vocabulary.documents, a.words)) for a in likely), default=0)
    return QueryWord(typed, best, word_weight(documents, vocabulary.size))


def _respelt(part: str, meant: Mapping[str, str]) -> str:
    """The part of a text as it was typed, unless a word of it means another."""
    words = fold_words(part)
    if not meant.keys() & words:
        return part
    return " ".join(spelt for word in words if (spelt := meant.get(word, word)))
