"""A typed query as the archive understands it, word by word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.ranking import QueryWord, word_weight
from bot.domain.spelling import Vocabulary
from bot.domain.words import fold_words

# What is longer was pasted; the rest of it says no more about what is meant.
_MOST_CHARACTERS = 500
_MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class QueryWords:
    """A query's text, and its distinct words in order with what each may mean in this archive."""

    text: str
    words: tuple[QueryWord, ...]

    @staticmethod
    def understood(text: str, vocabulary: Vocabulary) -> "QueryWords":
        """The text's words; the last one may be unfinished unless a space follows it."""
        text = text[:_MOST_CHARACTERS]
        typed = fold_words(text)
        unfinished = typed[-1] if typed and not text[-1].isspace() else None
        words = (
            _query_word(word, vocabulary, is_unfinished=word == unfinished)
            for word in tuple(dict.fromkeys(typed))[:_MOST_WORDS]
        )
        return QueryWords(text, tuple(words))

    def corrected(self, matched: Sequence[str]) -> str | None:
        """The text as it was understood, where letters of it were changed; else None.

        `matched` has the word by which the best hit matched, for each of `words`.
        """
        meant = {
            word.typed: match
            for word, match in zip(self.words, matched, strict=True)
            if _is_corrected(word, match)
        }
        return " ".join(_respelt(part, meant) for part in self.text.split()) if meant else None

    def spellings(self, vocabulary: Vocabulary, *, limit: int) -> tuple[str, ...]:
        """Words of the archive near to the words that it doesn't know."""
        unknown = [word.typed for word in self.words if word.typed not in vocabulary.words]
        near = (n for word in unknown for n in vocabulary.nearest(word, limit=limit))
        return tuple(dict.fromkeys(near))[:limit]


def relaxations(words: Sequence[QueryWord]) -> Iterator[Sequence[QueryWord]]:
    """All words that mean something here, then ever fewer, the least telling dropped first."""
    kept = [word for word in words if word.alternatives]
    while kept:
        yield kept
        least = min(kept, key=lambda word: word.weight)
        kept = [word for word in kept if word is not least]


def _query_word(typed: str, vocabulary: Vocabulary, *, is_unfinished: bool) -> QueryWord:
    alternatives = vocabulary.alternatives(typed, is_unfinished=is_unfinished)
    documents = max((vocabulary.words[a.word] for a in alternatives), default=0)
    return QueryWord(typed, alternatives, word_weight(documents, vocabulary.size))


def _respelt(part: str, meant: Mapping[str, str]) -> str:
    """The part of a text as it was typed, unless a word of it means another."""
    words = fold_words(part)
    return " ".join(meant.get(word, word) for word in words) if meant.keys() & words else part


def _is_corrected(word: QueryWord, match: str) -> bool:
    return any(a.word == match and a.is_correction for a in word.alternatives)
