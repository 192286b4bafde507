"""Points in time as people write them."""

import re
from datetime import UTC, datetime, timedelta

from bot.errors import QueryError

_EXPECTED = "a date: write 2019-12-05, 2019-12, 2019, yesterday, last week, or 7 days"
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(
    r"(?:last |past )?(\d{0,4})\s*(h|d|w|m|y|hours?|days?|weeks?|months?|years?)(?: ago)?"
)
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.0, "y": 365.0}


def parse_since(text: str, *, now: datetime) -> datetime:
    """The beginning of the time meant, aware UTC.

    Takes a date, month or year (its beginning), "today", "yesterday", and spans back from `now`
    such as "7 days", "3w", "last month" (30 days) or "2 years ago". Raises QueryError for the rest.
    """
    wanted = " ".join(text.lower().split())
    if wanted in ("today", "yesterday"):
        midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=wanted == "yesterday")
    date, ago = _DATE.fullmatch(wanted), _AGO.fullmatch(wanted)
    try:
        if date is not None:
            year, month, day = date.groups(default="1")
            return datetime(int(year), int(month), int(day), tzinfo=UTC)
        if ago is not None:
            return now - timedelta(days=int(ago[1] or 1) * _DAYS[ago[2][0]])
    except (ValueError, OverflowError):
        pass
    raise QueryError("since", text, _EXPECTED)
