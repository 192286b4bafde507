"""Small phrases shared by Newsdesk's sentences, in Discord and on the command line."""

from datetime import datetime
from typing import Literal

SEPARATOR = " · "


def count(number: int, noun: str) -> str:
    """Say how many: "1 article", "1,204 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def moment(at: datetime, style: Literal["D", "R", "f"]) -> str:
    """Return the mark-up that Discord shows as a time in each reader's own zone and language."""
    return f"<t:{int(at.timestamp())}:{style}>"
