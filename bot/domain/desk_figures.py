"""What an operator is told of desks: their acts, and what was made of their logs anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.desk_act import DeskAct


@dataclass(frozen=True, slots=True)
class ListedAct:
    """An act, the server where it was made (0 for none), and whether nothing stands on it."""

    act: DeskAct
    made_in: int
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many acts of how many desks were replayed.

    `broken` says what is wrong with the logs of desks that were left alone.
    """

    acts: int
    desks: int
    broken: Mapping[int, str]
