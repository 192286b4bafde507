"""An edition: the stories that a channel gets, why these, and why not others."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.domain.article import Article
from bot.domain.heat import Heat
from bot.domain.mark import Mark

# What an edition takes its stories from: what came since the last one, for the first one the last
# days or else the archive, and the archive where nothing is new and the policy says so.
Source = Literal["new", "last_days", "archive"]
# So many articles that were left out are told with their reasons.
MOST_LEFT_OUT = 50


class Exclusion(StrEnum):
    """Why an edition doesn't show an article; every one that was looked at has one reason."""

    RETRACTED = "retracted"
    LATER = "later"  # it appeared after the edition was due
    MUTED = "muted"  # by the server's moderators
    SEEN = "seen"  # an earlier edition had it, or another article of its story
    NOT_NEW = "not new"  # it was there before, when other stories were chosen
    TOPIC = "topic"
    EXCLUDED_WORD = "excluded word"
    NO_INCLUDED_WORD = "no included word"
    LOW_QUALITY = "low quality"
    SAME_STORY = "same story"  # another article tells it in this edition, in other words
    PROVIDER_CAP = "provider cap"
    OVER_BUDGET = "over budget"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that an edition doesn't have.

    `detail` is the word that excluded it, or names the provider; `seen_at` is when an earlier
    edition had it; `mute` is the mute that left it out.
    """

    article_id: int
    url: str
    exclusion: Exclusion
    detail: str = ""
    seen_at: datetime | None = None
    mute: Mark | None = None


@dataclass(frozen=True, slots=True)
class EditionStory:
    """A story of an edition: its best article, others that tell it, and newer related coverage.

    `pin` is the pin for which it comes first.
    """

    article: Article
    story_id: int
    heat: Heat
    also: tuple[Article, ...] = ()
    related: tuple[Article, ...] = ()
    pin: Mark | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """What is posted for one slot, the hottest story first.

    `slot` is the local date, or `now:` and a number. `due` is aware UTC. `watermark` is the id of
    the newest article that was looked at. Without stories there is nothing to post.
    """

    slot: str
    due: datetime
    source: Source
    stories: tuple[EditionStory, ...]
    left_out: tuple[LeftOut, ...] = ()
    left_out_total: int = 0
    watermark: int = 0
