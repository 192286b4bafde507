"""What was done at a desk, the newest first, page by page."""

from dataclasses import dataclass

from bot.domain.desk_act import DeskAct
from bot.domain.desk_outcome import DeskArticle

# Each with what was before and after, and a button, as many stand on a card.
TRAIL_SIZE = 5


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """An act of a desk; whether who asks may undo it, as far as nothing stands on it."""

    desk_id: int
    act: DeskAct
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of `total` acts; `article` is the one that they were on, if one was asked for."""

    entries: tuple[TrailEntry, ...]
    total: int
    article: DeskArticle | None = None
