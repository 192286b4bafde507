"""Which span of time a briefing covers, and which are the next shorter and longer ones."""

from datetime import datetime, timedelta

from bot.domain.period import Period, parse_period

_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)
# In days. A quarter and a year are whole weeks, so that a chart of weeks has no odd end.
LENGTHS = (1, 3, 7, 30, 91, 364)
# A month of 31 days is no longer than one of 30 to its reader.
_SAME = 1.1


def read_period(period: str | None, on: str | None, *, now: datetime) -> Period | None:
    """The period that the options name, None where they name none.

    With both, the period is the one that somebody would mean at the end of `on`: "7 days" on
    2019-12-05 is the week up to that evening. Raises QueryError for an option that is no time.
    """
    day = parse_period(on, option="on", now=now) if on else None
    if not period:
        return day
    if day is None:
        named = parse_period(period, option="period", now=now)
    else:
        # The last moment of the day, not the first of the next.
        named = parse_period(period, option="period", now=day.end - _MOMENT)
        named = Period(_whole(named.start), _whole(named.end))
    return named if named.start < named.end else Period(named.start, named.start + _DAY)


def _whole(time: datetime) -> datetime:
    return time + _MOMENT if time.microsecond else time


def shorter(period: Period) -> Period | None:
    """The next shorter period with the same end; None for a day."""
    days = length(period)
    fitting = [one for one in LENGTHS if one * _SAME < days]
    return _ending(period.end, fitting[-1]) if fitting else None


def longer(period: Period) -> Period | None:
    """The next longer period with the same end; None from a year on."""
    days = length(period)
    fitting = [one for one in LENGTHS if one > days * _SAME]
    return _ending(period.end, fitting[0]) if fitting else None


def ladder(end: datetime) -> list[Period]:
    """Periods that end then, each longer than the last; what reaches before year 1 is left out."""
    periods = (_ending(end, days) for days in LENGTHS)
    return [period for period in periods if period is not None]


def length(period: Period) -> float:
    """How many days it has."""
    return (period.end - period.start) / _DAY


def end_of_day(time: datetime) -> datetime:
    """The midnight of UTC after this time."""
    return time.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY


def _ending(end: datetime, days: int) -> Period | None:
    try:
        return Period(end - days * _DAY, end)
    except OverflowError:
        return None
