"""What was typed into forms and could not be taken, kept for a while to be mended."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

FormT = TypeVar("FormT")

# A form of five fields has some 7,000 characters at most.
_MOST = 200
# As long as the card with the way back to the form can be pressed by its member, about.
_AGE = timedelta(minutes=30)
_NAME_BYTES = 9


@dataclass(frozen=True, slots=True)
class Kept(Generic[FormT]):
    """What one member typed, and the marks of what filled the form."""

    member_id: int
    form: FormT
    marks: str
    at: datetime


class KeptEntries(Generic[FormT]):
    """The latest of them; a restart forgets all."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept[FormT]] = OrderedDict()

    def keep(self, kept: Kept[FormT]) -> str:
        """Keep it; returns the name by which it is found."""
        while len(self._kept) >= _MOST:
            self._kept.popitem(last=False)
        name = secrets.token_urlsafe(_NAME_BYTES)
        self._kept[name] = kept
        return name

    def find(self, name: str, *, member_id: int, now: datetime) -> Kept[FormT] | None:
        """What the member typed, unless it is forgotten."""
        kept = self._kept.get(name)
        is_theirs = kept is not None and kept.member_id == member_id
        return kept if kept is not None and is_theirs and kept.at > now - _AGE else None
