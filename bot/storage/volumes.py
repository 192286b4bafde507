"""How much appeared when: visible articles, and the stories they tell, counted by day of UTC."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.scope import Scope
from bot.domain.volume import DayVolume, Totals
from bot.storage.articles import SHARED
from bot.storage.database import Connection, Row
from bot.storage.scopes import STORY, source_of
from bot.storage.tallies import SOURCE

_EPOCH = date(1970, 1, 1)
# Division rounds towards zero: from below it would round up, so that many spans are added before.
_MANY = 1_000_000
_SPAN = f"((published - ? + {_MANY} * ?) / ? - {_MANY})"
_DAY_SECONDS = 86_400
_DAY = f"((published + {_MANY} * {_DAY_SECONDS}) / {_DAY_SECONDS} - {_MANY})"
# A few articles are much older than all others.
_STRAGGLERS = 50
# Counting the stories of so many takes 0.3 s.
_COUNTABLE = 150_000


class Volumes:
    """The articles' and stories' tables, counted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def by_day(self, scope: Scope, *, guild_id: int | None) -> list[DayVolume]:
        """The days that have something, in order; a day without is not named."""
        source = await source_of(self._connection, scope, guild_id=guild_id)
        rows = await self._connection.all(
            f"SELECT {_DAY} AS day, count(*), count(DISTINCT {STORY})"
            f"{source.tables}{source.where} GROUP BY day ORDER BY day",
            source.values,
        )
        return [_volume(row) for row in rows]

    async def by_span(
        self, scope: Scope, *, start: datetime, width: timedelta, guild_id: int | None
    ) -> dict[int, Totals]:
        """The spans that have something, by their number: 0 begins at `start`, -1 ends there."""
        source = await source_of(self._connection, scope, guild_id=guild_id)
        seconds = max(1, int(width.total_seconds()))
        rows = await self._connection.all(
            f"SELECT {_SPAN} AS span, count(*), count(DISTINCT {STORY}), count(DISTINCT provider)"
            f"{source.tables}{source.where} GROUP BY span",
            (int(start.timestamp()), seconds, seconds, *source.values),
        )
        return {row[0]: Totals(*row[1:]) for row in rows}

    async def between(
        self, scope: Scope, edges: Sequence[datetime], *, guild_id: int | None
    ) -> dict[int, int]:
        """Articles between each time and the next, by number from 0; they are whole days apart."""
        within = replace(scope, after=edges[0], before=edges[-1])
        source = await source_of(self._connection, within, guild_id=guild_id)
        start = int(edges[0].timestamp())
        rows = await self._connection.all(
            f"SELECT {_SPAN} AS span, count(*){source.articles}{source.where} GROUP BY span",
            (start, _DAY_SECONDS, _DAY_SECONDS, *source.article_values),
        )
        days = [(edge - edges[0]).days for edge in edges]
        counts: Counter[int] = Counter()
        for day, articles in rows:
            counts[bisect_right(days, day) - 1] += articles
        return dict(counts)

    async def is_countable(self, after: datetime, before: datetime) -> bool:
        """Whether there are so few articles in the span that a member needn't wait for a count."""
        within = await self._connection.value(
            "SELECT count(*) FROM (SELECT 1 FROM articles"
            " WHERE published >= ? AND published < ? LIMIT ?)",
            (int(after.timestamp()), int(before.timestamp()), _COUNTABLE + 1),
        )
        return bool(within <= _COUNTABLE)

    async def totals(self, scope: Scope, *, guild_id: int | None) -> Totals:
        """Articles, stories and providers in all."""
        source = await source_of(self._connection, scope, guild_id=guild_id)
        row = await self._connection.one(
            f"SELECT count(*), count(DISTINCT {STORY}), count(DISTINCT provider)"
            f"{source.tables}{source.where}",
            source.values,
        )
        return Totals(*row) if row else Totals()

    async def beginning(self, *, guild_id: int | None) -> datetime | None:
        """When the archive begins, but for the oldest fiftieth; None where it is empty."""
        total = await self._connection.value(
            "SELECT sum(articles) FROM tallies WHERE kind = ? AND guild_id IN (0, ?)",
            (SOURCE, guild_id or SHARED),
        )
        if not total:
            return None
        published = await self._connection.value(
            "SELECT published FROM (SELECT * FROM (SELECT published FROM articles"
            " INDEXED BY articles_shared_by_published WHERE guild_id = 0"
            " ORDER BY published LIMIT ?2 + 1) UNION ALL SELECT published FROM articles"
            " WHERE guild_id <> 0 AND guild_id = ?1 AND stands_for IS NULL"
            " AND is_removed = 0)"
            " ORDER BY published LIMIT 1 OFFSET ?2",
            (guild_id or SHARED, total // _STRAGGLERS),
        )
        return None if published is None else datetime.fromtimestamp(published, UTC)

    async def by_topic(self, scope: Scope, *, guild_id: int | None) -> dict[str, list[DayVolume]]:
        """Every topic's days, by its name in the archive; the scope should limit the time."""
        source = await source_of(self._connection, scope, guild_id=guild_id)
        rows = await self._connection.all(
            f"SELECT name, {_DAY} AS day, count(*), count(DISTINCT {STORY}){source.tables}"
            " CROSS JOIN article_topics AS borne ON borne.article_id = articles.id"
            f" CROSS JOIN topics ON topics.id = borne.topic_id{source.where}"
            " GROUP BY borne.topic_id, day ORDER BY name, day",
            source.values,
        )
        volumes: dict[str, list[DayVolume]] = {}
        for name, *day in rows:
            volumes.setdefault(name, []).append(_volume(day))
        return volumes


def _volume(row: Row) -> DayVolume:
    day, articles, stories = row
    return DayVolume(_EPOCH + timedelta(days=day), articles, stories)
