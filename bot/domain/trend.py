"""What is louder than its own usual, and by how much."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.domain.article import Article
from bot.domain.desk_act import Weight
from bot.domain.mark import Mark
from bot.domain.period import Period
from bot.domain.weighting import LOUDER, Weighting

# Louder than their usual; or, where all is quieter, a larger part of all than usual; or with most
# articles, where nothing stands out or what is usual isn't known.
Measure = Literal["volume", "share", "size"]

# What is usually silent is not infinitely loud with one article.
_LEAST_USUAL = 0.5
_FEWEST = 3
# Chance makes as much of one topic in twenty: half the 95th percentile of chi-square.
_SURPRISING = 1.92
_TIMES = 1.5


@dataclass(frozen=True, slots=True)
class TopicTrend:
    """A topic's articles in a period, and the mean of so many equal spans before (None: young).

    `share` and `usual_share` are its parts of all articles of the same times, 0 to 1. `surprise`
    and `share_surprise` order trends: how unlikely chance alone makes so many or so large a part,
    in units of log-likelihood. `pin` is the pin for which it comes first.
    """

    name: str
    articles: int
    usual: float | None = None
    surprise: float = 0.0
    share: float = 0.0
    usual_share: float = 0.0
    share_surprise: float = 0.0
    pin: Mark | None = None

    @property
    def is_loud(self) -> bool:
        """Whether it is louder than its own usual, and not by chance."""
        if self.usual is None or self.articles < _FEWEST:
            return False
        return self.surprise >= _SURPRISING and self.articles >= _TIMES * self.usual

    @property
    def is_larger(self) -> bool:
        """Whether it is a larger part of all than usual, and not by chance."""
        if self.usual is None or self.articles < _FEWEST:
            return False
        is_much = self.share >= _TIMES * self.usual_share
        return is_much and self.share_surprise >= _SURPRISING

    @property
    def times(self) -> float:
        """How many times its usual it has."""
        return self.articles / max(self.usual or 0.0, _LEAST_USUAL)


@dataclass(frozen=True, slots=True)
class StoryTrend:
    """A story by its leading article, with the sources and articles that report it in a period.

    `pin` is the pin for which it comes first.
    """

    article: Article
    sources: int
    articles: int
    pin: Mark | None = None


@dataclass(frozen=True, slots=True)
class Trends:
    """What is loud in a period.

    `spans` equal spans before it are what is usual; 0 where the archive is too young to know.
    `ended` is when the newest article came out, where the period was moved to the archive's end.
    `total` are all articles of the period. `usual_sources` is by how many a story is reported on
    average.
    """

    period: Period
    spans: int
    topics: tuple[TopicTrend, ...] = ()
    stories: tuple[StoryTrend, ...] = ()
    usual_sources: float = 0.0
    ended: datetime | None = None
    measure: Measure = "volume"
    total: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Articles in equal spans of time, the last of which is the period: of each topic, of all."""

    topics: Mapping[str, Sequence[int]]
    all: Sequence[int]


def weigh_topic(name: str, counts: Sequence[int], all_counts: Sequence[int]) -> TopicTrend:
    """How loud a topic is, by its articles and by all articles in the same spans."""
    *before, articles = counts
    *all_before, total = all_counts
    if not before:
        return TopicTrend(name, articles)
    usual = sum(before) / len(before)
    usual_share = sum(before) / max(1, sum(all_before))
    if articles < _FEWEST:
        return TopicTrend(name, articles, usual, 0.0, articles / max(1, total), usual_share)
    parts = [usual_share * size for size in all_before]
    return TopicTrend(
        name,
        articles,
        usual,
        _surprise(articles, usual, _burstiness(before, [usual] * len(before))),
        articles / max(1, total),
        usual_share,
        _surprise(articles, usual_share * total, _burstiness(before, parts)),
    )


def _surprise(articles: int, usual: float, burstiness: float) -> float:
    """The log-likelihood ratio of a Poisson count against its usual, 0 if it is no louder.

    A topic that comes in bursts surprises less.
    """
    expected = max(usual, _LEAST_USUAL)
    if articles <= expected:
        return 0.0
    return (articles * math.log(articles / expected) - (articles - expected)) / burstiness


def _burstiness(before: Sequence[int], expected: Sequence[float]) -> float:
    """How many times more the spans vary about what is expected than chance has it; 1 at least."""
    pairs = zip(before, expected, strict=True)
    variation = sum((count - mean) ** 2 / max(mean, _LEAST_USUAL) for count, mean in pairs)
    return max(1.0, variation / max(1, len(before) - 1))


def loudest(
    counts: Counts, *, limit: int, weighting: Weighting | None = None
) -> tuple[tuple[TopicTrend, ...], Measure]:
    """The topics that stand out most, and by what: see Measure.

    Without those that are muted; of those that stand out pinned ones come first, and boosted ones
    count as if they did twice as much.
    """
    weights = weighting or Weighting()
    topics = [
        _marked(weigh_topic(name, of_topic, counts.all), weights)
        for name, of_topic in counts.topics.items()
        if not weights.is_muted(name)
    ]
    if loud := [topic for topic in topics if topic.is_loud]:
        return _first(loud, lambda t: t.surprise, limit, weights), "volume"
    if larger := [topic for topic in topics if topic.is_larger]:
        return _first(larger, lambda t: t.share_surprise, limit, weights), "share"
    busy = [topic for topic in topics if topic.articles]
    return _first(busy, lambda t: t.articles, limit, weights), "size"


def _marked(topic: TopicTrend, weighting: Weighting) -> TopicTrend:
    mark = weighting.topics.get(topic.name)
    is_pinned = mark is not None and mark.weight is Weight.PIN
    return replace(topic, pin=mark) if is_pinned else topic


def _first(
    topics: Sequence[TopicTrend],
    key: Callable[[TopicTrend], float],
    limit: int,
    weighting: Weighting,
) -> tuple[TopicTrend, ...]:
    def rank(topic: TopicTrend) -> tuple[bool, float, int, str]:
        times = LOUDER if weighting.is_boosted(topic.name) else 1.0
        return topic.pin is None, -times * key(topic), -topic.articles, topic.name

    return tuple(sorted(topics, key=rank)[:limit])
