"""Which time a briefing covers."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.briefing_period import LENGTHS, ladder, length, longer, read_period, shorter
from bot.domain.period import Period
from bot.domain.usual import spans_before, usual_of
from bot.domain.volume_chart import chart_edges, make_chart
from bot.errors import QueryError

NOW = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def day(*date):
    return datetime(*date, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "on", "meant"),
    [
        (None, None, None),
        (None, "2019-12-05", Period(day(2019, 12, 5), day(2019, 12, 6))),
        ("december 2019", None, Period(day(2019, 12, 1), day(2020, 1, 1))),
        ("7 days", None, Period(NOW - 7 * DAY, NOW)),
        ("7 days", "2019-12-05", Period(day(2019, 11, 29), day(2019, 12, 6))),
        ("this week", "2019-12-05", Period(day(2019, 12, 2), day(2019, 12, 6))),
        ("this week", "2019-12-08", Period(day(2019, 12, 2), day(2019, 12, 9))),
        ("last month", "december 2019", Period(day(2019, 12, 2), day(2020, 1, 1))),
    ],
)
def test_a_period_is_what_its_options_say(period, on, meant):
    assert read_period(period, on, now=NOW) == meant


@pytest.mark.parametrize("options", [("soonish", None), (None, "soonish"), ("7 days", "x")])
def test_what_is_no_time_is_refused(options):
    with pytest.raises(QueryError):
        read_period(*options, now=NOW)


def test_shorter_and_longer_end_at_the_same_time():
    december = Period(day(2019, 12, 1), day(2020, 1, 1))
    assert shorter(december) == Period(day(2019, 12, 25), day(2020, 1, 1))
    assert longer(december) == Period(day(2020, 1, 1) - 91 * DAY, day(2020, 1, 1))


def test_there_is_nothing_shorter_than_a_day_and_longer_than_a_year():
    assert shorter(Period(NOW - DAY, NOW)) is None
    assert longer(Period(NOW - 364 * DAY, NOW)) is None
    assert longer(Period(day(1, 1, 2), day(1, 1, 3))) is None


def test_from_each_length_the_next_leads_back():
    for period in ladder(NOW)[:-1]:
        assert shorter(longer(period)) == period
    assert [length(period) for period in ladder(NOW)] == list(LENGTHS)


def test_a_young_archive_has_nothing_usual():
    week = Period(day(2019, 12, 1), day(2019, 12, 8))
    assert spans_before(week, begins=day(2019, 11, 15)) == 0
    assert spans_before(week, begins=day(2019, 11, 10)) == 3
    assert spans_before(week, begins=day(2015, 1, 1)) == 8
    assert spans_before(week, begins=None) == 0


def test_the_usual_of_a_day_needs_a_whole_week():
    one = Period(day(2019, 12, 8), day(2019, 12, 9))
    assert spans_before(one, begins=day(2019, 12, 2)) == 0
    assert spans_before(one, begins=day(2019, 12, 1)) == 7


@pytest.mark.parametrize(
    ("usual", "stories", "said"),
    [(10, 20, "more"), (10, 4, "less"), (10, 12, "same"), (0, 1, "same"), (1, 4, "more")],
)
def test_what_chance_may_make_is_as_usual(usual, stories, said):
    assert usual_of({-1: usual, -2: usual}, 2).loudness(stories) == said


@given(
    start=st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    days=st.sampled_from((0.25, 1, 3, 7, 30, 31, 91, 364, 365, 900)),
    later=st.integers(0, 500),
)
def test_bars_are_in_order_without_gaps_and_cover_the_period(start, days, later):
    period = Period(day(2019, 1, 1) + start, day(2019, 1, 1) + start + timedelta(days=days))
    unit, edges = chart_edges(period, begins=day(2018, 1, 1), ends=period.end + later * DAY)
    bars = make_chart(unit, edges, {}, period).bars
    assert all(one.end == other.start for one, other in pairwise(bars))
    assert len(bars) <= 62
    assert bars[0].start <= period.start
    assert any(bar.is_within for bar in bars)
    if unit in ("day", "week") and days == int(days) and days % (7 if unit == "week" else 1) == 0:
        within = [bar for bar in bars if bar.is_within]
        assert (within[0].start, within[-1].end) == (period.start, period.end)


def test_a_calendar_year_is_shown_by_its_months():
    year = Period(day(2019, 1, 1), day(2020, 1, 1))
    unit, edges = chart_edges(year, begins=None, ends=NOW)
    within = [bar for bar in make_chart(unit, edges, {}, year).bars if bar.is_within]
    assert (unit, within[0].start, within[-1].end) == ("month", year.start, year.end)
    assert len(within) == 12
