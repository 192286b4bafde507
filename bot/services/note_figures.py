"""Keeps what the bot did, by day, and tells it again."""

from datetime import datetime, timedelta

from bot.domain.day_figures import DAYS_KEPT, DAYS_SHOWN, DayFigures, Figures, last_days
from bot.storage.store import Store, Tables


async def note_figures(store: Store, figures: Figures, *, now: datetime) -> None:
    """Add what has come since they were noted last to today's."""
    if figures == Figures():
        return
    today = now.date()

    async def note(tables: Tables) -> None:
        await tables.daily_figures.add(today, figures)
        await tables.daily_figures.forget(today - timedelta(days=DAYS_KEPT))

    await store.write(note)


async def read_figures(store: Store, *, now: datetime) -> tuple[DayFigures, ...]:
    """The last two weeks, the oldest day first."""
    today = now.date()
    known = await store.daily_figures.since(today - timedelta(days=DAYS_SHOWN))
    return last_days(known, today=today)
