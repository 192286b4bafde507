"""How much there is on something: by day, and in a span of time as a whole."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DayVolume:
    """What appeared on one day of UTC; a story counts on every day that has an article of it."""

    day: date
    articles: int
    stories: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What there is in a span of time: a story counts once, and so does a source."""

    articles: int = 0
    stories: int = 0
    sources: int = 0
