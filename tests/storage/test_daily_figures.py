"""What happened on each day adds up, and is forgotten after 90 days."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.day_figures import DAYS_SHOWN, Figures
from bot.services.note_figures import note_figures, read_figures

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


async def test_figures_of_a_day_add_up_and_other_days_are_empty(store):
    await note_figures(store, Figures(searches=2, answers=3, answer_seconds=0.3), now=NOW)
    await note_figures(store, Figures(searches=1, posts=4), now=NOW + timedelta(hours=1))
    await note_figures(store, Figures(faults=1), now=NOW - timedelta(days=2))
    days = await read_figures(store, now=NOW)
    assert [day.day for day in days][0::13] == [date(2026, 4, 18), date(2026, 5, 1)]
    assert len(days) == DAYS_SHOWN
    assert days[-1].figures == Figures(searches=3, answers=3, answer_seconds=0.3, posts=4)
    assert days[-1].figures.mean_milliseconds == 100
    assert days[-3].figures == Figures(faults=1)
    assert days[-2].figures == Figures()


async def test_old_figures_are_forgotten_when_new_ones_come(store):
    await note_figures(store, Figures(searches=2), now=NOW - timedelta(days=91))
    await note_figures(store, Figures(searches=1), now=NOW)
    assert list(await store.daily_figures.since(date(2020, 1, 1))) == [NOW.date()]


async def test_nothing_is_written_where_nothing_happened(store):
    await note_figures(store, Figures(), now=NOW)
    assert await store.daily_figures.since(date(2020, 1, 1)) == {}
