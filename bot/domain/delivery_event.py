"""What can happen to a post of the outbox; times are aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.domain.failure import Cause, Failure


@dataclass(frozen=True, slots=True)
class Claimed:
    """A poster takes the post; to be stored durably before it sends."""

    now: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """Discord answered with the message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The attempt came to nothing, or nobody knows; `chance` is a random number from 0 to 1."""

    failure: Failure
    now: datetime
    chance: float


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A process starts and finds the post being sent by one that died."""

    now: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The channel's history has the message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Absent:
    """The channel's history was read as far back as needed, and does not have the message."""

    now: datetime


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The bot may not read the channel's history, or it is too long to be read."""


@dataclass(frozen=True, slots=True)
class LookFailed:
    """Reading history failed in a way that will pass; `chance` is as in Failed."""

    now: datetime
    chance: float


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The post is not to be tried again, for this cause."""

    cause: Cause


Event: TypeAlias = (
    Claimed | Accepted | Failed | Interrupted | Found | Absent | Unreadable | LookFailed | GivenUp
)
