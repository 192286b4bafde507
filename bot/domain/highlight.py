"""Where the words that were looked for stand in a text as it is shown."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.words import fold, fold_words

_PART = re.compile(r"\S+")
# No honest character carries more marks; see "Stream-Safe Text Format" in Unicode's UAX #15.
_MOST_MARKS = 30


@dataclass(frozen=True, slots=True)
class _Piece:
    """The fewest characters that fold by themselves, and what they fold to."""

    start: int
    end: int
    folded: str


def matched_spans(text: str, words: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Where the text has these folded words: (start, end), ascending, apart from each other.

    Words are marked whole, possessive included; in scripts without spaces the pairs of characters.
    Words that stand side by side are one span, and so are those joined by signs, as in AI/ML.
    """
    wanted = frozenset(words)
    spans: list[tuple[int, int]] = []
    # White space always separates words, so that each part folds as it does in the whole.
    for part in _PART.finditer(text):
        if not wanted.isdisjoint(fold_words(part[0])):
            found = _spans_in(part[0].replace("’", "'"), wanted)
            spans += ((part.start() + start, part.start() + end) for start, end in found)
    return tuple(_merged(text, (_with_marks(text, *span) for span in spans)))


def _spans_in(part: str, wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The spans of a part without spaces that has a wanted word."""
    if wanted.issuperset(fold_words(part)):
        yield _first_letter(part), len(part) - _first_letter(part[::-1])
        return
    for run in _runs(_pieces(part)):
        yield from _spans_of(run, wanted)


def _first_letter(part: str) -> int:
    return next((at for at, character in enumerate(part) if fold_words(character)), 0)


def _spans_of(run: Sequence[_Piece], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The run if it is a wanted word; of a run without spaces the wanted pairs."""
    letters = [piece for piece in run if fold_words(piece.folded)]
    found = fold_words("".join(piece.folded for piece in run))
    if wanted.issuperset(found) and letters:
        yield letters[0].start, letters[-1].end
    elif len(found) > 1:
        for first, second in pairwise(letters):
            if wanted.issuperset(fold_words(first.folded + second.folded)):
                yield first.start, second.end


def _runs(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces in groups of one word, or of one script without spaces."""
    run: list[_Piece] = []
    for piece in pieces:
        if run and _separates(run[-1].folded, piece.folded):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _separates(before: str, after: str) -> bool:
    """Whether a word ends between the two; an apostrophe belongs to what surrounds it."""
    is_sign = any(folded != "'" and not fold_words(folded) for folded in (before, after))
    return is_sign or len(fold_words(before + after)) != 1


def _pieces(part: str) -> Iterator[_Piece]:
    piece = _Piece(0, 0, "")
    for at, character in enumerate(part):
        folded = fold(character)
        if _folds_apart(piece.folded, folded):
            yield piece
            piece = _Piece(at, at + 1, folded)
        else:
            piece = _Piece(piece.start, at + 1, fold(piece.folded + folded))
    yield piece


def _folds_apart(before: str, after: str) -> bool:
    """Whether the two fold to one after the other, unlike accents and parts of a syllable."""
    if not (before and after):
        return False
    is_plain = before.isascii() and after.isascii()
    return is_plain or len(before) > _MOST_MARKS or fold(before + after) == before + after


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the marks that belong to its first and last character."""
    first, last = max(start - _MOST_MARKS, 0), min(end + _MOST_MARKS, len(text))
    while start > first and _is_mark(text[start]):
        start -= 1
    while end < last and _is_mark(text[end]):
        end += 1
    return start, end


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _merged(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, those made one between which nothing or a space stands."""
    begun: tuple[int, int] | None = None
    for start, end in spans:
        if begun is not None and text[begun[1] : start] in ("", " "):
            begun = (begun[0], max(end, begun[1]))
            continue
        if begun is not None:
            yield begun
        begun = (start, end)
    if begun is not None:
        yield begun
