"""What the chart of a briefing says, in the picture and to who can't see it."""

from datetime import date, datetime, timedelta

from bot.domain.volume_chart import Bar, Unit, VolumeChart
from bot.render.words import count

# https://discord.com/developers/docs/components/reference: the description of a media item.
MAX_ALT_TEXT = 1024
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EACH: dict[Unit, str] = {
    "day": "a day",
    "week": "a week",
    "four weeks": "in four weeks",
    "month": "a month",
}
_MOMENT = timedelta(seconds=1)


def chart_title(chart: VolumeChart) -> str:
    """What the bars are."""
    return f"Articles {_EACH[chart.unit]}"


def short_day(chart: VolumeChart, start: datetime) -> str:
    """A bar by its first day: "5 Dec", or its month where it is one."""
    month = _MONTHS[start.month - 1]
    if chart.unit == "month":
        return f"{month} {start.year}"
    if chart.unit == "four weeks":
        return f"{start.day} {month} {start.year}"
    return day_name(start)


def day_name(day: date) -> str:
    """A day without its year: "5 Dec"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def days(start: datetime, end: datetime) -> str:
    """The days of UTC from `start` to before `end`: "20 to 26 Dec 2019"."""
    first, last = start.date(), (max(start, end - _MOMENT)).date()
    until = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return until
    if first.year != last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year} to {until}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} to {until}"
    return f"{first.day} to {until}"


def chart_alt(chart: VolumeChart) -> str:
    """The chart in words, with its figures as far as they fit; at most 1,024 characters."""
    if not chart.bars:
        return "A chart without bars."
    within = [bar for bar in chart.bars if bar.is_within]
    peak = max(chart.bars, key=lambda bar: bar.articles)
    parts = [
        f"{chart_title(chart)}, {days(chart.bars[0].start, chart.bars[-1].end)}.",
        f"The period: {count(_sum(within), 'article')}" + _when(within),
        f"Most: {peak.articles:,}, {days(peak.start, peak.end)}.",
    ]
    figures = ", ".join(f"{bar.articles}" for bar in chart.bars)
    whole = " ".join([*parts, f"In order: {figures}."])
    return whole if len(whole) <= MAX_ALT_TEXT else " ".join(parts)


def _when(within: list[Bar]) -> str:
    return f", {days(within[0].start, within[-1].end)}." if within else "."


def _sum(bars: list[Bar]) -> int:
    return sum(bar.articles for bar in bars)
