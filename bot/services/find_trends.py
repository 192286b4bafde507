"""Find what is louder than its own usual."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.article import Article
from bot.domain.briefing_period import end_of_day
from bot.domain.period import Period
from bot.domain.scope import Scope
from bot.domain.topic import TopicNames
from bot.domain.trend import Counts, StoryTrend, Trends, loudest
from bot.domain.usual import spans_before
from bot.domain.weighting import Weighting
from bot.services.list_topics import newest_before
from bot.services.read_weighting import read_weighting
from bot.storage.store import Tables
from bot.storage.trends import LoudStory

_TOPICS = 5
_STORIES = 3
# Where weights may change which they are, so many are looked at.
_WEIGHED = 40
_FEWEST_SOURCES = 3
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
# So many articles are counted by topic in a third of a second; then fewer spans must do.
_MOST_COUNTED = 150_000
_FEWEST_SPANS = 3


async def find_trends(
    tables: Tables, period: Period | None, *, guild_id: int | None, now: datetime
) -> Trends | None:
    """What is loud in the period, or in the last week; None in an empty archive.

    A period without any article gives way to as many last days of the archive. Periods are whole
    days of UTC.
    """
    return await tables.at_once(_find_trends, tables, period, guild_id, now)


async def _find_trends(
    tables: Tables, period: Period | None, guild_id: int | None, now: datetime
) -> Trends | None:
    newest = await newest_before(tables, now, guild_id=guild_id)
    if newest is None:
        return None
    wanted = _whole_days(period or Period(end_of_day(now) - _WEEK, end_of_day(now)))
    shown = wanted
    if not await _has_articles(tables, wanted, guild_id):
        shown = Period(end_of_day(newest) - (wanted.end - wanted.start), end_of_day(newest))
    weighting = await read_weighting(tables, guild_id=guild_id, now=now)
    trends = await _weighed(tables, shown, guild_id, weighting)
    return replace(trends, ended=None if shown == wanted else newest)


def _whole_days(period: Period) -> Period:
    """As many whole days as the period has, up to the end of its last: 24 hours are today."""
    days = max(1, round((period.end - period.start) / _DAY))
    end = end_of_day(period.end - timedelta(microseconds=1))
    return Period(end - days * _DAY, end)


async def _has_articles(tables: Tables, period: Period, guild_id: int | None) -> bool:
    scope = Scope(after=period.start, before=period.end)
    return bool(await tables.leads.newest(scope, guild_id=guild_id, limit=1))


async def _weighed(
    tables: Tables, period: Period, guild_id: int | None, weighting: Weighting
) -> Trends:
    spans = await _spans(tables, period, guild_id)
    width = period.end - period.start
    edges = [period.end - width * back for back in range(spans + 1, -1, -1)]
    names = await tables.known_topics.names(guild_id=guild_id)
    sizes = await tables.trends.sizes(edges, guild_id=guild_id)
    by_name = _by_reader_name(await tables.trends.by_span(edges, guild_id=guild_id), names)
    counts = Counts(
        {name: _filled(by_span, spans) for name, by_span in by_name.items()}, _filled(sizes, spans)
    )
    topics, measure = loudest(counts, limit=_TOPICS, weighting=weighting)
    scope = Scope(after=period.start, before=period.end)
    return Trends(
        period,
        spans,
        topics,
        await _stories(tables, scope, guild_id, weighting),
        await tables.trends.sources_of_stories(scope, guild_id=guild_id),
        measure=measure,
        total=counts.all[-1],
    )


def _filled(by_span: Mapping[int, int], spans: int) -> list[int]:
    """The count of every span, the period's last."""
    return [by_span.get(span, 0) for span in range(spans + 1)]


async def _spans(tables: Tables, period: Period, guild_id: int | None) -> int:
    """How many spans before the period tell what is usual."""
    begins = await tables.volumes.beginning(guild_id=guild_id)
    spans = spans_before(period, begins=begins)
    width = period.end - period.start
    while spans > _FEWEST_SPANS:
        counted = Scope(after=period.start - spans * width, before=period.end)
        if await tables.trends.size(counted) <= _MOST_COUNTED:
            break
        spans = max(_FEWEST_SPANS, spans // 2)
    return spans


def _by_reader_name(
    counts: Mapping[str, Mapping[int, int]], names: TopicNames
) -> dict[str, dict[int, int]]:
    """The counts of topics as readers know them, whatever they are called in the archive."""
    known: dict[str, dict[int, int]] = {}
    for name, by_span in counts.items():
        joined = known.setdefault(names.reader_name(name), {})
        for span, articles in by_span.items():
            joined[span] = joined.get(span, 0) + articles
    return known


async def _stories(
    tables: Tables, scope: Scope, guild_id: int | None, weighting: Weighting
) -> tuple[StoryTrend, ...]:
    """The most reported stories, each by its best article that isn't muted; pinned ones first."""
    loud = await tables.trends.stories(
        scope,
        fewest=_FEWEST_SOURCES,
        limit=_WEIGHED if weighting else _STORIES,
        guild_id=guild_id,
    )
    members = await tables.stories.members([s.story_id for s in loud], guild_id=guild_id)
    # Of weights it matters which articles a story has besides its best.
    read = [i for ids in members.values() for i in (ids if weighting else ids[:1])]
    articles = await tables.articles.by_ids(read, guild_id=guild_id)
    by_id = {article.id: article for article in weighting.allowed(articles)}
    told = {s: [by_id[i] for i in members.get(s.story_id, ()) if i in by_id] for s in loud}
    trends = [_trend(s, articles, weighting) for s, articles in told.items() if articles]
    # Already in the order of how many report them.
    ranked = sorted(trends, key=lambda trend: -weighting.tier(trend.article))
    return tuple(ranked[:_STORIES])


def _trend(story: LoudStory, articles: Sequence[Article], weighting: Weighting) -> StoryTrend:
    # Of equal ones the first, which is the best.
    shown = max(articles, key=weighting.tier)
    return StoryTrend(shown, story.sources, story.articles, weighting.pin(shown))
