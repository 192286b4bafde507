"""How digests stand on the whole, for who runs the bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.delivery import State
from bot.domain.failure import Cause
from bot.domain.subscription import Activity, Subscription

# Misses of so many days are counted apart.
RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PendingPost:
    """The post that has waited longest, of those that may be tried: where it belongs to."""

    due: datetime
    guild_id: int
    channel_id: int
    attempts: int
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class MissedDate:
    """A local date that had no edition in a channel."""

    guild_id: int
    channel_id: int
    local_date: date
    reason: Cause


@dataclass(frozen=True, slots=True)
class DigestFigures:
    """Counts of subscriptions, posts and misses, and some of each.

    `planned` editions are still to be composed. `listed` are subscriptions that are disabled, then
    those due next; `latest_misses` are the newest first. `last_tick` is None before the first.
    """

    subscriptions: Mapping[Activity, int]
    posts: Mapping[State, int]
    planned: int
    oldest: PendingPost | None
    misses: int
    recent_misses: int
    latest_misses: tuple[MissedDate, ...]
    listed: tuple[Subscription, ...]
    last_tick: datetime | None
