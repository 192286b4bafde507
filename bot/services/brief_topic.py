"""Brief on a topic: choose the period, count what is in it, and put its stories in order."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.briefing import Briefing, BriefingQuery, NoBriefing, StoryMark
from bot.domain.briefing_period import end_of_day, ladder, longer, shorter
from bot.domain.heat import half_life, heat_of
from bot.domain.lead import Lead, paged
from bot.domain.names import nearest_names
from bot.domain.period import Period
from bot.domain.scope import Scope
from bot.domain.usual import Usual, spans_before, usual_of
from bot.domain.volume import Totals
from bot.domain.volume_chart import VolumeChart, chart_edges, make_chart
from bot.services.find_subject import FoundSubject, find_subject
from bot.services.merge_leads import merge_leads
from bot.services.read_weighting import read_weighting
from bot.services.weigh_leads import LeadWeigher
from bot.storage.store import Tables

# Stories of which the order is made, and those that can be paged through.
_WEIGHED = 80
# Where some may be muted, so many times more are looked at.
_MORE = 4
_MOST_STORIES = 25
_NEAREST = 5
_NEWEST = 3
# A short period is taken if it has twice as much as a page shows, a longer one if it fills a page.
_PLENTY = 2
_SHORT = timedelta(days=7)
# When nothing has come for so long, the last days that had something are briefed on.
_SILENT = timedelta(days=30)


async def brief_topic(
    tables: Tables, query: BriefingQuery, *, guild_id: int | None, now: datetime
) -> Briefing | NoBriefing:
    """The briefing on a topic, on words, or on everything, without an id."""
    found = await find_subject(tables, query.about, guild_id=guild_id, now=now)
    if found is None:
        return await _nothing(tables, query, None, guild_id, now)
    scribe = _Scribe(tables, found, guild_id, now)
    period, newest = query.period, None
    # Each step in one round trip to the tables' thread: there are dozens of small reads.
    if period is None:
        period, newest = await tables.at_once(scribe.choose_period, query.stories)
    is_open = query.period is None
    leads = () if period is None else await tables.at_once(scribe.leads, period, is_open)
    if period is None or not leads:
        return await _nothing(tables, query, found, guild_id, now)
    return await scribe.write(query, period, newest, leads)


class _Scribe:
    """Writes a briefing on one subject for one server."""

    def __init__(
        self, tables: Tables, found: FoundSubject, guild_id: int | None, now: datetime
    ) -> None:
        self._tables = tables
        self._found = found
        self._guild_id = guild_id
        self._now = now
        self._newest_at: datetime | None = None
        self._is_newest_known = False

    async def choose_period(self, stories: int) -> tuple[Period | None, datetime | None]:
        """The last day, three days, week... with enough news.

        Where news ended long ago, up to the last day that had some; then also when that was.
        """
        newest = await self._newest()
        if newest is None:
            return None, None
        is_past = newest < self._now - _SILENT
        end = end_of_day(newest) if is_past or newest >= self._now else self._now
        chosen = None
        # The last hours of what ended are often few stragglers: it takes a week to see it.
        periods = [p for p in ladder(end) if not is_past or p.end - p.start >= _SHORT]
        for period in periods:
            totals = await self._totals(period)
            if totals.stories or chosen is None:
                chosen = period
            wanted = stories * (_PLENTY if period.end - period.start < _SHORT else 1)
            if totals.stories >= wanted:
                break
        return chosen, newest if is_past else None

    async def _newest(self) -> datetime | None:
        """When the subject's newest article appeared, if there is one by now."""
        if not self._is_newest_known:
            self._newest_at = await self._read_newest()
            self._is_newest_known = True
        return self._newest_at

    async def _read_newest(self) -> datetime | None:
        for scope in (replace(self._found.scope, before=self._now), self._found.scope):
            ids = await self._tables.leads.newest(scope, guild_id=self._guild_id, limit=1)
            if ids:
                (article,) = await self._tables.articles.by_ids(ids, guild_id=self._guild_id)
                return article.published
        return None

    async def _totals(self, period: Period) -> Totals:
        return await self._tables.volumes.totals(self._within(period), guild_id=self._guild_id)

    def _within(self, period: Period) -> Scope:
        return replace(self._found.scope, after=period.start, before=period.end)

    async def leads(self, period: Period, is_open: bool) -> Sequence[Lead]:
        """The period's stories by their heads, with what makes them hot.

        If it `is_open`, nobody asked for just this period.
        """
        life = half_life(period.end - period.start)
        weighting = await read_weighting(self._tables, guild_id=self._guild_id, now=self._now)
        hottest = await self._tables.leads.hottest(
            self._within(period),
            end=period.end,
            life=life,
            limit=_WEIGHED * (_MORE if weighting.has_mutes else 1),
            guild_id=self._guild_id,
        )
        stories = {lead.article_id: lead for lead in hottest}
        articles = await self._tables.articles.by_ids([*stories], guild_id=self._guild_id)
        leads = [
            Lead(
                article,
                stories[article.id].story_id,
                heat_of(
                    article,
                    sources=stories[article.id].sources,
                    in_title=article.id in self._found.titled,
                    end=period.end,
                    life=life,
                ),
            )
            for article in articles
        ]
        weigher = LeadWeigher(
            self._tables, self._guild_id, weighting, self._found.scope, period, life, is_open
        )
        return await merge_leads(self._tables, await weigher.weigh(leads), guild_id=self._guild_id)

    async def write(
        self,
        query: BriefingQuery,
        period: Period,
        newest: datetime | None,
        leads: Sequence[Lead],
    ) -> Briefing:
        """The briefing on the period's leads."""
        # Beside the counts, for which SQLite lets other threads run: it takes up to 10 ms.
        pages, briefing = await asyncio.gather(
            asyncio.to_thread(paged, leads, most=_MOST_STORIES, page=query.stories),
            self._tables.at_once(self._counted, query, period),
        )
        return replace(
            briefing,
            pages=tuple(tuple(map(_mark, page)) for page in pages),
            newest=newest,
        )

    async def _counted(self, query: BriefingQuery, period: Period) -> Briefing:
        """The briefing's figures, without its stories."""
        begins = await self._tables.volumes.beginning(guild_id=self._guild_id)
        totals, usual = await self._figures(period, begins)
        return Briefing(
            id=None,
            query=query,
            subject=self._found.subject,
            period=period,
            totals=totals,
            usual=usual,
            chart=await self._chart(period, begins),
            pages=(),
            is_shorter=await self._is_shorter(period),
            is_longer=longer(period) is not None,
        )

    async def _is_shorter(self, period: Period) -> bool:
        """Whether a shorter period would have news."""
        briefer = shorter(period)
        return briefer is not None and bool((await self._totals(briefer)).stories)

    async def _figures(
        self, period: Period, begins: datetime | None
    ) -> tuple[Totals, Usual | None]:
        """What the period has, and what equal spans before it had on average."""
        spans = spans_before(period, begins=begins)
        width = period.end - period.start
        if spans and not await self._tables.volumes.is_countable(
            period.start - spans * width, period.end
        ):
            spans = 0
        counted = await self._tables.volumes.by_span(
            replace(self._found.scope, after=period.start - spans * width, before=period.end),
            start=period.start,
            width=width,
            guild_id=self._guild_id,
        )
        stories = {number: totals.stories for number, totals in counted.items()}
        return counted.get(0, Totals()), usual_of(stories, spans)

    async def _chart(self, period: Period, begins: datetime | None) -> VolumeChart:
        """The subject's volume around the period, up to now at most."""
        newest = await self._newest()
        ends = max(period.end, min(self._now, end_of_day(newest or period.end)))
        unit, edges = chart_edges(period, begins=begins, ends=ends)
        counts = await self._tables.volumes.between(
            self._found.scope, edges, guild_id=self._guild_id
        )
        return make_chart(unit, edges, counts, period)


def _mark(lead: Lead) -> StoryMark:
    return StoryMark(lead.article.id, lead.story_id, lead.heat, lead.also, lead.pin)


async def _nothing(
    tables: Tables,
    query: BriefingQuery,
    found: FoundSubject | None,
    guild_id: int | None,
    now: datetime,
) -> NoBriefing:
    """What comes near: topics like the text, and the newest of the subject or the archive."""
    tallies = await tables.topics.tallies(guild_id=guild_id)
    by_name = {tally.name: tally for tally in tallies}
    nearest = nearest_names(query.about, [*by_name], limit=_NEAREST) if query.about else ()
    scope = Scope() if found is None else found.scope
    newest = await tables.leads.newest(scope, guild_id=guild_id, limit=_MORE * _NEWEST)
    articles = await tables.articles.by_ids(newest, guild_id=guild_id)
    weighting = await read_weighting(tables, guild_id=guild_id, now=now)
    return NoBriefing(
        query,
        None if found is None else found.subject,
        tuple(by_name[name] for name in nearest) or tuple(tallies[:_NEAREST]),
        weighting.allowed(articles)[:_NEWEST],
    )
