"""One post of the outbox until its end: what to do next, and what each event makes of it.

A post whose fate is in doubt (an answer was lost, the process died) is repeated under its nonce as
long as Discord surely remembers that, and after it only if the channel's history does not have it.
So with any crashes and answers at most one message is posted, and a dead post has none.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.delivery_event import (
    Absent,
    Accepted,
    Claimed,
    Event,
    Failed,
    Found,
    GivenUp,
    Interrupted,
    LookFailed,
    Unreadable,
)
from bot.domain.failure import Cause, Remedy, leaves_doubt, remedy_for
from bot.errors import NewsdeskError

# A caller must cut an attempt off after so long: later it might reach Discord after its nonce.
SEND_SECONDS = 30
# Discord remembers a nonce for "the past few minutes"; a repeat may take SEND_SECONDS to arrive.
NONCE_TRUST = timedelta(seconds=90)
# An edition that can't be posted for so long after it was due is dead.
DELIVER_WITHIN = timedelta(hours=6)
# A history that can't be read because Discord is down is asked for so long after it was due.
LOOK_WITHIN = timedelta(hours=24)
_SLOW_RETRY = timedelta(minutes=10)
_FIRST_PAUSE = timedelta(seconds=2)
_LONGEST_PAUSE = timedelta(minutes=15)


class State(StrEnum):
    """Where a post stands; the last three are its end, though a message may still turn up."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"


class Step(StrEnum):
    """What a poster is to do with a post now."""

    NOTHING = "nothing"
    SEND = "send"
    LOOK = "look"
    GIVE_UP = "give up"


class TransitionError(NewsdeskError):
    """A post was claimed that can't be: it is being sent, or at its end."""


@dataclass(frozen=True, slots=True)
class Post:
    """What the outbox stores of one post besides its payload.

    `due` and all other times are aware UTC. `not_before` is when there is a next step again;
    `attempted` when it was last claimed, `doubt_since` when it was first claimed without a clear
    outcome. `must_look` forbids to send before history was read. `is_plain` asks for the payload's
    plain form. `takes_nonce` is False for a post that opens a thread in a forum: Discord takes no
    nonce for those, so that no doubt can be repeated away. `cause` is the last failure.
    """

    due: datetime
    not_before: datetime
    state: State = State.PENDING
    attempts: int = 0
    attempted: datetime | None = None
    doubt_since: datetime | None = None
    must_look: bool = False
    is_plain: bool = False
    takes_nonce: bool = True
    message_id: int | None = None
    cause: Cause | None = None


def next_step(post: Post, now: datetime) -> Step:
    """What to do with a post; one that is being sent settles itself."""
    if post.state is not State.PENDING or now < post.not_before:
        return Step.NOTHING
    if _may_be_sent(post, now):
        return Step.SEND
    if post.doubt_since is None:
        return Step.GIVE_UP
    # What was sent a moment ago may still be on its way.
    is_settled = post.attempted is None or not _is_recent(post.attempted, now)
    return Step.LOOK if is_settled else Step.NOTHING


def advance(post: Post, event: Event) -> Post:
    """The post after the event.

    A message that turns up ends it as sent, whatever it was taken for; apart from that a post at
    its end stays there, and one that is being sent waits for its own outcome. Raises
    TransitionError for a claim of a post that is not pending.
    """
    if isinstance(event, Accepted | Found):
        return _send(post, event.message_id)
    if isinstance(event, Claimed):
        return _claim(post, event.now)
    if post.state is State.SENDING:
        return _settle(post, event)
    return _reconsider(post, event) if post.state is State.PENDING else post


def pause_before(attempt: int, chance: float) -> timedelta:
    """How long to wait after that many attempts: doubled each time, by half at random."""
    doubled = _FIRST_PAUSE * (1 << min(attempt - 1, 20))
    return min(doubled, _LONGEST_PAUSE) * (0.5 + chance / 2)


def _claim(post: Post, now: datetime) -> Post:
    if post.state is not State.PENDING:
        raise TransitionError(f"a post that is {post.state} can't be claimed")
    return replace(post, state=State.SENDING, attempts=post.attempts + 1, attempted=now)


def _settle(post: Post, event: Event) -> Post:
    match event:
        case Failed():
            return _fail(post, event)
        case Interrupted():
            return _reopen(_doubt(post), event.now)
        case _:
            return post


def _reconsider(post: Post, event: Event) -> Post:
    match event:
        case Absent():
            return _reopen(replace(post, doubt_since=None, must_look=False), event.now)
        case Unreadable() if post.doubt_since is not None:
            return replace(post, state=State.UNKNOWN)
        case LookFailed():
            return _postpone_look(post, event)
        case GivenUp():
            # What kept it from being posted in time says more than that it is late.
            is_late = event.cause is Cause.LATE
            return _end(post, (post.cause if is_late else None) or event.cause)
        case _:
            return post


def _send(post: Post, message_id: int | None) -> Post:
    known = post.message_id if post.state is State.SENT else message_id
    return replace(
        post, state=State.SENT, message_id=known, doubt_since=None, must_look=False, cause=None
    )


def _fail(post: Post, event: Failed) -> Post:
    cause = event.failure.cause
    post = replace(_doubt(post) if leaves_doubt(cause) else post, cause=cause)
    match remedy_for(cause):
        case Remedy.TAKE_AS_SENT:
            return _send(post, None)
        case Remedy.SIMPLIFY if not post.is_plain:
            return _reopen(replace(post, is_plain=True), event.now)
        case Remedy.SIMPLIFY | Remedy.DROP:
            return _end(post, cause, now=event.now)
        case Remedy.RETRY_SLOWLY | Remedy.HALT:
            return _reopen(post, event.now + _SLOW_RETRY)
        case Remedy.RETRY:
            said = timedelta(seconds=event.failure.retry_after)
            pause = max(pause_before(post.attempts, event.chance), said)
            return _reopen(post, event.now + pause)


def _postpone_look(post: Post, event: LookFailed) -> Post:
    if event.now > post.due + LOOK_WITHIN:
        return replace(post, state=State.UNKNOWN)
    return replace(post, not_before=event.now + _LONGEST_PAUSE * (0.5 + event.chance / 2))


def _end(post: Post, cause: Cause, *, now: datetime | None = None) -> Post:
    """Dead, if it is certain that there is no message; else history will tell, or nobody."""
    if post.doubt_since is None:
        return replace(post, state=State.DEAD, cause=cause)
    if now is None:
        return replace(post, state=State.UNKNOWN, cause=cause)
    return _reopen(replace(post, must_look=True), now)


def _doubt(post: Post) -> Post:
    return replace(post, doubt_since=post.doubt_since or post.attempted)


def _reopen(post: Post, not_before: datetime) -> Post:
    if post.attempted is not None and not _may_be_sent(post, not_before):
        # When it can be looked for; not much later though if the clock was set back since.
        settled = max(not_before, post.attempted + NONCE_TRUST)
        not_before = min(settled, not_before + NONCE_TRUST)
    return replace(post, state=State.PENDING, not_before=not_before)


def _may_be_sent(post: Post, now: datetime) -> bool:
    """Whether sending it, at that time, can't make a second message or a late one."""
    if post.must_look or now > post.due + DELIVER_WITHIN:
        return False
    if post.doubt_since is None:
        return True
    return post.takes_nonce and _is_recent(post.doubt_since, now)


def _is_recent(moment: datetime, now: datetime) -> bool:
    """Whether it is surely less than NONCE_TRUST ago; not if the clock was set back since."""
    return timedelta(0) <= now - moment < NONCE_TRUST
