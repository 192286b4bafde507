"""What the command line says of digests: subscriptions, what waits to be posted, and misses."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.digest_figures import DigestFigures, MissedDate, PendingPost
from bot.domain.subscription import Activity, Subscription
from bot.render.cli import printable
from bot.render.words import count

# One is due every minute.
_TICKS_WITHIN = timedelta(minutes=3)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def digests_report(figures: DigestFigures, *, now: datetime) -> str:
    """Lines for people: the counts, then subscriptions, then misses."""
    return "\n".join(map(printable, [*_counts(figures, now), *_lists(figures)]))


def digests_json(figures: DigestFigures) -> str:
    """The same as one JSON object."""
    oldest = figures.oldest
    content: dict[str, Any] = {
        "subscriptions": dict(figures.subscriptions),
        "outbox": dict(figures.posts),
        "planned": figures.planned,
        "oldest_pending": None if oldest is None else _pending_fields(oldest),
        "misses": figures.misses,
        "misses_of_7_days": figures.recent_misses,
        "last_tick": _stamp(figures.last_tick),
        "listed": [_subscription_fields(each) for each in figures.listed],
        "latest_misses": [_miss_fields(miss) for miss in figures.latest_misses],
    }
    return json.dumps(content, ensure_ascii=False)


def _counts(figures: DigestFigures, now: datetime) -> Iterator[str]:
    yield f"Subscriptions: {_tally(figures.subscriptions)}"
    yield f"Posts: {_tally(figures.posts)}"
    if oldest := figures.oldest:
        why = f", last failure: {oldest.cause}" if oldest.cause else ""
        tried = count(oldest.attempts, "attempt")
        yield (
            f"Oldest pending: due {_time(oldest.due)}, {_place(oldest.guild_id, oldest.channel_id)}"
            f" ({tried}{why})"
        )
    yield f"Editions to be composed: {figures.planned}"
    yield f"Misses: {figures.misses}, {figures.recent_misses} of them in the last 7 days"
    yield _tick(figures.last_tick, now)


def _tick(last: datetime | None, now: datetime) -> str:
    if last is None:
        return "No tick yet: nothing is planned before the bot runs."
    is_late = now - last > _TICKS_WITHIN
    return f"Last tick: {_time(last)}{': is the bot running?' if is_late else ''}"


def _lists(figures: DigestFigures) -> Iterator[str]:
    if figures.listed:
        yield ""
        yield from map(_subscription, figures.listed)
        open_ones = sum(figures.subscriptions.values()) - figures.subscriptions[Activity.ENDED]
        if (more := open_ones - len(figures.listed)) > 0:
            yield f"and {more} more"
    if figures.latest_misses:
        yield ""
        yield from map(_miss, figures.latest_misses)


def _subscription(of: Subscription) -> str:
    state = f"{of.activity:<8}  {_place(of.guild_id, of.channel_id)}"
    if of.next_due is None:
        return f"{state}: {of.reason}" if of.reason else state
    days = "" if len(of.timing.weekdays) == 7 else f" {_days(of)}"
    return f"{state}: {of.timing.at:%H:%M} {of.timing.zone}{days}, next {_time(of.next_due)}"


def _days(of: Subscription) -> str:
    return " ".join(_DAYS[day] for day in sorted(of.timing.weekdays))


def _miss(miss: MissedDate) -> str:
    return f"missed    {_place(miss.guild_id, miss.channel_id)}: {miss.local_date} ({miss.reason})"


def _tally(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _place(guild_id: int, channel_id: int) -> str:
    return f"channel {channel_id} of server {guild_id}"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _pending_fields(of: PendingPost) -> dict[str, Any]:
    return {
        "due": _stamp(of.due),
        "guild": str(of.guild_id),
        "channel": str(of.channel_id),
        "attempts": of.attempts,
        "cause": of.cause,
    }


def _subscription_fields(of: Subscription) -> dict[str, Any]:
    return {
        "guild": str(of.guild_id),
        "channel": str(of.channel_id),
        "kind": of.kind,
        "state": of.activity,
        "reason": of.reason or None,
        "time": f"{of.timing.at:%H:%M}",
        "timezone": of.timing.zone,
        "next_due": _stamp(of.next_due),
    }


def _miss_fields(miss: MissedDate) -> dict[str, Any]:
    return {
        "guild": str(miss.guild_id),
        "channel": str(miss.channel_id),
        "date": miss.local_date.isoformat(),
        "reason": miss.reason,
    }
