"""What happened on each day in UTC, by name."""

from collections.abc import Iterable
from datetime import date

from bot.domain.day_figures import Figures, names
from bot.storage.database import Connection


class DailyFigures:
    """The table of figures by day."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, day: date, figures: Figures) -> None:
        """Add to the figures of a day."""
        rows = [(day.isoformat(), name, getattr(figures, name)) for name in names()]
        await self._connection.run_many(
            "INSERT INTO daily_figures (day, name, value) VALUES (?, ?, ?)"
            " ON CONFLICT (day, name) DO UPDATE SET value = value + excluded.value",
            [row for row in rows if row[2]],
        )

    async def since(self, day: date) -> dict[date, Figures]:
        """The figures of each day from that one on that has any."""
        rows = await self._connection.all(
            "SELECT day, name, value FROM daily_figures WHERE day >= ? ORDER BY day",
            (day.isoformat(),),
        )
        return _by_day((date.fromisoformat(row[0]), row[1], row[2]) for row in rows)

    async def forget(self, before: date) -> None:
        """Delete the figures of earlier days."""
        await self._connection.run("DELETE FROM daily_figures WHERE day < ?", (before.isoformat(),))


def _by_day(rows: Iterable[tuple[date, str, float]]) -> dict[date, Figures]:
    known = set(names())
    values: dict[date, dict[str, float]] = {}
    for day, name, value in rows:
        if name in known:
            values.setdefault(day, {})[name] = value
    return {day: Figures(**of) for day, of in values.items()}
