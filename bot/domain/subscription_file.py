"""Subscriptions as a JSON file that admins keep, edit and bring to another server."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from bot.domain.subscription import Manner, Policy, Subscription, Timing
from bot.domain.subscription_draft import PolicyError, check_settings
from bot.domain.subscription_fields import (
    ARCHIVE,
    DAYS,
    SKIP,
    read_channel,
    read_clock,
    read_days,
    read_flag,
    read_id_or_none,
    read_ids,
    read_is_from_archive,
    read_number,
    read_text,
    read_texts,
)

T = TypeVar("T")
MOST_BYTES = 256 * 1024
MOST_SUBSCRIPTIONS = 500
_FORMAT = "newsdesk-subscriptions"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class FiledSubscription:
    """What a file says of one channel's subscription; `channel_id` may be of another server."""

    channel_id: int
    timing: Timing
    policy: Policy
    manner: Manner


def write_subscriptions(subscriptions: Iterable[Subscription | FiledSubscription]) -> str:
    """The file: indented JSON, with ids as texts, since some readers round long numbers."""
    entries = [_entry(each) for each in subscriptions]
    content = {"format": _FORMAT, "version": _VERSION, "subscriptions": entries}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read_subscriptions(data: bytes) -> list[FiledSubscription]:
    """The subscriptions of a file, in its order; a setting that it leaves out is as usual.

    Raises PolicyError for the first thing that can't be, such as `subscriptions[2].time` (from 1).
    Zones are not looked at.
    """
    content = _decoded(data)
    if content.get("format") != _FORMAT or content.get("version") != _VERSION:
        raise PolicyError("format", f'"{_FORMAT}", and version {_VERSION}')
    entries = content.get("subscriptions")
    if not isinstance(entries, list) or len(entries) > MOST_SUBSCRIPTIONS:
        raise PolicyError("subscriptions", f"a list of at most {MOST_SUBSCRIPTIONS}")
    read = [_read(entry, f"subscriptions[{at}]") for at, entry in enumerate(entries, 1)]
    channels = [each.channel_id for each in read]
    for at, channel_id in enumerate(channels, 1):
        if channel_id in channels[: at - 1]:
            raise PolicyError(f"subscriptions[{at}].channel", "a channel that no other entry has")
    return read


def _entry(of: Subscription | FiledSubscription) -> dict[str, Any]:
    policy, manner = of.policy, of.manner
    return {
        "channel": str(of.channel_id),
        "time": f"{of.timing.at:%H:%M}",
        "timezone": of.timing.zone,
        "days": [DAYS[day] for day in sorted(of.timing.weekdays)],
        "topics": list(policy.topics),
        "stories": policy.stories,
        "per_provider": policy.per_provider,
        "least_quality": policy.least_quality,
        "include": list(policy.include),
        "exclude": list(policy.exclude),
        "nothing_new": ARCHIVE if policy.from_archive else SKIP,
        "role": None if manner.role_id is None else str(manner.role_id),
        "silent": manner.is_silent,
        "thread": manner.starts_thread,
        "crosspost": manner.crossposts,
        "tags": [str(tag_id) for tag_id in manner.tag_ids],
    }


def _decoded(data: bytes) -> Mapping[str, Any]:
    try:
        content = msgspec.json.decode(data) if len(data) <= MOST_BYTES else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise PolicyError("file", f"JSON of at most {MOST_BYTES // 1024} KiB, as export writes it")
    return content


def _read(entry: object, place: str) -> FiledSubscription:
    if not isinstance(entry, dict):
        raise PolicyError(place, "an object with a channel")
    _refuse_unknown(entry, place)
    fields = _Fields(entry, place)
    channel_id = fields.take("channel", None, read_channel)
    try:
        filed = FiledSubscription(channel_id, _timing(fields), _policy(fields), _manner(fields))
        check_settings(filed.timing, filed.policy, filed.manner)
    except PolicyError as error:
        name = error.field if error.field.startswith(place) else f"{place}.{error.field}"
        raise PolicyError(name, error.expected) from error
    return filed


def _timing(fields: "_Fields") -> Timing:
    usual = Timing()
    return Timing(
        fields.take("time", f"{usual.at:%H:%M}", read_clock),
        fields.take("timezone", usual.zone, read_text),
        fields.take("days", list(DAYS), read_days),
    )


def _policy(fields: "_Fields") -> Policy:
    usual = Policy()
    return Policy(
        topics=fields.take("topics", [], read_texts),
        stories=fields.take("stories", usual.stories, read_number),
        per_provider=fields.take("per_provider", usual.per_provider, read_number),
        least_quality=fields.take("least_quality", usual.least_quality, read_number),
        include=fields.take("include", [], read_texts),
        exclude=fields.take("exclude", [], read_texts),
        from_archive=fields.take("nothing_new", SKIP, read_is_from_archive),
    )


def _manner(fields: "_Fields") -> Manner:
    return Manner(
        role_id=fields.take("role", None, read_id_or_none),
        is_silent=fields.take("silent", False, read_flag),
        starts_thread=fields.take("thread", False, read_flag),
        crossposts=fields.take("crosspost", False, read_flag),
        tag_ids=fields.take("tags", [], read_ids),
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    entry: Mapping[str, Any]
    place: str

    def take(self, name: str, usual: object, read: Callable[[Any], T]) -> T:
        """The field as `read` has it, which says with a ValueError what it must be."""
        try:
            return read(self.entry.get(name, usual))
        except ValueError as error:
            raise PolicyError(f"{self.place}.{name}", str(error)) from error


_NAMES = frozenset(
    _entry(FiledSubscription(1, Timing(), Policy(), Manner())),
)


def _refuse_unknown(entry: Mapping[str, Any], place: str) -> None:
    for name in entry:
        if name not in _NAMES:
            known = ", ".join(sorted(_NAMES))
            raise PolicyError(f"{place}.{name[:40]}", f"left out; known are {known}")
