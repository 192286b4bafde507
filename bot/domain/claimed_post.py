"""A post that a poster has taken from the outbox."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.delivery import Post, Step
from bot.domain.subscription import ChannelKind, Manner

# A poster that looks into history must be done in this time; after it another may look.
LOOK_LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post with its place in the outbox; `part` counts from 0."""

    id: int
    edition_id: int
    part: int
    post: Post


@dataclass(frozen=True, slots=True)
class ClaimedPost:
    """All that is needed to send a post (Step.SEND), or to look for it in history (Step.LOOK).

    `payload` is the body, or its plain form where `post.is_plain`; its buttons hold `~` for the
    edition's id, and are to bear the number `edit` of what was changed in it since it was composed,
    0 for nothing. `thread_id` is that of the thread in a forum which the parts after the first go
    into, else None.
    """

    id: int
    step: Step
    post: Post
    edition_id: int
    subscription_id: int
    slot: str
    part: int
    parts: int
    nonce: str
    guild_id: int
    channel_id: int
    kind: ChannelKind
    manner: Manner
    thread_id: int | None
    payload: bytes
    edit: int = 0

    @property
    def is_last(self) -> bool:
        """Whether the edition is complete once this is posted."""
        return self.part + 1 == self.parts


@dataclass(frozen=True, slots=True)
class PostedStory:
    """Where a story was posted: `position` in its edition, `part` of it, and the message."""

    edition_id: int
    position: int
    part: int
    guild_id: int
    channel_id: int
    message_id: int
