"""The time zones that this machine's data knows: their names, and which data it is.

`zoneinfo` reads the system's data and, where there is none, the package `tzdata`; so do these.
"""

import hashlib
from importlib import resources
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, ZoneInfoNotFoundError, available_timezones

# Names that mean another zone on another machine, or none at all.
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})


def zone_names() -> tuple[str, ...]:
    """All IANA names, sorted; about 600, read from the disk (some 50 ms)."""
    return tuple(sorted(available_timezones() - _NO_PLACES))


def find_zone(name: str) -> ZoneInfo | None:
    """The zone of that exact name, None if there is none; kept in memory once it was asked for."""
    if name in _NO_PLACES:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # "../x" is a ValueError and "Europe", a folder, an OSError.
        return None


def zone_data_fingerprint() -> str:
    """A text that changes whenever a zone's rules do; reads all data (some 100 ms).

    Not a version: distributions change data without one, and not all of them ship its name.
    """
    digest = hashlib.sha256()
    for name in zone_names():
        digest.update(name.encode() + b"\0" + hashlib.sha256(_rules(name)).digest())
    return digest.hexdigest()[:16]


def _rules(name: str) -> bytes:
    for folder in TZPATH:
        path = Path(folder, name)
        if path.is_file():
            return path.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", name).read_bytes()
