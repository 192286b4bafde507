"""A part of an edition with what became of its stories since it was composed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.article import Article
from bot.domain.message_edit import MessageEdit


@dataclass(frozen=True, slots=True)
class ArticleNow:
    """What a server is shown in the place of an article; None where it is retracted.

    `retraction` is why, as a moderator gave it, "" where nobody did.
    """

    article: Article | None
    retraction: str = ""


@dataclass(frozen=True, slots=True)
class PartStory:
    """A story of a part: `position` in its edition, the article that is shown, related ones."""

    position: int
    article_id: int
    related_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ComposedPart:
    """A part as it was composed (see Part), and what its articles are now, as far as they exist.

    `payload` is the body, or its plain form where `is_plain`.
    """

    payload: bytes
    is_plain: bool
    stories: tuple[PartStory, ...]
    now: Mapping[int, ArticleNow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditTarget:
    """The message that an edit is of, and the channel or thread in a forum where it stands."""

    edit: MessageEdit
    guild_id: int
    channel_id: int
    message_id: int
    edition_id: int
    part: int


@dataclass(frozen=True, slots=True)
class ClaimedEdit:
    """An edit that somebody has taken, to make it with this payload, under the edit's number.

    `shown` is its digest, None where the message should be as it was posted; `is_shown` says that
    this is what was last recorded of the message.
    """

    target: EditTarget
    number: int
    payload: bytes
    shown: bytes | None
    is_shown: bool
