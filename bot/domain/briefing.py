"""A briefing: what happened on a subject in a period, and what a page of it shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.article import Article
from bot.domain.gist import Line
from bot.domain.heat import Heat
from bot.domain.mark import Mark
from bot.domain.period import Period
from bot.domain.search import Tally
from bot.domain.text import repair_controls
from bot.domain.usual import Usual
from bot.domain.volume import Totals
from bot.domain.volume_chart import VolumeChart

MOST_STORIES = 10
USUAL_STORIES = 5


@dataclass(frozen=True, slots=True)
class BriefingQuery:
    """What a member wants to be briefed on: a topic or words, "" for everything.

    Without a period the data choose it. `stories` is how many a page shows, 1 to 10.
    """

    about: str
    period: Period | None = None
    stories: int = USUAL_STORIES

    def __post_init__(self) -> None:
        object.__setattr__(self, "about", " ".join(repair_controls(self.about).split()))
        object.__setattr__(self, "stories", min(max(self.stories, 1), MOST_STORIES))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a briefing is on, as it was understood.

    `name` is the topic under the name readers see, or the words that were looked for; "" where it
    is on everything. `is_corrected` says that it isn't what was typed, but what that may mean.
    """

    kind: Literal["topic", "words", "everything"]
    name: str
    is_corrected: bool = False


@dataclass(frozen=True, slots=True)
class StoryMark:
    """A remembered story: its best article, its id, and what made it hot.

    `also` are articles that tell it, but haven't been placed in it yet. `pin` is the pin for which
    it comes first.
    """

    article_id: int
    story_id: int
    heat: Heat
    also: tuple[int, ...] = ()
    pin: Mark | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """A remembered briefing: all pages in a fixed order, so that paging is stable.

    `id` is short and URL-safe, for a button's custom_id; None where it could not be remembered.
    `totals` are of the whole period. `newest` is when the newest article of the subject appeared,
    if that is why the period ends in the past, though none was asked for. `is_shorter` and
    `is_longer` say whether there is a shorter and a longer period worth asking for.
    """

    id: str | None
    query: BriefingQuery
    subject: Subject
    period: Period
    totals: Totals
    usual: Usual | None
    chart: VolumeChart
    pages: tuple[tuple[StoryMark, ...], ...]
    newest: datetime | None = None
    is_shorter: bool = False
    is_longer: bool = False


@dataclass(frozen=True, slots=True)
class BriefedStory:
    """A story as a page shows it: its best article, others that tell it, and what it says.

    `pin` is the pin for which it comes first.
    """

    article: Article
    also: tuple[Article, ...]
    lines: tuple[Line, ...]
    heat: Heat
    pin: Mark | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An article that goes on with an earlier story."""

    article: Article
    earlier: Article


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """One page of a briefing; `number` counts from 0."""

    briefing: Briefing
    number: int
    stories: tuple[BriefedStory, ...]
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class NoBriefing:
    """Nothing to brief on: what comes near.

    `subject` is None where nothing of the archive fits; else the period that was asked for has
    nothing of it. `topics` are the nearest, or the largest; `newest` the subject's or the
    archive's newest articles.
    """

    query: BriefingQuery
    subject: Subject | None
    topics: tuple[Tally, ...] = ()
    newest: tuple[Article, ...] = ()
