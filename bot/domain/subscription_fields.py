"""How settings of a subscription are read from a file; each raises ValueError that says how."""

import re
from datetime import time

ARCHIVE, SKIP = "archive", "skip"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_ID = re.compile(r"[1-9][0-9]{0,18}")
# The database has 63 bits for a number.
_IDS_END = 1 << 63


def read_channel(value: object) -> int:
    """The id of a channel."""
    try:
        return read_id(value)
    except ValueError:
        raise ValueError('the id of a channel, such as "123456789012345678"') from None


def read_id(value: object) -> int:
    """An id of Discord's, which files have as text."""
    if isinstance(value, str) and _ID.fullmatch(value) and int(value) < _IDS_END:
        return int(value)
    raise ValueError('an id of Discord\'s, such as "123456789012345678"')


def read_id_or_none(value: object) -> int | None:
    """Likewise, or None."""
    return None if value is None else read_id(value)


def read_ids(value: object) -> tuple[int, ...]:
    """A list of those."""
    if isinstance(value, list):
        return tuple(read_id(each) for each in value)
    raise ValueError('a list of ids, such as ["123456789012345678"]')


def read_clock(value: object) -> time:
    """A time of day in whole minutes."""
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('a time of day such as "09:00"')
    return time(int(match[1]), int(match[2]))


def read_days(value: object) -> frozenset[int]:
    """Weekdays by their names."""
    if isinstance(value, list) and value and all(day in DAYS for day in value):
        return frozenset(DAYS.index(day) for day in value)
    raise ValueError('a list of at least one of "monday" to "sunday"')


def read_text(value: object) -> str:
    """Any text."""
    if isinstance(value, str):
        return value
    raise ValueError("a text")


def read_texts(value: object) -> tuple[str, ...]:
    """A list of those."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise ValueError("a list of texts")


def read_number(value: object) -> int:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("a whole number")


def read_flag(value: object) -> bool:
    """Yes or no."""
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def read_is_from_archive(value: object) -> bool:
    """What is done when nothing is new."""
    if value in (ARCHIVE, SKIP):
        return value == ARCHIVE
    raise ValueError(f'"{SKIP}" or "{ARCHIVE}"')
