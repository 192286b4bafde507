"""Cards of suggestions in a review channel, and members who are to be told an outcome."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A suggestion's card: `wanted` is the last act on the suggestion, `shown` the one it shows.

    Without a message it is still to be posted; after `attempts` it may be there all the same.
    """

    guild_id: int
    number: int
    channel_id: int
    message_id: int | None
    wanted: int
    shown: int = 0
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """A member who is to be told what became of the suggestion of this number."""

    guild_id: int
    number: int
    user_id: int
