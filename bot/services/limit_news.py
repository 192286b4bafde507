"""What limits an answer beside its words: names, dates, phrases, exclusions, the server."""

import heapq
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.names import find_name
from bot.domain.query_text import QueryText
from bot.domain.search import SearchQuery
from bot.domain.words import fold
from bot.services.resolve_topic import resolve_topic
from bot.storage.filters import Filters
from bot.storage.index import Wording
from bot.storage.store import Tables

# Whether an article has a phrase is read in its words; of more articles the newest are looked at.
MOST_READ = 2_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Keeps what is within all limits; false where there is none."""

    tables: Tables
    guild_id: int | None
    filters: Filters
    wording: Wording

    def __bool__(self) -> bool:
        return bool(self.filters or self.wording or self.tables.index.has_private)

    async def keep(self, ids: Collection[int]) -> tuple[set[int], bool]:
        """Those of the articles that are within the limits, and whether there may be more."""
        index = self.tables.index
        if self.filters or index.has_private:
            ids = await self.tables.filtered.within(ids, self.filters, guild_id=self.guild_id)
        if not self.wording:
            return set(ids), False
        read = heapq.nlargest(MOST_READ, ids)
        return await index.worded(read, self.wording), len(ids) > len(read)


async def limits_of(
    tables: Tables, query: SearchQuery, text: QueryText, *, guild_id: int | None
) -> Limits | None:
    """The limits of a question by its options and its text; None where nothing can be within."""
    filters = time_limits(query, text)
    topic, source = (
        (query.topic or "").strip() or text.topic,
        (query.source or "").strip() or text.source,
    )
    if topic:
        meant = await resolve_topic(tables, topic, guild_id=guild_id)
        if meant is None:
            return None
        filters = replace(filters, topics=meant.names)
    if source:
        providers = await _providers(tables, source, guild_id)
        if not providers:
            return None
        filters = replace(filters, providers=providers)
    phrases = tuple(phrase for phrase in text.phrases if len(phrase) > 1)
    return Limits(tables, guild_id, filters, Wording(phrases, text.without))


def time_limits(query: SearchQuery, text: QueryText) -> Filters:
    """The narrowest time that options and text leave."""
    return Filters(
        after=_latest(query.after, text.after), before=_earliest(query.before, text.before)
    )


async def _providers(tables: Tables, typed: str, guild_id: int | None) -> tuple[str, ...]:
    named = await tables.topics.providers_of_domain(fold(typed).strip(), guild_id=guild_id)
    if named:
        return named
    names = [tally.name for tally in await tables.topics.sources(guild_id=guild_id)]
    name = find_name(typed, names)
    return () if name is None else (name,)


def _latest(*times: datetime | None) -> datetime | None:
    return max((time for time in times if time is not None), default=None)


def _earliest(*times: datetime | None) -> datetime | None:
    return min((time for time in times if time is not None), default=None)
