"""What a look at the place where Newsdesk runs found: settings, machine, files, Discord."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

# Three parts: the bot's id, a moment, and a secret; each in base64 for addresses.
_TOKEN = re.compile(r"(?P<id>[\w-]{22,28})\.[\w-]{6,7}\.[\w-]{27,50}", re.ASCII)
_SNOWFLAKE = re.compile(rb"\d{17,20}")
# When this was written; a clock before that was never set.
_BEFORE_NEWSDESK = datetime(2026, 1, 1, tzinfo=UTC)
_TOLERANCE = timedelta(minutes=2)
# A clock that is put right is moved by less than this in a second.
_STEADY_SECONDS = 0.5


class State(StrEnum):
    """How bad a finding is; only what is wrong keeps Newsdesk from working."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


class Finding(StrEnum):
    """What was found, each of one subject."""

    SETTINGS_READ = "settings_read"
    SETTING_WRONG = "setting_wrong"
    TOKEN_SHAPED = "token_shaped"  # noqa: S105 - names a finding
    TOKEN_MISSING = "token_missing"  # noqa: S105 - names a finding
    TOKEN_MISSHAPEN = "token_misshapen"  # noqa: S105 - names a finding
    SECRET_READABLE = "secret_readable"  # noqa: S105 - names a finding
    FOLDER_WRITABLE = "folder_writable"
    FOLDER_CLOSED = "folder_closed"
    ROOM_ENOUGH = "room_enough"
    ROOM_LITTLE = "room_little"
    BOT_SERVES = "bot_serves"
    BOT_NONE = "bot_none"
    BACKUP_GOOD = "backup_good"
    BACKUP_OLD = "backup_old"
    BACKUP_NONE = "backup_none"
    BACKUP_DAMAGED = "backup_damaged"
    CORPUS_THERE = "corpus_there"
    CORPUS_EMPTY = "corpus_empty"
    CORPUS_MISSING = "corpus_missing"
    ZONES_KNOWN = "zones_known"
    ZONES_MISSING = "zones_missing"
    CLOCK_STEADY = "clock_steady"
    CLOCK_LEAPS = "clock_leaps"
    CLOCK_BEHIND = "clock_behind"
    CLOCK_OFF = "clock_off"
    DISCORD_ANSWERS = "discord_answers"
    DISCORD_REFUSES = "discord_refuses"
    DISCORD_FAILS = "discord_fails"
    DISCORD_AWAY = "discord_away"
    ARCHIVE_CLOSED = "archive_closed"


_NOTES = frozenset(
    {Finding.TOKEN_MISSING, Finding.BACKUP_OLD, Finding.BACKUP_NONE, Finding.CORPUS_EMPTY}
)
_FINE = frozenset(
    {
        Finding.SETTINGS_READ,
        Finding.TOKEN_SHAPED,
        Finding.FOLDER_WRITABLE,
        Finding.ROOM_ENOUGH,
        Finding.BOT_SERVES,
        Finding.BOT_NONE,
        Finding.BACKUP_GOOD,
        Finding.CORPUS_THERE,
        Finding.ZONES_KNOWN,
        Finding.CLOCK_STEADY,
        Finding.DISCORD_ANSWERS,
    }
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A finding with the facts that its sentence names."""

    finding: Finding
    facts: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """How bad it is."""
        if self.finding in _FINE:
            return State.OK
        return State.NOTE if self.finding in _NOTES else State.WRONG


def is_shaped_like_token(text: str) -> bool:
    """Whether a text is built like a token of Discord: a bot's id stands in its first part."""
    match = _TOKEN.fullmatch(text)
    if match is None:
        return False
    try:
        decoded = base64.urlsafe_b64decode(match["id"] + "==")
    except ValueError:
        return False
    return bool(_SNOWFLAKE.fullmatch(decoded))


def judge_clock(now: datetime, last_tick: datetime | None, *, drift: float) -> Condition:
    """What to think of a clock that says `now`, as the bot's last tick knew a moment before it.

    `drift` is by how many seconds it went otherwise than a clock that is never set.
    """
    if abs(drift) > _STEADY_SECONDS:
        return Condition(Finding.CLOCK_LEAPS, {"seconds": f"{drift:+.1f}"})
    known = max(_BEFORE_NEWSDESK, last_tick or _BEFORE_NEWSDESK)
    if now < known - _TOLERANCE:
        return Condition(Finding.CLOCK_BEHIND, {"now": _text(now), "known": _text(known)})
    return Condition(Finding.CLOCK_STEADY, {"now": _text(now)})


def judge_difference(now: datetime, discord: datetime) -> Condition | None:
    """What to think of a clock beside Discord's, None if they agree."""
    difference = now - discord
    if abs(difference) < _TOLERANCE:
        return None
    return Condition(Finding.CLOCK_OFF, {"seconds": f"{difference.total_seconds():+.0f}"})


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
