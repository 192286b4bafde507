"""Names of topics and sources as people type them."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.domain.search import Tally
from bot.domain.words import fold, fold_words

# Below this RapidFuzz score (0 to 100) a name is another name: "AI" is no "AR".
_NEAR = 80
_SUGGESTED = 60
# A letter too many at the front of a cut beginning is two edits: one more falls off its end.
_EDITS = 2


def find_name(typed: str, names: Sequence[str]) -> str | None:
    """The name that is meant: the same but for case and accents, else one misspelt a little."""
    wanted = fold(typed).strip()
    for name in names:
        if fold(name) == wanted:
            return name
    match = process.extractOne(wanted, names, scorer=fuzz.ratio, processor=fold, score_cutoff=_NEAR)
    return match[0] if match else None


def nearest_names(typed: str, names: Sequence[str], *, limit: int) -> tuple[str, ...]:
    """Names that are near to what was typed or to a word of it, the nearest first."""
    matches = process.extract(
        typed, names, scorer=fuzz.WRatio, processor=fold, score_cutoff=_SUGGESTED, limit=limit
    )
    return tuple(match[0] for match in matches)


def nearest_beginnings(typed: str, titles: Sequence[str], *, limit: int) -> list[str]:
    """Titles whose beginning is near to these folded words, the nearest first."""
    beginnings = [" ".join(fold_words(title))[: len(typed)] for title in titles]
    matches = process.extract(
        typed, beginnings, scorer=OSA.distance, score_cutoff=_EDITS, limit=limit
    )
    return [titles[match[2]] for match in matches]


def complete_names(typed: str, tallies: Sequence[Tally], *, limit: int) -> tuple[Tally, ...]:
    """Tallies whose names begin with what was typed, then that have a word that does, then near.

    The order within each is that of `tallies`. Everything on empty text.
    """
    completed = begun_names(typed, tallies, limit=limit)
    if completed or not typed.strip():
        return completed
    by_name = {tally.name: tally for tally in tallies}
    return tuple(by_name[name] for name in nearest_names(typed, list(by_name), limit=limit))


def begun_names(typed: str, tallies: Iterable[Tally], *, limit: int) -> tuple[Tally, ...]:
    """Tallies whose names begin with what was typed, then that have a word that does, or hold it.

    The order within each is that of `tallies`. Everything on empty text.
    """
    wanted = fold(typed).strip()
    ranked = ((_completion_rank(fold(tally.name), wanted), tally) for tally in tallies)
    begun = sorted((r for r in ranked if r[0] < _NO_COMPLETION), key=lambda r: r[0])
    return tuple(tally for _, tally in begun[:limit])


_NO_COMPLETION = 3


def _completion_rank(name: str, wanted: str) -> int:
    if name.startswith(wanted):
        return 0
    if any(word.startswith(wanted) for word in name.split()):
        return 1
    return 2 if wanted in name else _NO_COMPLETION
