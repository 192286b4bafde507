"""Where the words that were looked for stand in a text as it is shown."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from bot.domain.words import fold, fold_words

_PART = re.compile(r"\S+")
# No honest character carries more marks; see "Stream-Safe Text Format" in Unicode's UAX #15.
_MOST_FOLDED = 30


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


def _spans_in(part: str, wanted: Set[str]) -> Iterator[tuple[int, int]]:
    """The spans of a part without spaces that has a wanted word."""
    if wanted.issuperset(fold_words(part)):
        letters = [at for at in (_first_letter(part), -_first_letter(part[::-1]))]
        yield letters[0], len(part) + letters[1]
        return
    for run in _runs(_pieces(part)):
        yield from _spans_of(run, wanted)


def _first_letter(part: str) -> int:
    return next(at for at, character in enumerate(part) if fold_words(character))


def _spans_of(run: Sequence[_Piece], wanted: Set[str]) -> Iterator[tuple[int, int]]:
    """The run if it is a wanted word; of a run without spaces the wanted pairs."""
    letters = [piece for piece in run if fold_words(piece.folded)]
    found = fold_words("".join(piece.folded for piece in run))
    if wanted.issuperset(found) and letters:
        yield letters[0].start, letters[-1].end
    elif len(found) > 1:
        for first, second in zip(letters, letters[1:], strict=False):
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
    piece: _Piece | None = None
    for at, character in enumerate(part):
        folded = fold(character)
        if piece is not None and (whole := _folded_together(piece.folded, folded)) is not None:
            piece = _Piece(piece.start, at + 1, whole)
            continue
        if piece is not None:
            yield piece
        piece = _Piece(at, at + 1, folded)
    if piece is not None:
        yield piece


def _folded_together(before: str, after: str) -> str | None:
    """What the two fold to if that is not one after the other: accents, parts of a syllable."""
    if not after or (before.isascii() and after.isascii()) or len(before) > _MOST_FOLDED:
        return None if after else before
    whole = fold(before + after)
    return None if whole == before + after else whole


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the marks that belong to its first and last character."""
    while start > 0 and unicodedata.category(text[start]).startswith("M"):
        start -= 1
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return start, end


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
