"""Periods of time as people write them."""

import contextlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.errors import QueryError

_EXPECTED = "a date: write 2019-12-05, december 2019, 2019, yesterday, last week, or 7 days"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# Not strptime: it keeps five compiled formats, and compiles the others anew at every call.
_DATES = (
    re.compile(
        r"(?P<year>\d{4})(?:(?P<by>[-/])(?P<month>\d\d?)(?:(?P=by)(?P<day>\d\d?))?)?", re.ASCII
    ),
    re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})", re.ASCII),
    re.compile(rf"(?:(?P<day>\d\d?) )?{_MONTH}(?: (?P<year>\d{{4}}))?", re.ASCII),
    re.compile(rf"{_MONTH} (?P<day>\d\d?)(?: (?P<year>\d{{4}}))?", re.ASCII),
)
_SPAN = re.compile(
    r"(?:last |past )?(\d{0,4}) ?(h|d|w|m|y|hours?|days?|weeks?|months?|years?)(?: ago)?", re.ASCII
)
_SPAN_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.0, "y": 365.0}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to before `end`, both aware UTC."""

    start: datetime
    end: datetime


def parse_period(text: str, *, option: str, now: datetime) -> Period:
    """The period meant, in days of UTC.

    Takes a day, month or year, also with the month's name (without a year the latest that has
    begun), "today", "yesterday", a weekday (the latest), "this week" and the like (from its
    beginning to `now`), and spans that end now: "7 days", "3w", "last month" (30 days), "2 years
    ago". Raises QueryError for the rest, in the name of `option`.
    """
    wanted = " ".join(text.lower().replace(",", " ").split())
    # Dates that no calendar has, and spans that reach beyond the years 1 to 9999.
    with contextlib.suppress(ValueError, OverflowError):
        now = now.astimezone(UTC)
        period = _date(wanted, now) or _day(wanted, now) or _so_far(wanted, now)
        if period := period or _span(wanted, now):
            return period
    raise QueryError(option, text, _EXPECTED)


def read_limits(
    after: str | None, before: str | None, on: str | None, *, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """From when, and to before when: the narrowest that the options allow, None for no limit.

    Raises QueryError for an option that is no time.
    """
    starts, ends = [], []
    if after:
        starts.append(parse_period(after, option="after", now=now).start)
    if before:
        ends.append(parse_period(before, option="before", now=now).start)
    if on:
        period = parse_period(on, option="on", now=now)
        starts.append(period.start)
        ends.append(period.end)
    return max(starts, default=None), min(ends, default=None)


def _date(wanted: str, now: datetime) -> Period | None:
    match = next((found for date in _DATES if (found := date.fullmatch(wanted))), None)
    if match is None:
        return None
    year, month, day = (match.groupdict().get(part) for part in ("year", "month", "day"))
    start = datetime(int(year or now.year), _month(month), int(day or 1), tzinfo=UTC)
    if year is None and start > now:
        start = start.replace(year=start.year - 1)
    if day is not None:
        return Period(start, start + _DAY)
    if month is not None:
        return Period(start, (start + 31 * _DAY).replace(day=1))
    return Period(start, start.replace(year=start.year + 1))


def _month(written: str | None) -> int:
    """The month's number, from its digits or its name; January where none is written."""
    if written is None or written.isdigit():
        return int(written or 1)
    return _MONTHS.index(written[:3]) + 1


def _day(wanted: str, now: datetime) -> Period | None:
    """A day by its name."""
    midnight = _midnight(now)
    if wanted in ("today", "yesterday"):
        midnight -= _DAY * (wanted == "yesterday")
    elif (weekday := _weekday(wanted)) is not None:
        midnight -= _DAY * ((now.weekday() - weekday) % 7)
    else:
        return None
    return Period(midnight, midnight + _DAY)


def _weekday(wanted: str) -> int | None:
    """The weekday's number, from its name or the first three letters of it; Monday is 0."""
    return next((n for n, name in enumerate(_WEEKDAYS) if wanted in (name, name[:3])), None)


def _so_far(wanted: str, now: datetime) -> Period | None:
    """The calendar's current week, month or year, as far as it has come."""
    midnight = _midnight(now)
    match wanted:
        case "this week":
            return Period(midnight - now.weekday() * _DAY, now)
        case "this month":
            return Period(midnight.replace(day=1), now)
        case "this year":
            return Period(midnight.replace(month=1, day=1), now)
        case _:
            return None


def _span(wanted: str, now: datetime) -> Period | None:
    match = _SPAN.fullmatch(wanted)
    if match is None:
        return None
    return Period(now - _DAY * (int(match[1] or 1) * _SPAN_DAYS[match[2][0]]), now)


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
