"""Why a post was not taken, by Discord's answer, and what that calls for.

Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Cause(StrEnum):
    """What kept a post from being taken; stored, and worded for admins by bot.render."""

    LOST = "lost"  # no answer: a timeout, or a connection that broke
    SERVER = "server"  # 5xx
    RATE_LIMITED = "rate limited"
    PROXY = "proxy"  # refused, but not in Discord's words; or Discord can't be reached at all
    NO_CHANNEL = "no channel"
    NO_ACCESS = "no access"
    NO_PERMISSION = "no permission"
    FORBIDDEN = "forbidden"
    THREAD_CLOSED = "thread closed"
    BLOCKED = "blocked"  # by AutoMod or a filter of Discord's
    BAD_PAYLOAD = "bad payload"
    BAD_TOKEN = "bad token"  # noqa: S105 - names a cause
    MESSAGE_GONE = "message gone"  # posted before, and deleted since
    LATE = "late"
    GUILD_LEFT = "guild left"
    CANCELLED = "cancelled"  # by an admin, or with its subscription


class Remedy(Enum):
    """What to do with a post that was not taken."""

    RETRY = "again, after a pause that grows"
    RETRY_SLOWLY = "again, after ten minutes"
    SIMPLIFY = "once more as plain text"
    DROP = "not again"
    TAKE_AS_SENT = "it has been posted"
    HALT = "later, and no other post until the operator has mended it"


_BY_STATUS = {401: Cause.BAD_TOKEN, 429: Cause.RATE_LIMITED}
_BY_CODE = {
    10003: Cause.NO_CHANNEL,
    10004: Cause.NO_CHANNEL,
    10008: Cause.MESSAGE_GONE,
    50001: Cause.NO_ACCESS,
    50013: Cause.NO_PERMISSION,
    50083: Cause.THREAD_CLOSED,
    160005: Cause.THREAD_CLOSED,
    200000: Cause.BLOCKED,
    200001: Cause.BLOCKED,
    240000: Cause.BLOCKED,
}
_REMEDIES = {
    Cause.LOST: Remedy.RETRY,
    Cause.SERVER: Remedy.RETRY,
    Cause.RATE_LIMITED: Remedy.RETRY,
    Cause.PROXY: Remedy.RETRY,
    Cause.NO_CHANNEL: Remedy.RETRY_SLOWLY,
    Cause.BAD_PAYLOAD: Remedy.SIMPLIFY,
    Cause.MESSAGE_GONE: Remedy.TAKE_AS_SENT,
    Cause.BAD_TOKEN: Remedy.HALT,
}
# Discord counts these; 10,000 in ten minutes get the address banned.
_INVALID = frozenset({401, 403, 429})


@dataclass(frozen=True, slots=True)
class Failure:
    """An answer that is no success: `status` None where none came, `code` 0 where it has none.

    `retry_after` is in seconds, as a 429 says it. Without `has_left` nothing of the call was sent.
    """

    status: int | None
    code: int = 0
    retry_after: float = 0.0
    has_left: bool = True

    @property
    def cause(self) -> Cause:
        """What it means for a post."""
        if not self.has_left:
            return Cause.PROXY
        if self.status is None or self.status == 408:
            return Cause.LOST
        if self.status >= 500:
            return Cause.SERVER
        if self.status in _BY_STATUS:
            return _BY_STATUS[self.status]
        if self.code in _BY_CODE:
            return _BY_CODE[self.code]
        if self.status in (403, 404):
            # A ban of our address must not look like a hundred channels that shut us out.
            return Cause.FORBIDDEN if self.code else Cause.PROXY
        return Cause.BAD_PAYLOAD

    @property
    def is_invalid_call(self) -> bool:
        """Whether Discord counts it against the bot's address."""
        return self.status in _INVALID


def remedy_for(cause: Cause) -> Remedy:
    """What a cause calls for."""
    return _REMEDIES.get(cause, Remedy.DROP)


def leaves_doubt(cause: Cause) -> bool:
    """Whether the message may have been posted all the same."""
    return cause in (Cause.LOST, Cause.SERVER)
