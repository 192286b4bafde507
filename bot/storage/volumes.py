"""How much appeared when: visible articles, and the stories they tell, counted by day of UTC."""

from datetime import date, timedelta

from bot.domain.scope import Scope
from bot.domain.volume import DayVolume, Totals
from bot.storage.database import Connection, Row
from bot.storage.scopes import STORY, source_of

_EPOCH = date(1970, 1, 1)
# Division rounds towards zero: before 1970 it would round up.
_DAY = "((published + 86400000000) / 86400 - 1000000)"


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

    async def totals(self, scope: Scope, *, guild_id: int | None) -> Totals:
        """Articles, stories and providers in all."""
        source = await source_of(self._connection, scope, guild_id=guild_id)
        row = await self._connection.one(
            f"SELECT count(*), count(DISTINCT {STORY}), count(DISTINCT provider)"
            f"{source.tables}{source.where}",
            source.values,
        )
        return Totals(*row) if row else Totals()

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
