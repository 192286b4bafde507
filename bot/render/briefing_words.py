"""The sentences of a briefing that Discord and the command line share."""

from datetime import datetime, timedelta

from bot.domain.briefing import Briefing, Subject
from bot.domain.briefing_period import length
from bot.domain.period import Period
from bot.domain.usual import Usual
from bot.domain.volume import Totals
from bot.render.chart_words import days
from bot.render.words import count

_UNITS = {1: "day", 7: "week"}
_LOUDNESS = {"more": "more than usual", "less": "fewer than usual", "same": "about as usual"}


def headline(briefing: Briefing) -> str:
    """What there is in all, beside what is usual; every figure of it is counted."""
    sentence = f"{amount(briefing.totals)} {when(briefing.period)}"
    if briefing.usual is None:
        return f"{sentence}."
    loudness = _LOUDNESS[briefing.usual.loudness(briefing.totals.stories)]
    return f"{sentence}, {loudness}: {_before(briefing.usual, briefing.period)}."


def amount(totals: Totals) -> str:
    """How much: "52 stories (71 articles) from 39 sources"."""
    articles = ""
    if totals.articles != totals.stories:
        articles = f" ({count(totals.articles, 'article')})"
    stories = count(totals.stories, "story", "stories")
    return f"{stories}{articles} from {count(totals.sources, 'source')}"


def when(period: Period) -> str:
    """The period, in days of UTC, or by the hour where it begins or ends within one."""
    if _is_midnight(period.start) and _is_midnight(period.end):
        said = days(period.start, period.end)
        return f"on {said}" if length(period) == 1 else f"from {said}"
    return f"in the {span(period)} up to {_minute(period.end)}"


def span(period: Period) -> str:
    """How long a period is: "7 days", "24 hours"."""
    spent = length(period)
    if spent <= 1:
        return count(round(24 * spent), "hour")
    return count(round(spent), "day")


def _before(usual: Usual, period: Period) -> str:
    """What equal spans before it had: "the 8 weeks before had 43 each on average"."""
    unit = next((unit for long, unit in _UNITS.items() if length(period) == long), None)
    spans = f"{usual.spans} {unit}s" if unit else f"{usual.spans} spans of {span(period)}"
    mean = f"{decimal(usual.stories)} each on average" if usual.stories else "none"
    return f"the {spans} before it had {mean}"


def decimal(number: float) -> str:
    """A mean to a tenth: "43.2", "9"."""
    return f"{number:,.1f}".removesuffix(".0")


def ended(newest: datetime, subject: Subject) -> str:
    """Say why the period lies in the past, though none was asked for."""
    day = days(newest, newest)
    if subject.kind == "everything":
        return f"The archive ends on {day}: these are its last days."
    return f"The newest on it here is of {day}: these are its last days."


def _is_midnight(time: datetime) -> bool:
    return time == time.replace(hour=0, minute=0, second=0, microsecond=0)


def _minute(time: datetime) -> str:
    # Rounded up, so that nothing that counts is later.
    minute = (time + timedelta(seconds=59)).replace(second=0, microsecond=0)
    return f"{minute:%H:%M} UTC on {days(minute, minute)}"
