"""Times as publishers write them: machines' forms first, then what people read."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from dateutil import parser

# The web is younger, and a clock a day ahead is still honest.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_MAX_LENGTH = 100
# Hours from UTC of the names that newsrooms write; others are ambiguous, and not taken.
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1,
    "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "ET": -5, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "PT": -8, "JST": 9, "KST": 9, "AEST": 10,
    "AEDT": 11, "SGT": 8, "HKT": 8,
}  # fmt: skip
_SECONDS = {name: hours * 3600 for name, hours in _ZONES.items()}
_EPOCH = re.compile(r"(\d{10})(?:\.\d+|\d{3})?")
_EAST_ASIAN = re.compile(
    r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일](?:\D{0,8}?(\d{1,2})\s*[時时시:：]\s*(\d{1,2}))?"
)
# And "a", as in "a las 10:15", which in English would be half of "a.m.".
_IN_ENGLISH = {
    "a": "",
    "januar": "january", "februar": "february", "märz": "march", "mai": "may", "juni": "june",
    "juli": "july", "dezember": "december",
    "janvier": "january", "février": "february", "mars": "march", "avril": "april",
    "juin": "june", "juillet": "july", "août": "august", "septembre": "september",
    "octobre": "october", "novembre": "november", "décembre": "december",
    "enero": "january", "febrero": "february", "marzo": "march", "abril": "april",
    "mayo": "may", "junio": "june", "julio": "july", "agosto": "august",
    "septiembre": "september", "octubre": "october", "noviembre": "november",
    "diciembre": "december", "gennaio": "january", "febbraio": "february", "aprile": "april",
    "maggio": "may", "giugno": "june", "luglio": "july", "settembre": "september",
    "ottobre": "october", "dicembre": "december",
    "janeiro": "january", "fevereiro": "february", "março": "march", "maio": "may",
    "junho": "june", "julho": "july", "setembro": "september", "outubro": "october",
    "novembro": "november",
    "dezembro": "december", "januari": "january", "februari": "february", "maart": "march",
    "mei": "may", "augustus": "august", "oktober": "october",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")
# Two days that differ in all: what both readings share stood in the text.
_ONE = datetime(2001, 1, 1)  # noqa: DTZ001 - a default for parts, never a time
_OTHER = datetime(2002, 2, 2)  # noqa: DTZ001 - likewise


def first_time(texts: Iterable[str], *, language: str, now: datetime) -> datetime | None:
    """The first of the texts that is a credible time."""
    times = (read_time(text, language=language, now=now) for text in texts)
    return next((time for time in times if time is not None), None)


def read_time(text: str, *, language: str, now: datetime) -> datetime | None:
    """The moment in UTC, None where the text is no date or one that no article can have.

    A text without a zone is taken as UTC, a day as its midnight. `language` decides which of
    3/4/2026 is the month: the first in American English, else the second.
    """
    text = " ".join(text.split())[:_MAX_LENGTH]
    try:
        time = _parse(text, language)
        time = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, ArithmeticError, TypeError, IndexError, AttributeError):
        # dateutil fails with any of these on texts that are no dates: a number of a hundred digits.
        return None
    return time if _EARLIEST <= time <= now + _AHEAD else None


def time_in_path(path: str, *, now: datetime) -> datetime | None:
    """The day that an address names, as in /2026/11/22/story."""
    found = _PATH.search(path)
    day = "-".join(found.groups()) if found else ""
    return read_time(day, language="", now=now) if day else None


def _parse(text: str, language: str) -> datetime:
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if found := _EAST_ASIAN.search(text):
        year, month, day, hour, minute = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _parse_written(text, language)


def _parse_written(text: str, language: str) -> datetime:
    """The date in a text for people; ValueError unless day, month and year stand in it."""
    text = _WORD.sub(_in_english, text)
    text = _DOTTED.sub(r"\3-\2-\1", text)
    text = text.replace("a.m.", "am").replace("p.m.", "pm")
    is_day_first = _SLASHED.search(text) is not None and language.lower() not in ("", "en", "en-us")
    one, other = (
        _passing_over(text, default, is_day_first=is_day_first) for default in (_ONE, _OTHER)
    )
    if one != other:
        raise ValueError("a date needs a day, a month and a year")
    return one


def _passing_over(text: str, default: datetime, *, is_day_first: bool) -> datetime:
    """The date, whatever words of any language stand around it ("Published on", "à", "Uhr")."""
    return parser.parse(text, default=default, dayfirst=is_day_first, tzinfos=_zone, fuzzy=True)


def _zone(name: str | None, offset: int | None) -> int:
    """Seconds from UTC; a name that is not known counts as UTC, like none."""
    return offset if offset is not None else _SECONDS.get((name or "").upper(), 0)


def _in_english(word: re.Match[str]) -> str:
    return _IN_ENGLISH.get(word.group().lower(), word.group())
