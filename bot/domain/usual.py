"""What is usual: the mean of the equal spans of time before a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.briefing_period import length
from bot.domain.period import Period

# How many spans are averaged, by the days of one: a day's usual needs several whole weeks.
_SPANS = ((1.5, 28), (4.0, 14), (12.0, 8), (45.0, 6), (100.0, 4))
_MOST_SPANS = 3
# With fewer nothing is usual yet.
_FEWEST_SPANS = 3
_FEWEST_DAYS = 7
# What differs by less than a fifth, or by what chance alone makes of few stories, is no news.
_NOTABLE = 1.2
_CHANCE = 1.2

Loudness = Literal["more", "less", "same"]


@dataclass(frozen=True, slots=True)
class Usual:
    """The mean of stories in the `spans` equal spans just before a period."""

    stories: float
    spans: int

    def loudness(self, stories: int) -> Loudness:
        """How so many compare with it."""
        if abs(stories - self.stories) < _CHANCE * max(self.stories, 1.0) ** 0.5:
            return "same"
        if stories > _NOTABLE * self.stories:
            return "more"
        return "less" if _NOTABLE * stories < self.stories else "same"


def spans_before(period: Period, *, begins: datetime | None) -> int:
    """How many equal spans before the period are to be averaged; 0 where the archive is young.

    `begins` is when the archive does, but for a few older articles.
    """
    days = length(period)
    if begins is None or begins >= period.start or days <= 0:
        return 0
    wanted = next((spans for most, spans in _SPANS if days <= most), _MOST_SPANS)
    there = int((period.start - begins) / (period.end - period.start))
    fewest = max(_FEWEST_SPANS, int(_FEWEST_DAYS / days))
    return min(wanted, there) if there >= fewest else 0


def usual_of(stories: Mapping[int, int], spans: int) -> Usual | None:
    """The usual of these spans; `stories` are counted by the number of the span, -1 the nearest."""
    if not spans:
        return None
    return Usual(sum(stories.get(-number, 0) for number in range(1, spans + 1)) / spans, spans)
