"""What became of something that a moderator or member wanted done."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import DeskAct, Refusal
from bot.domain.desk_overlay import Conflict


@dataclass(frozen=True, slots=True)
class Double:
    """Another article, at the address that a desk gave this one."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class DeskArticle:
    """An article as a server's moderators have it before them, also a retracted one.

    `id` is that of the article which the server is shown, or was shown before it was retracted;
    `draft` what is shown; `desk_id` the desk that an act on it would be laid on, ARCHIVE or the
    server's; `retraction` why it is retracted; `is_removed` that a file took it away.
    """

    id: int
    draft: ArticleDraft
    desk_id: int
    retraction: str | None = None
    is_removed: bool = False
    is_edited: bool = False
    conflicts: tuple[Conflict, ...] = ()
    double: Double | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done, now or by the same press before.

    `desk_id` is the desk whose log has it; `article` is the one that it was on, as it is now.
    """

    desk_id: int
    act: DeskAct
    article: DeskArticle | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An act that was not done; `article` is the one that it was to be on, or stands in its way."""

    desk_id: int
    refusal: Refusal
    article: DeskArticle | None = None


Outcome: TypeAlias = Done | Refused
