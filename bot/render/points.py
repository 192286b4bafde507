"""A score as points that a reader can add up: parts in tenths that make exactly the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.terms import Terms

# What decides between stories that match alike, in the order of its weight.
_TIES: tuple[tuple[str, Callable[[Terms], float]], ...] = (
    ("nearness to the title", lambda terms: terms.closeness),
    ("order of the words", lambda terms: terms.order),
    ("a document of its own", lambda terms: terms.own_file),
    ("a word is a topic", lambda terms: terms.topic),
    ("recent", lambda terms: terms.recency),
    ("quality", lambda terms: terms.quality),
)
_SAME_TITLE = "the title is your question"


@dataclass(frozen=True, slots=True)
class Points:
    """Tenths of points: `total` is the sum of `words` (one for each of the terms) and of `ties`."""

    total: int
    words: tuple[int, ...]
    ties: tuple[tuple[str, int], ...]


def points(terms: Terms) -> Points:
    """The score times 100 and its parts, rounded so that they add up."""
    words = [word.value for word in terms.words]
    ties = [part(terms) for _, part in _TIES]
    # Together they are brought to a scale of 0 to 1; a title that is the question stands above it.
    scale = 1000 * (terms.score - terms.same_title) / (sum(words + ties) or 1.0)
    words = [scale * part for part in words]
    ties = [*(scale * part for part in ties), 1000 * terms.same_title]
    # Words come first, so that a word that counts the same in two stories reads the same.
    total, of_words = round(sum(words + ties)), round(sum(words))
    labels = [*(label for label, _ in _TIES), _SAME_TITLE]
    named = zip(labels, _shared_out(total - of_words, ties), strict=True)
    return Points(total, tuple(_shared_out(of_words, words)), tuple(tie for tie in named if tie[1]))


def decimal(tenths: int) -> str:
    """Write tenths: 403 is "40.3"."""
    return f"{tenths // 10}.{tenths % 10}"


def _shared_out(total: int, parts: Sequence[float]) -> list[int]:
    """Whole numbers near to the parts (0 and up) that make the total, which is near to theirs."""
    whole = [int(part) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda at: whole[at] - parts[at])
    for at in by_remainder[: total - sum(whole)]:
        whole[at] += 1
    return whole
