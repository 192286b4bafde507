"""What an edition says about itself: its name, its day, and where its stories come from."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.edition import Edition, Source
from bot.domain.subscription import Subscription
from bot.render.text import clip, escape, plain
from bot.render.words import SEPARATOR, count, listed

# https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel
MAX_THREAD_NAME = 100
EVERYTHING = "News digest"
_MOST_TOPICS = 3
_MAX_TOPIC = 40
_ORIGINS: dict[Source, str] = {
    "new": "",
    "last_days": "First edition: the best of the last days.",
    "archive": "From the archive: nothing newer has come in.",
}


def edition_day(slot: str, due: datetime, zone: str) -> date:
    """The local date of an edition; one that was asked for by hand has that of its moment."""
    try:
        return date.fromisoformat(slot)
    except ValueError:
        return due.astimezone(ZoneInfo(zone)).date()


def edition_name(subscription: Subscription, slot: str, due: datetime) -> str:
    """What the thread of an edition is called: "Robotics, 5 December 2019"."""
    day = edition_day(slot, due, subscription.timing.zone)
    said = f", {day.day} {day:%B %Y}"
    topics = map(plain, subscription.policy.topics)
    names = clip(_named([name for name in topics if name]), MAX_THREAD_NAME - len(said))
    return f"{names}{said}"


def heading(subscription: Subscription) -> str:
    """The topics of a channel, in Markdown."""
    topics = (escape(name, _MAX_TOPIC) for name in subscription.policy.topics)
    return _named([name for name in topics if name])


def _named(topics: Sequence[str]) -> str:
    return listed(topics, most=_MOST_TOPICS) or EVERYTHING


def dateline(edition: Edition, subscription: Subscription) -> str:
    """The day, how much there is, and where it comes from if it isn't new."""
    day = edition_day(edition.slot, edition.due, subscription.timing.zone)
    stories = count(len(edition.stories), "story", "stories")
    said = f"{day:%A}, {day.day} {day:%B %Y}{SEPARATOR}{stories}"
    origin = _ORIGINS[edition.source]
    return f"{said}{SEPARATOR}{origin}" if origin else said
