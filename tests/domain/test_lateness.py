"""What becomes of slots after downtime, leaps of the clock and new zone data."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lateness import CATCH_UP, Tick, Verdict, is_upset, judge_due, renew_slot
from bot.domain.schedule import Schedule

NINE = Schedule(time(9), ZoneInfo("UTC"))
DAY = timedelta(days=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def may(*days: int) -> set[date]:
    return {date(2024, 5, day) for day in days}


def days(verdict: Verdict) -> tuple[int | None, list[int], int]:
    """Days of May: the edition's, the misses', and the one waited for next."""
    edition = verdict.edition.local_date.day if verdict.edition else None
    misses = [slot.local_date.day for slot in verdict.misses]
    return edition, misses, verdict.following.local_date.day


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2024-05-05 08:59", (None, [], 5)),
        ("2024-05-05 09:00", (5, [], 6)),
        ("2024-05-05 15:00", (5, [], 6)),
        ("2024-05-05 15:00:01", (None, [5], 6)),
        ("2024-05-06 08:59", (None, [5], 6)),
        ("2024-05-07 10:00", (7, [5, 6], 8)),
        ("2024-05-07 23:00", (None, [5, 6, 7], 8)),
    ],
)
def test_one_edition_is_caught_up_within_six_hours_and_the_rest_are_misses(
    now: str, expected: object
) -> None:
    verdict = judge_due(NINE, date(2024, 5, 5), utc(now), done=())
    assert days(verdict) == expected


def test_a_date_that_is_done_is_neither_delivered_nor_missed() -> None:
    verdict = judge_due(NINE, date(2024, 5, 4), utc("2024-05-06 09:00"), done=may(5, 6, 7))
    assert days(verdict) == (None, [4], 8)


def test_of_a_leap_by_years_only_the_last_is_listed() -> None:
    verdict = judge_due(NINE, date(1999, 1, 1), utc("2024-05-05 08:00"), done=())
    assert (len(verdict.misses), verdict.misses[-1].local_date.day) == (366, 4)


@pytest.mark.parametrize(
    ("last", "this", "expected"),
    [
        (None, Tick(utc("2024-05-05 09:00"), "a"), True),
        (Tick(utc("2024-05-05 09:00"), "a"), Tick(utc("2024-05-05 09:01"), "a"), False),
        (Tick(utc("2024-05-05 09:00"), "a"), Tick(utc("2024-05-05 09:01"), "b"), True),
        (Tick(utc("2024-05-05 09:00"), "a"), Tick(utc("2024-05-05 08:59"), "a"), False),
        (Tick(utc("2024-05-05 09:00"), "a"), Tick(utc("2024-05-05 08:00"), "a"), True),
        (Tick(utc("2024-05-05 09:00"), "a"), Tick(utc("2025-05-05 09:00"), "a"), False),
    ],
)
def test_slots_are_upset_by_new_zone_data_and_a_clock_set_back(
    last: Tick | None, this: Tick, expected: bool
) -> None:
    assert is_upset(last, this) is expected


def test_a_clock_that_was_three_days_ahead_costs_no_later_edition() -> None:
    """The dates that were taken for missed come after all, the one delivered early does not."""
    ahead = judge_due(NINE, date(2024, 5, 6), utc("2024-05-08 10:00"), done=may(5))
    assert days(ahead) == (8, [6, 7], 9)
    back = renew_slot(NINE, date(2024, 5, 9), utc("2024-05-05 10:01"), done=may(5, 8))
    assert back.local_date == date(2024, 5, 6)
    later = judge_due(NINE, date(2024, 5, 7), utc("2024-05-07 09:00"), done=may(5, 6, 8))
    assert days(later) == (7, [], 9)


def test_an_hour_back_does_not_deliver_a_date_again() -> None:
    renewed = renew_slot(NINE, date(2024, 5, 6), utc("2024-05-05 08:30"), done=may(5))
    assert renewed.local_date == date(2024, 5, 6)


def test_a_year_back_waits_by_the_clock_there_is_and_forward_again_misses_nothing_done() -> None:
    last_year = utc("2023-05-05 10:00")
    assert renew_slot(NINE, date(2024, 5, 6), last_year, done=may(4, 5)).due < last_year + DAY
    forward = judge_due(NINE, date(2024, 5, 3), utc("2024-05-06 09:00"), done=may(3, 4, 5))
    assert days(forward) == (6, [], 7)


def test_an_overdue_slot_stays_awaited_when_zone_data_changes() -> None:
    renewed = renew_slot(NINE, date(2024, 5, 3), utc("2024-05-05 10:00"), done=())
    assert renewed.local_date == date(2024, 5, 3)


def test_new_zone_data_moves_the_moment_of_an_awaited_date() -> None:
    moved = Schedule(time(9), ZoneInfo("Africa/Cairo"))
    renewed = renew_slot(moved, date(2024, 5, 6), utc("2024-05-05 10:00"), done=may(5))
    assert (renewed.local_date, renewed.due) == (date(2024, 5, 6), utc("2024-05-06 06:00"))


class Subscription:
    """What is stored of one, driven by ticks as the planner will."""

    def __init__(self, start: datetime) -> None:
        self.awaited = renew_slot(NINE, start.date() + DAY, start, done=())
        self.delivered: list[date] = []
        self.missed: set[date] = set()
        self.last = Tick(start, "a")

    def tick(self, now: datetime) -> None:
        this = Tick(now, "a")
        if is_upset(self.last, this):
            awaited = self.awaited.local_date
            self.awaited = renew_slot(NINE, awaited, now, done=self.delivered)
        self.last = this
        if self.awaited.due <= now:
            verdict = judge_due(NINE, self.awaited.local_date, now, done=self.delivered)
            self.missed |= {slot.local_date for slot in verdict.misses}
            if verdict.edition:
                assert now - verdict.edition.due <= CATCH_UP
                self.delivered.append(verdict.edition.local_date)
            self.awaited = verdict.following


@given(steps=st.lists(st.integers(-100, 100), max_size=60), start=st.integers(0, 10_000))
def test_no_date_is_delivered_twice_however_the_clock_leaps(steps: list[int], start: int) -> None:
    now = utc("2024-05-05 00:00") + timedelta(hours=start)
    subscription = Subscription(now)
    for hours in steps:
        now += timedelta(hours=hours)
        subscription.tick(now)
    assert len(subscription.delivered) == len(set(subscription.delivered))


@given(steps=st.lists(st.integers(1, 5_000), min_size=1, max_size=60))
def test_a_clock_that_only_runs_on_drops_no_date_without_a_miss(steps: list[int]) -> None:
    start = now = utc("2024-05-05 09:00")
    subscription = Subscription(start)
    for minutes in steps:
        now += timedelta(minutes=minutes)
        subscription.tick(now)
    come = {(start + n * DAY).date() for n in range(1, (now - start).days + 1)}
    assert set(subscription.delivered) | subscription.missed == come
    assert not set(subscription.delivered) & subscription.missed


@given(leaps=st.lists(st.integers(-400, 400), max_size=8))
def test_after_any_leaps_a_clock_set_right_delivers_every_day_again(leaps: list[int]) -> None:
    start = utc("2024-05-05 08:00")
    subscription = Subscription(start)
    for hours in (*leaps, 0):
        subscription.tick(start + timedelta(hours=hours))
    for hour in range(24 * 20):
        subscription.tick(start + timedelta(hours=hour))
    wanted = {(start + n * DAY).date() for n in range(1, 20)}
    assert wanted <= set(subscription.delivered)
