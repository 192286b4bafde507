"""A score as points that a reader can add up: parts in tenths that make exactly the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.ranking import Terms

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
    ties = [part(terms) for _, part in _TIES]
    parts = [word.value for word in terms.words] + ties
    # Together they are brought to a scale of 0 to 1; a title that is the question stands above it.
    scale = (terms.score - terms.same_title) / (sum(parts) or 1.0)
    tenths = _rounded([1000 * scale * part for part in parts] + [1000 * terms.same_title])
    labels = [label for label, _ in _TIES] + [_SAME_TITLE]
    count = len(terms.words)
    named = zip(labels, tenths[count:], strict=True)
    return Points(sum(tenths), tuple(tenths[:count]), tuple(tie for tie in named if tie[1]))


def decimal(tenths: int) -> str:
    """Write tenths: 403 is "40.3"."""
    return f"{tenths // 10}.{tenths % 10}"


def _rounded(parts: Sequence[float]) -> list[int]:
    """Whole numbers near to the parts (0 and up) whose sum is their sum, rounded."""
    whole = [int(part) for part in parts]
    left = round(sum(parts)) - sum(whole)
    by_remainder = sorted(range(len(parts)), key=lambda at: whole[at] - parts[at])
    for at in by_remainder[:left]:
        whole[at] += 1
    return whole
