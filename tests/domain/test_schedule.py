"""When a subscription is due, in zones that change their clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import EVERY_DAY, Schedule, Slot, due_on, next_due, slots_from
from bot.fetch.zones import zone_names

ZONES = st.sampled_from(zone_names()).map(ZoneInfo)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
# From here, a year more than a year's walk ends within 2037, the last that the data lists.
BOUNDS = (datetime.fromisoformat("1970-01-01"), datetime.fromisoformat("2036-11-01"))
MOMENTS = st.datetimes(*BOUNDS, timezones=st.just(UTC))
DAY = timedelta(days=1)


def daily(at: str, zone: str, weekdays: frozenset[int] = EVERY_DAY) -> Schedule:
    return Schedule(time.fromisoformat(at), ZoneInfo(zone), weekdays)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "day", "due", "shown"),
    [
        # 02:00 became 03:00, and 03:00 became 02:00.
        ("Europe/Berlin", "02:30", "2024-03-31", "2024-03-31 01:30", "2024-03-31 03:30+02:00"),
        ("Europe/Berlin", "02:30", "2024-10-27", "2024-10-27 00:30", "2024-10-27 02:30+02:00"),
        ("Europe/Berlin", "09:00", "2024-03-30", "2024-03-30 08:00", "2024-03-30 09:00+01:00"),
        ("Europe/Berlin", "09:00", "2024-03-31", "2024-03-31 07:00", "2024-03-31 09:00+02:00"),
        ("Europe/Berlin", "09:00", "2024-10-27", "2024-10-27 08:00", "2024-10-27 09:00+01:00"),
        # Midnight became 01:00, and midnight became 23:00 of the day before.
        ("Africa/Cairo", "00:00", "2024-04-26", "2024-04-25 22:00", "2024-04-26 01:00+03:00"),
        ("Africa/Cairo", "00:30", "2024-04-26", "2024-04-25 22:30", "2024-04-26 01:30+03:00"),
        ("Africa/Cairo", "23:30", "2024-10-31", "2024-10-31 20:30", "2024-10-31 23:30+03:00"),
        ("Africa/Cairo", "00:00", "2024-11-01", "2024-10-31 22:00", "2024-11-01 00:00+02:00"),
        ("America/Sao_Paulo", "23:30", "2018-02-17", "2018-02-18 01:30", "2018-02-17 23:30-02:00"),
        ("America/Sao_Paulo", "00:00", "2018-02-18", "2018-02-18 03:00", "2018-02-18 00:00-03:00"),
        ("America/Sao_Paulo", "00:00", "2018-11-04", "2018-11-04 03:00", "2018-11-04 01:00-02:00"),
        ("America/Sao_Paulo", "00:59", "2018-11-04", "2018-11-04 03:59", "2018-11-04 01:59-02:00"),
        # Half an hour: 02:00 became 01:30, and 02:00 became 02:30.
        ("Australia/Lord_Howe", "01:45", "2024-04-07", "2024-04-06 14:45", "2024-04-07 01:45+11"),
        ("Australia/Lord_Howe", "02:10", "2024-10-06", "2024-10-05 15:40", "2024-10-06 02:40+11"),
        # The 30th was left out.
        ("Pacific/Apia", "09:00", "2011-12-29", "2011-12-29 19:00", "2011-12-29 09:00-10:00"),
        ("Pacific/Apia", "09:00", "2011-12-31", "2011-12-30 19:00", "2011-12-31 09:00+14:00"),
    ],
)
def test_a_slot_is_due_when_the_local_clock_says_so(
    zone: str, at: str, day: str, due: str, shown: str
) -> None:
    found = due_on(daily(at, zone), date.fromisoformat(day))
    assert found == utc(due)
    assert found.astimezone(ZoneInfo(zone)).isoformat() == datetime.fromisoformat(shown).isoformat()


@pytest.mark.parametrize("at", ["00:00", "09:00", "23:59"])
def test_a_date_that_a_zone_skips_has_no_slot(at: str) -> None:
    slots = list(islice(slots_from(daily(at, "Pacific/Apia"), date(2011, 12, 29)), 3))
    assert [slot.local_date.isoformat() for slot in slots] == [
        "2011-12-29",
        "2011-12-31",
        "2012-01-01",
    ]


def test_a_weekly_slot_on_a_skipped_date_waits_for_the_next_week() -> None:
    fridays = daily("09:00", "Pacific/Apia", frozenset({4}))
    assert next_due(fridays, utc("2011-12-23 19:00")).local_date == date(2012, 1, 6)


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ("2024-05-05 06:59:59", "2024-05-05"),
        ("2024-05-05 07:00", "2024-05-06"),
        ("2024-05-05 07:00:01", "2024-05-06"),
        ("2024-05-05 22:30", "2024-05-06"),
    ],
)
def test_the_next_slot_is_later_than_the_moment(after: str, day: str) -> None:
    slot = next_due(daily("09:00", "Europe/Berlin"), utc(after))
    assert slot.local_date == date.fromisoformat(day)


def test_only_the_weekdays_asked_for_have_slots() -> None:
    working = daily("09:00", "UTC", frozenset(range(5)))
    slots = islice(slots_from(working, date(2024, 5, 3)), 3)
    assert [slot.local_date.day for slot in slots] == [3, 6, 7]


def test_a_date_that_is_done_is_not_due_again() -> None:
    slot = next_due(daily("09:00", "UTC"), utc("2024-05-05 08:00"), done={date(2024, 5, 5)})
    assert slot == Slot(date(2024, 5, 6), utc("2024-05-06 09:00"))


def test_a_schedule_without_weekdays_is_refused() -> None:
    with pytest.raises(ValueError, match="weekday"):
        Schedule(time(9), ZoneInfo("UTC"), frozenset())


@given(zone=ZONES, at=TIMES, start=MOMENTS)
def test_each_date_of_a_calendar_has_one_slot_and_they_ascend(
    zone: ZoneInfo, at: time, start: datetime
) -> None:
    """A year is walked by `next_due`, and its dates are counted by looking at the clock."""
    schedule = Schedule(at, zone)
    slots = [next_due(schedule, start)]
    while slots[-1].due < start + 366 * DAY:
        slots.append(next_due(schedule, slots[-1].due))
    assert all(one.due < other.due for one, other in pairwise(slots))
    first, last = slots[0].local_date, slots[-1].local_date
    moments = (start + step * DAY / 4 for step in range(-8, 4 * 370))
    calendar = sorted({moment.astimezone(zone).date() for moment in moments})
    assert [slot.local_date for slot in slots] == [day for day in calendar if first <= day <= last]


@given(zone=ZONES, at=TIMES, start=MOMENTS)
def test_a_slot_shows_its_time_or_a_later_one_where_clocks_skip_it(
    zone: ZoneInfo, at: time, start: datetime
) -> None:
    slot = next_due(Schedule(at, zone), start)
    wall = datetime.combine(slot.local_date, at)
    shown = slot.due.astimezone(zone).replace(tzinfo=None)
    assert shown == wall or wall < shown <= wall + timedelta(hours=2)


@given(zone=ZONES, at=TIMES, start=MOMENTS, weekdays=st.frozensets(st.integers(0, 6), min_size=1))
def test_weekdays_leave_out_slots_and_move_none(
    zone: ZoneInfo, at: time, start: datetime, weekdays: frozenset[int]
) -> None:
    some = list(islice(slots_from(Schedule(at, zone, weekdays), start.date()), 10))
    days = islice(slots_from(Schedule(at, zone), start.date()), 80)
    every = {slot.local_date: slot for slot in days}
    assert all(slot.local_date.weekday() in weekdays for slot in some)
    assert all(every[slot.local_date] == slot for slot in some)
