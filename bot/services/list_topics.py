"""List the topics of the archive, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.briefing_period import end_of_day
from bot.domain.period import Period
from bot.domain.scope import Scope
from bot.domain.topic import Topic, TopicNames
from bot.domain.topic_page import PAGE_SIZE, TopicPage, TopicRow
from bot.domain.words import fold
from bot.storage.filters import Filters
from bot.storage.store import Tables
from bot.storage.trends import Recent

_DAYS = 7
_MOST_ALSO = 3


async def list_topics(
    tables: Tables, number: int, *, guild_id: int | None, now: datetime
) -> TopicPage:
    """The page of that number, from 0, or the last there is; without rows in an empty archive.

    Topics with most articles in the archive's last days come first, then the largest.
    """
    return await tables.at_once(_list_topics, tables, number, guild_id, now)


async def _list_topics(
    tables: Tables, number: int, guild_id: int | None, now: datetime
) -> TopicPage:
    names = await tables.known_topics.names(guild_id=guild_id)
    newest = await newest_before(tables, now, guild_id=guild_id)
    page = TopicPage((), 0, len(names.topics), _DAYS, newest)
    if newest is None:
        return page
    fresh = await _freshness(tables, end_of_day(newest), guild_id)
    shown = min(max(number, 0), page.pages - 1)
    ordered = _ordered(names, fresh.recent)[shown * PAGE_SIZE :][:PAGE_SIZE]
    called = names.called()
    rows = [
        replace(
            await _row(tables, topic, fresh, guild_id),
            also=_also(topic, called.get(topic.name, ())),
        )
        for topic in ordered
    ]
    return replace(page, rows=tuple(rows), number=shown)


@dataclass(frozen=True, slots=True)
class _Freshness:
    """What there is of each topic in the last days, and when the newest of the latest came out."""

    last_days: Period
    recent: Mapping[str, Recent]
    latest: Mapping[str, datetime]


async def _freshness(tables: Tables, end: datetime, guild_id: int | None) -> _Freshness:
    last_days = Period(end - timedelta(days=_DAYS), end)
    within = Scope(after=last_days.start, before=last_days.end)
    return _Freshness(
        last_days,
        await tables.trends.by_topic(within, guild_id=guild_id),
        await tables.trends.newest(before=end, guild_id=guild_id),
    )


async def newest_before(tables: Tables, now: datetime, *, guild_id: int | None) -> datetime | None:
    """When the newest visible article came out that is not of the future; None without one."""
    filters = Filters(before=now)
    ids = await tables.filtered.newest(filters, guild_id=guild_id, limit=1)
    articles = await tables.articles.by_ids(ids, guild_id=guild_id)
    return articles[0].published if articles else None


def _ordered(names: TopicNames, recent: Mapping[str, Recent]) -> list[Topic]:
    def fresh(topic: Topic) -> int:
        return sum(recent[name].articles for name in topic.names if name in recent)

    return sorted(names.topics, key=lambda t: (-fresh(t), -t.count, t.name))


async def _row(tables: Tables, topic: Topic, fresh: _Freshness, guild_id: int | None) -> TopicRow:
    last_days, trends = fresh.last_days, tables.trends
    newest = max((fresh.latest[n] for n in topic.names if n in fresh.latest), default=None)
    if newest is None:
        newest = await trends.newest_of(topic.names, before=last_days.end, guild_id=guild_id)
    found = [fresh.recent[name] for name in topic.names if name in fresh.recent]
    if len(found) <= 1:
        articles, stories = (found[0].articles, found[0].stories) if found else (0, 0)
        return TopicRow(topic.name, topic.count, articles, stories, newest)
    # What bears two of its names, or tells the same story, counts once.
    within = Scope(topic.names, after=last_days.start, before=last_days.end)
    totals = await tables.volumes.totals(within, guild_id=guild_id)
    return TopicRow(topic.name, topic.count, totals.articles, totals.stories, newest)


def _also(topic: Topic, called: Sequence[str]) -> tuple[str, ...]:
    """Some other names of a topic."""
    shown = {fold(topic.name)}
    others = {fold(name): name for name in called if fold(name) not in shown}
    return tuple(others.values())[:_MOST_ALSO]
