"""What is louder than its own usual, and by how much."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.article import Article
from bot.domain.period import Period

# What is usually silent is not infinitely loud with one article.
_LEAST_USUAL = 0.5
_FEWEST = 3
# Chance makes as much of one topic in twenty: half the 95th percentile of chi-square.
_SURPRISING = 1.92
_TIMES = 1.5


@dataclass(frozen=True, slots=True)
class TopicTrend:
    """A topic's articles in a period, and the mean of so many equal spans before (None: young).

    `surprise` orders trends: how unlikely chance alone makes so many, in units of log-likelihood.
    """

    name: str
    articles: int
    usual: float | None = None
    surprise: float = 0.0

    @property
    def is_loud(self) -> bool:
        """Whether it is louder than its own usual, and not by chance."""
        if self.usual is None or self.articles < _FEWEST:
            return False
        return self.surprise >= _SURPRISING and self.articles >= _TIMES * self.usual

    @property
    def times(self) -> float:
        """How many times its usual it has."""
        return self.articles / max(self.usual or 0.0, _LEAST_USUAL)


@dataclass(frozen=True, slots=True)
class StoryTrend:
    """A story by its leading article, with the sources and articles that report it in a period."""

    article: Article
    sources: int
    articles: int


@dataclass(frozen=True, slots=True)
class Trends:
    """What is loud in a period.

    `spans` equal spans before it are what is usual; 0 where the archive is too young to know.
    `ended` is when the newest article came out, where the period was moved to the archive's end.
    `usual_sources` is by how many a story is reported on average. Without anything loud, the
    `topics` are those with most articles, and `is_quiet`; None of all in an empty archive.
    """

    period: Period
    spans: int
    topics: tuple[TopicTrend, ...] = ()
    stories: tuple[StoryTrend, ...] = ()
    usual_sources: float = 0.0
    ended: datetime | None = None
    is_quiet: bool = False


def weigh_topic(name: str, articles: int, before: Sequence[int]) -> TopicTrend:
    """How loud a topic is with so many articles, after so many in each of the spans before."""
    if not before:
        return TopicTrend(name, articles)
    usual = sum(before) / len(before)
    return TopicTrend(name, articles, usual, round(_surprise(articles, before, usual), 3))


def _surprise(articles: int, before: Sequence[int], usual: float) -> float:
    """The log-likelihood ratio of a Poisson count against its usual, 0 if it is no louder.

    A topic that comes in bursts surprises less: the ratio is divided by how much more its spans
    vary than chance has it.
    """
    expected = max(usual, _LEAST_USUAL)
    if articles <= expected:
        return 0.0
    variance = sum((count - usual) ** 2 for count in before) / max(1, len(before) - 1)
    burstiness = max(1.0, variance / expected)
    return (articles * math.log(articles / expected) - (articles - expected)) / burstiness


def loudest(
    counts: Mapping[str, Mapping[int, int]], *, spans: int, limit: int
) -> tuple[tuple[TopicTrend, ...], bool]:
    """The topics that are louder than usual, the most surprising first, and whether none is.

    `counts` are articles by span: 0 up to `spans` - 1 are those before, `spans` is the period.
    Where none is, those with most articles in the period.
    """
    topics = [
        weigh_topic(name, by_span.get(spans, 0), [by_span.get(at, 0) for at in range(spans)])
        for name, by_span in counts.items()
    ]
    loud = [topic for topic in topics if topic.is_loud]
    if loud:
        return tuple(sorted(loud, key=lambda t: (-t.surprise, -t.articles, t.name))[:limit]), False
    busy = sorted((t for t in topics if t.articles), key=lambda t: (-t.articles, t.name))
    return tuple(busy[:limit]), True
