"""Times of day and days of the week as people write them."""

import re
from datetime import time

from bot.domain.schedule import EVERY_DAY
from bot.errors import QueryError

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})?)? ?(?P<half>[ap]\.?m\.?)?", re.ASCII
)
_TIMES = {"midnight": time(0), "noon": time(12)}
_EXPECTED_TIME = "a time of day: write 9, 9:30, 21:30 or 9pm"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = {
    "daily": EVERY_DAY,
    "every day": EVERY_DAY,
    "everyday": EVERY_DAY,
    "all": EVERY_DAY,
    "all days": EVERY_DAY,
    "weekdays": frozenset(range(5)),
    "weekends": frozenset((5, 6)),
    "weekend": frozenset((5, 6)),
}
_RANGE = re.compile(r"(\w+) ?(?:-|–|to) ?(\w+)")
_SPLIT = re.compile(r",|;|/|&|\band\b|\s+(?!(?:-|–|to\b))(?<!-\s)(?<!–\s)(?<!\bto\s)")
_EXPECTED_DAYS = "days of the week: write daily, weekdays, weekends, mon,thu or mon-fri"
_SHORTEST = 2


def read_time(text: str, *, option: str = "time") -> time:
    """The time of day that is meant; raises QueryError in the name of the option."""
    wanted = " ".join(text.lower().split())
    if wanted in _TIMES:
        return _TIMES[wanted]
    found = _TIME.fullmatch(wanted)
    if found is None:
        raise QueryError(option, text, _EXPECTED_TIME)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise QueryError(option, text, _EXPECTED_TIME)
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        raise QueryError(option, text, _EXPECTED_TIME)
    return time(hour, minute)


def read_days(text: str, *, option: str = "days") -> frozenset[int]:
    """The weekdays that are meant (Monday 0), at least one; raises QueryError likewise."""
    wanted = " ".join(text.lower().split()).strip(" ,.")
    if wanted in _NAMED:
        return _NAMED[wanted]
    days: set[int] = set()
    for part in filter(None, (part.strip() for part in _SPLIT.split(wanted))):
        days |= _days_of(part, text, option)
    if not days:
        raise QueryError(option, text, _EXPECTED_DAYS)
    return frozenset(days)


def _days_of(part: str, text: str, option: str) -> frozenset[int]:
    if part in _NAMED:
        return _NAMED[part]
    span = _RANGE.fullmatch(part)
    if span:
        first, last = _day(span[1], text, option), _day(span[2], text, option)
        return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
    return frozenset((_day(part, text, option),))


def _day(word: str, text: str, option: str) -> int:
    # "thurs" and "mondays" too; two letters tell the days apart.
    stem = word.removesuffix("s") if len(word) > len("mon") else word
    for number, name in enumerate(_DAYS):
        if len(stem) >= _SHORTEST and name.startswith((stem, word)):
            return number
    raise QueryError(option, text, _EXPECTED_DAYS)
