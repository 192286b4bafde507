"""Finds IANA time zones by what people call them: a city, a region, or what their clocks show."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.words import fold

# Large cities that no zone is named after.
_CITIES = {
    "abu dhabi": "Asia/Dubai",
    "bangalore": "Asia/Kolkata",
    "barcelona": "Europe/Madrid",
    "basel": "Europe/Zurich",
    "beijing": "Asia/Shanghai",
    "boston": "America/New_York",
    "canberra": "Australia/Sydney",
    "cape town": "Africa/Johannesburg",
    "chennai": "Asia/Kolkata",
    "cologne": "Europe/Berlin",
    "dallas": "America/Chicago",
    "delhi": "Asia/Kolkata",
    "edinburgh": "Europe/London",
    "frankfurt": "Europe/Berlin",
    "geneva": "Europe/Zurich",
    "hamburg": "Europe/Berlin",
    "hanoi": "Asia/Ho_Chi_Minh",
    "houston": "America/Chicago",
    "hyderabad": "Asia/Kolkata",
    "las vegas": "America/Los_Angeles",
    "manchester": "Europe/London",
    "marseille": "Europe/Paris",
    "miami": "America/New_York",
    "milan": "Europe/Rome",
    "montreal": "America/Toronto",
    "mumbai": "Asia/Kolkata",
    "munich": "Europe/Berlin",
    "osaka": "Asia/Tokyo",
    "ottawa": "America/Toronto",
    "philadelphia": "America/New_York",
    "rio de janeiro": "America/Sao_Paulo",
    "san francisco": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "shenzhen": "Asia/Shanghai",
    "st petersburg": "Europe/Moscow",
    "tel aviv": "Asia/Jerusalem",
    "washington": "America/New_York",
    "wellington": "Pacific/Auckland",
}
# What is offered before anything is typed, from west to east.
USUAL = (
    "UTC",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Europe/Istanbul",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
)
_OFFSET = re.compile(
    r"(?:utc|gmt)? ?(?P<sign>[+−-]) ?(?P<hours>\d{1,2})(?:(?::|(?<=\d\d))(?P<minutes>\d\d))?",
    re.ASCII,
)
_AREAS = re.compile(r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/")


def read_offset(text: str) -> timedelta | None:
    """The distance from UTC that a text names, such as "+2", "UTC+5:30" or "gmt-3"."""
    found = _OFFSET.fullmatch(fold(text).strip())
    if found is None:
        return None
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return offset if found["sign"] == "+" else -offset


def search_zones(
    typed: str, names: Sequence[str], *, usual: Iterable[str] = (), limit: int = 25
) -> tuple[str, ...]:
    """The zones whose names begin with what was typed, then that hold it; `usual` ones go first.

    On empty text those, and some that are spread around the earth.
    """
    first = [name for name in dict.fromkeys((*usual, *USUAL)) if name in names]
    wanted = _spoken(typed)
    if not wanted:
        return tuple(first[:limit])
    known = dict.fromkeys((*first, *sorted(names, key=_is_odd)))
    cities = [zone for city, zone in _CITIES.items() if city.startswith(wanted) and zone in known]
    ranked = sorted(known, key=lambda name: _rank(_spoken(name), wanted))
    found = [name for name in ranked if _rank(_spoken(name), wanted) < _NO_MATCH]
    return tuple(dict.fromkeys((*cities, *found)))[:limit]


def zones_at(
    offset: timedelta,
    names: Sequence[str],
    find: Callable[[str], ZoneInfo | None],
    *,
    now: datetime,
    limit: int = 25,
) -> tuple[str, ...]:
    """The zones whose clocks are that far from UTC now, those that most people use first."""
    order = dict.fromkeys((*USUAL, *sorted(names, key=_is_odd)))
    found: list[str] = []
    for name in order:
        zone = find(name)
        if zone is not None and now.astimezone(zone).utcoffset() == offset:
            found.append(name)
        if len(found) == limit:
            break
    return tuple(found)


def meant_zone(typed: str, names: Sequence[str]) -> str | None:
    """The one zone that a text names: itself, but for case and spaces, or its city alone."""
    wanted = _spoken(typed)
    same = [name for name in names if _spoken(name) == wanted]
    if same:
        return same[0]
    city = [name for name in sorted(names, key=_is_odd) if _spoken(_city(name)) == wanted]
    return city[0] if city else _CITIES.get(wanted)


_NO_MATCH = 3


def _rank(name: str, wanted: str) -> int:
    city = name.rpartition("/")[2]
    if city.startswith(wanted):
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if wanted in name else _NO_MATCH


def _spoken(name: str) -> str:
    return " ".join(fold(name).replace("_", " ").split())


def _city(name: str) -> str:
    return name.rpartition("/")[2]


def _is_odd(name: str) -> bool:
    """Whether it is an old or technical name, such as "US/Pacific" or "Etc/GMT+3"."""
    return _AREAS.match(name) is None
