"""What Discord is told of a subscription: its time, its policy, and how it posts."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.failure import Cause
from bot.domain.schedule import EVERY_DAY
from bot.domain.subscription import Activity, Manner, Policy, Subscription, Timing
from bot.render.text import escape
from bot.render.words import SEPARATOR, count, listed, moment

NO_ZONE_YET = "-# The time zone is UTC, as this server has chosen none yet: **Edit** changes it."
SAVED = "-# Saved."
TOO_LARGE = "the file is too large to be one that /digest export wrote"
UNREADABLE = "the file can't be read from Discord any more; upload it again"
NO_SUCH_CHANNEL = "must be the id of a channel of this server that can get digests and that I see"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOST_NAMES = 10
_MAX_NAME = 60
_MAX_NAMES = 500
_CAUSES = {
    Cause.LOST: "Discord did not answer",
    Cause.SERVER: "Discord had an outage",
    Cause.RATE_LIMITED: "Discord asked for a slower pace",
    Cause.PROXY: "the way to Discord was blocked",
    Cause.NO_CHANNEL: "the channel is gone",
    Cause.NO_ACCESS: "I can't see the channel",
    Cause.NO_PERMISSION: "I lack a permission in the channel",
    Cause.FORBIDDEN: "Discord forbids it",
    Cause.THREAD_CLOSED: "the thread is closed",
    Cause.BLOCKED: "AutoMod or a filter blocked it",
    Cause.BAD_PAYLOAD: "Discord refused the message, which is a fault of mine",
    Cause.BAD_TOKEN: "I could not log in to Discord",
    Cause.MESSAGE_GONE: "the message was deleted",
    Cause.LATE: "I was not running, or it was too late to catch up",
    Cause.GUILD_LEFT: "I was removed from the server",
    Cause.CANCELLED: "it was cancelled by an admin",
}
# As Discord's own settings name them.
_RIGHTS = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_public_threads": "Create Public Threads",
    "read_message_history": "Read Message History",
    "mention_everyone": "Mention @\u200beveryone, @\u200bhere and All Roles",
    "manage_threads": "Manage Threads",
    "manage_guild": "Manage Server",
    "manage_messages": "Manage Messages",
}


def channel(channel_id: int) -> str:
    """The channel as Discord shows it, by its name, to those who may see it."""
    return f"<#{channel_id}>"


def days(weekdays: Collection[int]) -> str:
    """On which days: "every day", "Mon to Fri", "Mon, Thu"."""
    if frozenset(weekdays) == EVERY_DAY:
        return "every day"
    ordered = sorted(weekdays)
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{_DAYS[ordered[0]]} to {_DAYS[ordered[-1]]}"
    return ", ".join(_DAYS[day] for day in ordered)


def timing(of: Timing) -> str:
    """When: "09:00 Europe/Berlin, every day"."""
    return f"{of.at:%H:%M} {escape(of.zone, _MAX_NAME)}, {days(of.weekdays)}"


def next_run(subscription: Subscription) -> str:
    """When the next edition is due, on the clocks of its zone and of each reader."""
    due = subscription.next_due
    if due is None:
        return "No edition is due."
    local = due.astimezone(ZoneInfo(subscription.timing.zone))
    zone = escape(subscription.timing.zone, _MAX_NAME)
    there = f"{local:%A} {local.day} {local:%B}, {local:%H:%M} in {zone}"
    return f"Next edition: **{there}**{SEPARATOR}{moment(due, 'f')} for you{SEPARATOR}{due_in(due)}"


def due_in(due: datetime) -> str:
    """How long it is until then, counted by Discord."""
    return moment(due, "R")


def policy_lines(policy: Policy) -> Iterator[str]:
    """What an edition takes, in lines of Markdown."""
    topics = names(policy.topics)
    yield f"Topics: {topics or 'all'}"
    stories = count(policy.stories, "story", "stories")
    yield f"{stories} at most, {policy.per_provider} of one source"
    if policy.least_quality:
        yield f"Quality of {policy.least_quality} at least"
    if policy.include:
        yield f"Only with one of: {names(policy.include)}"
    if policy.exclude:
        yield f"Never with: {names(policy.exclude)}"
    yield "With nothing new: " + ("from the archive" if policy.from_archive else "no edition")


def names(of: Sequence[str]) -> str:
    """Names in Markdown, as many as have room."""
    shown = listed([escape(name, _MAX_NAME) for name in of], most=_MOST_NAMES)
    return shown if len(shown) <= _MAX_NAMES else count(len(of), "entry", "entries")


def manner_lines(manner: Manner) -> Iterator[str]:
    """How editions are posted, in lines of Markdown; nothing where it is as usual."""
    if manner.role_id is not None:
        yield f"Pings <@&{manner.role_id}>"
    if manner.is_silent:
        yield "Silent: no push on phones"
    if manner.starts_thread:
        yield "Starts a thread under each edition"
    if manner.crossposts:
        yield "Published to servers that follow the channel"
    if manner.tag_ids:
        yield f"With {count(len(manner.tag_ids), 'tag')} of the forum"


def stopped(subscription: Subscription) -> str:
    """Why nothing is posted, "" for an active subscription."""
    match subscription.activity:
        case Activity.ACTIVE:
            return ""
        case Activity.PAUSED:
            return "**Paused** by an admin."
        case Activity.DISABLED:
            return f"**Stopped**: {cause(subscription.reason)}."
        case Activity.ENDED:
            return "**Unsubscribed**."


def cause(of: str | Cause | None) -> str:
    """A cause in words, for admins."""
    try:
        return _CAUSES[Cause(of)] if of else "for a reason that was not noted"
    except ValueError:
        return "for a reason that I don't know"


def rights(flags: Sequence[str]) -> str:
    """Permissions by the names that Discord's settings give them."""
    return ", ".join(f"**{_RIGHTS.get(flag, flag)}**" for flag in flags)


def no_topic(name: str) -> str:
    """What is wrong with a topic of a file."""
    return f"the archive has no topic “{name}”; see /topics, or remove it"
