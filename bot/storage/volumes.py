"""How much appeared when: visible articles, and the stories they tell, counted by day of UTC."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.domain.volume import DayVolume, Totals
from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection, Row, listed
from bot.storage.filters import Filters
from bot.storage.tallies import TOPIC

_EPOCH = date(1970, 1, 1)
# Division rounds towards zero: before 1970 it would round up.
_DAY = "((published + 86400000000) / 86400 - 1000000)"
_STORY = "coalesce(story_id, articles.id)"
_MEMBERS = " LEFT JOIN story_members ON story_members.article_id = articles.id"
_BY_TIME = " FROM articles INDEXED BY articles_by_published" + _MEMBERS
_BY_TOPIC = (
    " FROM article_topics CROSS JOIN articles ON articles.id = article_topics.article_id" + _MEMBERS
)
_BY_ID = " FROM json_each(?) AS wanted CROSS JOIN articles ON articles.id = wanted.value" + _MEMBERS
_FOREVER = 1 << 60
_TOPIC_ID = "(SELECT id FROM topics WHERE name = ?)"
_ON_TOPIC = (
    " AND EXISTS (SELECT 1 FROM article_topics WHERE article_topics.article_id = articles.id"
    f" AND topic_id = {_TOPIC_ID})"
)
_OF_TOPIC = f" AND article_topics.topic_id = {_TOPIC_ID}"

_Part = tuple[str, list[str | int]]


class Volumes:
    """The articles' and stories' tables, counted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def by_day(self, filters: Filters, *, guild_id: int | None) -> list[DayVolume]:
        """The days that have something within the filters, in order; a day without is not named."""
        return await self._by_day(await self._within(filters, guild_id))

    async def by_day_of(
        self, ids: Iterable[int], filters: Filters, *, guild_id: int | None
    ) -> list[DayVolume]:
        """The same of these articles only."""
        return await self._by_day(_of_ids(ids, filters, guild_id))

    async def totals(self, filters: Filters, *, guild_id: int | None) -> Totals:
        """Articles, stories and providers within the filters."""
        return await self._totals(await self._within(filters, guild_id))

    async def totals_of(
        self, ids: Iterable[int], filters: Filters, *, guild_id: int | None
    ) -> Totals:
        """The same of these articles only."""
        return await self._totals(_of_ids(ids, filters, guild_id))

    async def by_topic(
        self, filters: Filters, *, guild_id: int | None
    ) -> dict[str, list[DayVolume]]:
        """Every topic's days within the filters, which should limit the time."""
        conditions, values = _conditions(filters, guild_id)
        rows = await self._connection.all(
            f"SELECT name, {_DAY} AS day, count(*), count(DISTINCT {_STORY}){_BY_TIME}"
            " CROSS JOIN article_topics ON article_topics.article_id = articles.id"
            f" CROSS JOIN topics ON topics.id = topic_id WHERE {conditions}"
            " GROUP BY topic_id, day ORDER BY name, day",
            values,
        )
        volumes: dict[str, list[DayVolume]] = {}
        for name, *day in rows:
            volumes.setdefault(name, []).append(_volume(day))
        return volumes

    async def _by_day(self, part: _Part) -> list[DayVolume]:
        sql, values = part
        rows = await self._connection.all(
            f"SELECT {_DAY} AS day, count(*), count(DISTINCT {_STORY}){sql}"
            " GROUP BY day ORDER BY day",
            values,
        )
        return [_volume(row) for row in rows]

    async def _totals(self, part: _Part) -> Totals:
        sql, values = part
        row = await self._connection.one(
            f"SELECT count(*), count(DISTINCT {_STORY}), count(DISTINCT provider){sql}", values
        )
        return Totals(*row) if row else Totals()

    async def _within(self, filters: Filters, guild_id: int | None) -> _Part:
        """Where to look: through the time or through the topic, whichever holds less."""
        conditions, values = _conditions(filters, guild_id)
        if filters.topic is None:
            return f"{_BY_TIME} WHERE {conditions}", values
        if await self._is_longer_than_topic(filters, guild_id):
            return f"{_BY_TOPIC} WHERE {conditions}{_OF_TOPIC}", [*values, filters.topic]
        return f"{_BY_TIME} WHERE {conditions}{_ON_TOPIC}", [*values, filters.topic]

    async def _is_longer_than_topic(self, filters: Filters, guild_id: int | None) -> bool:
        """Whether more articles are within the time than are on the topic at any time."""
        size = await self._connection.value(
            "SELECT coalesce(sum(articles), 0) FROM tallies"
            " WHERE kind = ? AND guild_id IN (0, ?) AND name = ?",
            (TOPIC, guild_id or SHARED, filters.topic),
        )
        within = await self._connection.value(
            "SELECT count(*) FROM (SELECT 1 FROM articles"
            " WHERE published >= ? AND published < ? LIMIT ?)",
            (*_span(filters), size + 1),
        )
        return bool(within > size)


def _of_ids(ids: Iterable[int], filters: Filters, guild_id: int | None) -> _Part:
    conditions, values = _conditions(filters, guild_id)
    part, of_topic = f"{_BY_ID} WHERE {conditions}", filters.topic
    wanted: list[str | int] = [listed(ids), *values]
    return (part, wanted) if of_topic is None else (part + _ON_TOPIC, [*wanted, of_topic])


def _conditions(filters: Filters, guild_id: int | None) -> _Part:
    """What all but the topic demands."""
    sql = f"{VISIBLE} AND published >= ? AND published < ?"
    values: list[str | int] = [guild_id or SHARED, *_span(filters)]
    if filters.providers is not None:
        sql += " AND provider IN (SELECT value FROM json_each(?))"
        values.append(listed(filters.providers))
    return sql, values


def _span(filters: Filters) -> tuple[int, int]:
    """The limits in seconds since 1970; what has none is without beginning or end."""
    after, before = filters.after, filters.before
    return (
        -_FOREVER if after is None else int(after.timestamp()),
        _FOREVER if before is None else int(before.timestamp()),
    )


def _volume(row: Row) -> DayVolume:
    day, articles, stories = row
    return DayVolume(_EPOCH + timedelta(days=day), articles, stories)
