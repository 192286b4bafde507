"""What the ledger has of past editions, and of dates that had none."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.delivery import State
from bot.domain.edition import Source
from bot.domain.failure import Cause
from bot.domain.subscription import Subscription


class EditionState(StrEnum):
    """How far an edition has come; what became of its posts is in the outbox."""

    PLANNED = "planned"
    FROZEN = "frozen"
    SKIPPED = "skipped"  # nothing was new
    LOST = "lost"  # none of it was posted, so its stories count as not told


class Outcome(StrEnum):
    """What became of an edition, as its readers see it."""

    PLANNED = "planned"
    OPEN = "open"  # some of it is still to be posted
    SENT = "sent"
    PARTLY = "partly"  # its first parts only
    UNKNOWN = "unknown"
    DEAD = "dead"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition of the ledger.

    `slot` and `source` are as in Edition, `source` None before it is composed. `message_ids` are of
    the parts that were posted, None for one that was deleted since. `useless` is how many members
    found it of no use, and `cause` what kept it from being posted, if anything did.
    """

    id: int
    slot: str
    due: datetime
    outcome: Outcome
    stories: int = 0
    source: Source | None = None
    message_ids: tuple[int | None, ...] = ()
    useless: int = 0
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """A local date that had no edition; `due` is when it should have come."""

    local_date: date
    due: datetime
    noticed: datetime
    reason: Cause


@dataclass(frozen=True, slots=True)
class RecordedStory:
    """A story of an edition as it was sent: `position` from 0, ids of articles, the shown first."""

    position: int
    part: int
    story_id: int
    article_ids: tuple[int, ...]
    related_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DigestHistory:
    """Past editions and misses of a subscription, the newest first."""

    subscription: Subscription
    editions: tuple[EditionRecord, ...]
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class DigestStatus:
    """How a subscription stands: `last` is its newest edition that isn't planned.

    `open_posts` wait to be posted; `misses` are of the last 30 days, the newest first. `unedited`
    says of each message that could not be corrected why not.
    """

    subscription: Subscription
    last: EditionRecord | None
    open_posts: int
    misses: tuple[Miss, ...]
    unedited: tuple[Cause, ...] = ()


def outcome_of(state: EditionState, posts: Collection[State]) -> Outcome:
    """What became of an edition whose posts stand so."""
    if state is EditionState.PLANNED:
        return Outcome.PLANNED
    if state is EditionState.SKIPPED:
        return Outcome.SKIPPED
    if any(post in (State.PENDING, State.SENDING) for post in posts):
        return Outcome.OPEN
    if State.UNKNOWN in posts:
        return Outcome.UNKNOWN
    if State.SENT not in posts:
        return Outcome.DEAD
    return Outcome.PARTLY if State.DEAD in posts else Outcome.SENT
