"""A channel's subscription to digests: when, what, and how they are posted."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal

from bot.domain.schedule import EVERY_DAY
from bot.domain.strikes import Standing

ChannelKind = Literal["text", "announcement", "forum", "thread"]

USUAL_TIME = time(9)
USUAL_STORIES, MOST_STORIES = 8, 15
USUAL_PER_PROVIDER, MOST_PER_PROVIDER = 2, 5


class Activity(StrEnum):
    """Whether a subscription is served; only an active one is ever due."""

    ACTIVE = "active"
    PAUSED = "paused"  # by an admin
    DISABLED = "disabled"  # by what kept posts from being taken
    ENDED = "ended"  # kept, so that the channel's days stay in the ledger


@dataclass(frozen=True, slots=True)
class Policy:
    """What an editor of the channel wants in its editions.

    `topics` are the names readers see, none for all. An article must hold one of the words to
    `include`, if there are any, and none of those to `exclude` (folded, a phrase has spaces).
    `least_quality` is as in Article. With nothing new an edition is skipped, or `from_archive`.
    """

    topics: tuple[str, ...] = ()
    stories: int = USUAL_STORIES
    per_provider: int = USUAL_PER_PROVIDER
    least_quality: int = 0
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    from_archive: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How editions are posted: the one role they ping, and what else is done with the message.

    `tag_ids` are of a forum. `is_silent` makes no push on phones.
    """

    role_id: int | None = None
    is_silent: bool = False
    starts_thread: bool = False
    crossposts: bool = False
    tag_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """When editions are due: a time on the clocks of an IANA zone, on some weekdays (Monday 0)."""

    at: time = USUAL_TIME
    zone: str = "UTC"
    weekdays: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's subscription; a channel has one at most.

    `awaited` is the local date that is waited for and `next_due` its moment (aware UTC); both are
    None unless it is active. `watermark` is the id of the newest article that it has been offered.
    `reason` says why it isn't active, in words of `bot.domain.failure.Cause`, or "".
    """

    id: int
    guild_id: int
    channel_id: int
    kind: ChannelKind
    made_at: datetime
    timing: Timing = Timing()
    policy: Policy = Policy()
    manner: Manner = Manner()
    activity: Activity = Activity.ACTIVE
    reason: str = ""
    awaited: date | None = None
    next_due: datetime | None = None
    watermark: int = 0
    standing: Standing = field(default_factory=Standing)
