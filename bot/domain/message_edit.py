"""A posted message that is to show what became of its stories: what each event makes of the edit.

Asked for again and again before it is made, it is one edit. Where it is in doubt whether one was
made, the message is read first: it bears the number of the last.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.delivery import pause_before
from bot.domain.failure import Cause, Failure, Remedy, leaves_doubt, remedy_for

# What was sent without an answer may arrive so much later; only then is the message read.
SETTLED_AFTER = timedelta(seconds=15)
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json: "Maximum number of edits
# to messages older than 1 hour reached". How many there are, and for how long, isn't documented.
TOO_MANY_OLD_EDITS = 30046
_OLD_EDITS_PAUSE = timedelta(minutes=10)
_HALT = timedelta(minutes=10)
_GONE = frozenset({Cause.MESSAGE_GONE, Cause.NO_CHANNEL})


class EditState(StrEnum):
    """Where an edit stands; what is at its end begins anew when another is asked for."""

    PENDING = "pending"
    SENDING = "sending"
    DONE = "done"
    GONE = "gone"  # the message or its channel was deleted
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class MessageEdit:
    """What is stored of the edits of one message; times are aware UTC.

    It was asked for `wanted` times, and that was heeded up to the `done`th. The message bears the
    number `borne`, 0 as it was posted, and shows what `shown` is a digest of, None likewise; both
    are in doubt where it `must_read` the message first.
    """

    outbox_id: int
    wanted: int
    not_before: datetime
    done: int = 0
    borne: int = 0
    shown: bytes | None = None
    must_read: bool = False
    state: EditState = EditState.PENDING
    attempts: int = 0
    attempted: datetime | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Heeded:
    """The message shows what was wanted the `number`th time, and bears the number `borne`."""

    number: int
    borne: int
    shown: bytes | None
    now: datetime


@dataclass(frozen=True, slots=True)
class NotEdited:
    """Discord did not take the edit of that number; `chance` (0 to 1) spreads further attempts."""

    number: int
    failure: Failure
    now: datetime
    chance: float


@dataclass(frozen=True, slots=True)
class CutShort:
    """The process died before the edit had an outcome."""

    now: datetime


EditEvent = Heeded | NotEdited | CutShort


def claim_edit(edit: MessageEdit, now: datetime) -> MessageEdit:
    """The edit as it is while it is being made."""
    return replace(edit, state=EditState.SENDING, attempts=edit.attempts + 1, attempted=now)


def settle_edit(edit: MessageEdit, event: EditEvent) -> MessageEdit:
    """The edit after the event; asked for once more meanwhile, it is pending again."""
    match event:
        case Heeded():
            return _heed(edit, event)
        case CutShort():
            return _doubt(edit, event.now + SETTLED_AFTER)
        case NotEdited():
            return _fail(replace(edit, cause=event.failure.cause), event)


def _heed(edit: MessageEdit, event: Heeded) -> MessageEdit:
    is_last = edit.wanted <= event.number
    return replace(
        edit,
        state=EditState.DONE if is_last else EditState.PENDING,
        done=event.number,
        borne=event.borne,
        shown=event.shown,
        must_read=False,
        attempts=0,
        not_before=event.now,
        cause=None,
    )


def _fail(edit: MessageEdit, event: NotEdited) -> MessageEdit:
    cause = event.failure.cause
    if cause in _GONE:
        return replace(edit, state=EditState.GONE)
    said = timedelta(seconds=event.failure.retry_after)
    pause = max(pause_before(edit.attempts, event.chance), said)
    if leaves_doubt(cause):
        return _doubt(edit, event.now + max(pause, SETTLED_AFTER))
    if event.failure.code == TOO_MANY_OLD_EDITS:
        return _again(edit, event.now + max(pause, _OLD_EDITS_PAUSE * (1 + event.chance / 2)))
    match remedy_for(cause):
        case Remedy.RETRY:
            return _again(edit, event.now + pause)
        case Remedy.HALT:
            return _again(edit, event.now + max(pause, _HALT))
        case _ if edit.wanted > event.number:
            return _again(edit, event.now + pause)
        case _:
            return replace(edit, state=EditState.REFUSED)


def _doubt(edit: MessageEdit, not_before: datetime) -> MessageEdit:
    return _again(replace(edit, must_read=True), not_before)


def _again(edit: MessageEdit, not_before: datetime) -> MessageEdit:
    return replace(edit, state=EditState.PENDING, not_before=not_before)
