"""Why an article was in an edition of a subscription, or wasn't."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.article import Article
from bot.domain.edition import Edition, EditionStory, LeftOut

Role = Literal["story", "source", "related"]


@dataclass(frozen=True, slots=True)
class Appearance:
    """That an edition shows an article: as a story, as another source of one, or related to one.

    `position` is that of the story, from 0.
    """

    slot: str
    due: datetime
    role: Role
    position: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an edition did with an article, due at a moment: it shows it, or has left it out.

    Neither where it didn't show it and would now, as policy or archive have changed since.
    """

    slot: str
    due: datetime
    appearance: Appearance | None = None
    story: EditionStory | None = None
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article beside the last edition, None before the first, and the next, if it were due now.

    `shown` is where editions have shown it, the newest first. `is_removed` says that it was
    retracted.
    """

    article: Article
    is_removed: bool
    shown: tuple[Appearance, ...]
    last: Verdict | None
    next: Verdict


def find_in(edition: Edition, article_id: int) -> tuple[Appearance, EditionStory] | None:
    """Where the edition shows the article, and with which story."""
    for position, story in enumerate(edition.stories):
        ids: dict[Role, set[int]] = {
            "story": {story.article.id},
            "source": {article.id for article in story.also},
            "related": {article.id for article in story.related},
        }
        for role, of_role in ids.items():
            if article_id in of_role:
                return Appearance(edition.slot, edition.due, role, position), story
    return None
