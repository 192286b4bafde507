"""How much there was over time, as bars of equal width around a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Literal

from bot.domain.briefing_period import length
from bot.domain.period import Period

Unit = Literal["day", "week", "four weeks", "month"]

_DAY = timedelta(days=1)
# Up to so many days a period is shown by day, then by week, and then by the calendar's months if
# it begins and ends with such, else by four weeks.
_BY_DAY, _BY_WEEK = 45, 200
_WIDTHS = {"day": _DAY, "week": 7 * _DAY, "four weeks": 28 * _DAY}
# As many bars are still told apart on a phone.
_MOST_BARS = 62
_FEWEST_BARS = {"day": 14, "week": 26, "four weeks": 26, "month": 24}
# Of what came after a period in the past, so many bars at most: a third of all.
_LATER = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """The articles from `start` to before `end`; `is_within` where the period holds most of it."""

    start: datetime
    end: datetime
    articles: int
    is_within: bool


@dataclass(frozen=True, slots=True)
class VolumeChart:
    """Bars in order of time without gaps."""

    unit: Unit
    bars: tuple[Bar, ...]


def chart_edges(
    period: Period, *, begins: datetime | None, ends: datetime
) -> tuple[Unit, list[datetime]]:
    """The unit, and the times between bars, around a period of an archive with these limits.

    Days and weeks are counted back and forth from the period's end, months are the calendar's.
    """
    unit = _unit(period)
    if unit == "month":
        return unit, _months(period, ends)
    width = _WIDTHS[unit]
    inside = max(1, -int(-(period.end - period.start) // width))
    wanted = min(_MOST_BARS, max(_FEWEST_BARS[unit], 5 * inside))
    later = min(max(0, (ends - period.end) // width), max(0, wanted - inside) // _LATER)
    earlier = wanted - later
    if begins is not None:
        # Before its archive begins, a topic isn't quiet.
        earlier = min(earlier, max(inside, -int(-(period.end - begins) // width)))
    return unit, _steps(period.end, width, earlier, later)


def _unit(period: Period) -> Unit:
    days = length(period)
    if days <= _BY_DAY:
        return "day"
    if days <= _BY_WEEK:
        return "week"
    return "month" if _is_month_start(period.start, period.end) else "four weeks"


def _is_month_start(*times: datetime) -> bool:
    return all((t.day, t.hour, t.minute, t.second) == (1, 0, 0, 0) for t in times)


def _steps(end: datetime, width: timedelta, earlier: int, later: int) -> list[datetime]:
    try:
        return [end + step * width for step in range(-earlier, later + 1)]
    except OverflowError:
        return [end - width, end]


def _months(period: Period, ends: datetime) -> list[datetime]:
    """The calendar's months: those of the period, some before it, and three more at most after."""
    after = _month(period.end)
    last = min(max(after, _month(ends - timedelta(seconds=1)) + 1), after + 3)
    bars = min(_MOST_BARS, max(_FEWEST_BARS["month"], last - _month(period.start) + 12))
    return [_month_start(month) for month in range(max(12, last - bars), last + 1)]


def _month(time: datetime) -> int:
    return 12 * time.year + time.month - 1


def _month_start(month: int) -> datetime:
    return datetime(min(month // 12, 9999), month % 12 + 1, 1, tzinfo=UTC)


def make_chart(
    unit: Unit, edges: Sequence[datetime], counts: Mapping[int, int], period: Period
) -> VolumeChart:
    """Bars between these times; `counts` are articles by the number of the bar, from 0."""
    return VolumeChart(
        unit,
        tuple(
            Bar(start, end, counts.get(number, 0), _is_within(start, end, period))
            for number, (start, end) in enumerate(pairwise(edges))
        ),
    )


def _is_within(start: datetime, end: datetime, period: Period) -> bool:
    shared = min(end, period.end) - max(start, period.start)
    # A period of hours is in one bar, whatever it leaves free of it.
    return shared > timedelta(0) and (2 * shared >= end - start or period.start >= start)
