"""What an admin asks for a channel, and whether it can be had."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.subscription import (
    MOST_PER_PROVIDER,
    MOST_STORIES,
    ChannelKind,
    Manner,
    Policy,
    Timing,
)
from bot.errors import NewsdeskError

MOST_TOPICS = 10
MOST_WORDS = 25
MOST_TAGS = 5
_LONGEST = 100
_MOST_QUALITY = 1_000


class PolicyError(NewsdeskError):
    """A setting of a subscription that can't be: `field`, and what it must be instead."""

    def __init__(self, field: str, expected: str) -> None:
        self.field = field
        self.expected = expected
        super().__init__(f"{field} must be {expected}")


@dataclass(frozen=True, slots=True)
class SubscriptionDraft:
    """A subscription before it is stored."""

    guild_id: int
    channel_id: int
    kind: ChannelKind
    timing: Timing = field(default_factory=Timing)
    policy: Policy = field(default_factory=Policy)
    manner: Manner = field(default_factory=Manner)


def check_settings(timing: Timing, policy: Policy, manner: Manner) -> None:
    """Raise PolicyError for the first setting that can't be; the zone is not looked at."""
    for error in (*_timing_errors(timing), *_policy_errors(policy)):
        raise error
    if len(manner.tag_ids) > MOST_TAGS:
        raise PolicyError("tags", f"at most {MOST_TAGS} tags of the forum")


def _timing_errors(timing: Timing) -> Iterator[PolicyError]:
    if timing.at.second or timing.at.microsecond:
        yield PolicyError("time", "a whole minute, such as 09:00")
    if not timing.weekdays or not timing.weekdays <= frozenset(range(7)):
        yield PolicyError("days", "at least one day of the week, Monday to Sunday")


def _policy_errors(policy: Policy) -> Iterator[PolicyError]:
    bounds = (
        ("stories", policy.stories, 1, MOST_STORIES),
        ("per_provider", policy.per_provider, 1, MOST_PER_PROVIDER),
        ("least_quality", policy.least_quality, 0, _MOST_QUALITY),
    )
    for name, value, least, most in bounds:
        if not least <= value <= most:
            yield PolicyError(name, f"a number from {least} to {most}")
    lists = (
        ("topics", policy.topics, MOST_TOPICS),
        ("include", policy.include, MOST_WORDS),
        ("exclude", policy.exclude, MOST_WORDS),
    )
    for name, words, most in lists:
        if len(words) > most or not all(0 < len(word.strip()) <= _LONGEST for word in words):
            yield PolicyError(name, f"at most {most} entries of 1 to {_LONGEST} characters")
