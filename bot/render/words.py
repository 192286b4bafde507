"""Small phrases shared by Newsdesk's sentences, in Discord and on the command line."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

SEPARATOR = " · "


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Say how many: "1 article", "1,204 articles"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def listed(names: Sequence[str], *, most: int) -> str:
    """Name the first `most`: "Reuters, Axios and 3 more"."""
    left = len(names) - most
    return ", ".join(names[:most]) + (f" and {left:,} more" if left > 0 else "")


def moment(at: datetime, style: Literal["D", "R", "f"]) -> str:
    """Return the mark-up that Discord shows as a time in each reader's own zone and language."""
    return f"<t:{int(at.timestamp())}:{style}>"
