"""How fast the bot may call Discord."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import INVALID_CALLS, InvalidCalls, Pace


@given(waits=st.lists(st.floats(0, 0.2), max_size=300))
def test_no_second_has_more_than_47_calls(waits: list[float]) -> None:
    pace, now, calls = Pace(), 1000.0, []
    for wait in waits:
        now += wait
        pace, delay = pace.take(now)
        calls.append(now + delay)
    # A call at each end of a second is in it by rounding at most.
    assert all(sum(t <= call < t + 0.9999 for call in calls) <= 47 for t in calls)


def test_places_in_the_row_are_given_out_evenly() -> None:
    pace, delays = Pace(calls_per_second=10), []
    for _ in range(3):
        pace, delay = pace.take(5.0)
        delays.append(delay)
    assert delays == pytest.approx([0, 0.1, 0.2])


def test_idle_time_saves_up_nothing() -> None:
    pace, _ = Pace(calls_per_second=10).take(5.0)
    pace, first = pace.take(500.0)
    _, second = pace.take(500.0)
    assert (first, second) == pytest.approx((0, 0.1))


def test_a_pause_holds_up_the_next_call() -> None:
    _, delay = Pace().pause(60.0).take(10.0)
    assert delay == 50.0


def test_more_than_200_refusals_in_ten_minutes_pause_posting_for_five() -> None:
    calls = InvalidCalls()
    for second in range(INVALID_CALLS):
        calls = calls.note(second)
    assert not calls.is_paused(200)
    calls = calls.note(200)
    assert (calls.is_paused(200), calls.is_paused(499.9), calls.is_paused(500)) == (
        True,
        True,
        False,
    )


def test_refusals_that_come_slowly_pause_nothing_and_are_forgotten() -> None:
    calls = InvalidCalls()
    for number in range(1_000):
        calls = calls.note(number * 3.1)
    assert not calls.is_paused(3_100)
    assert len(calls.times) <= INVALID_CALLS


@given(stalls=st.lists(st.floats(0, 0.4), max_size=100))
def test_calls_that_a_stall_held_up_do_not_leave_together(stalls: list[float]) -> None:
    """A stall lets all come late whose turn came before its end."""
    pace, now, left = Pace(), 1000.0, []
    for stall in stalls:
        now += stall
        for _ in range(30):
            now += pace.wait(now)
            pace = pace.leave(now)
            left.append(now)
    assert all(later - first > 1.0 for first, later in zip(left, left[48:], strict=False))
    assert all(later > first for first, later in pairwise(left))


def test_calls_at_the_usual_pace_are_not_held_up() -> None:
    pace, now = Pace(), 1000.0
    for _ in range(500):
        now += 1 / 47
        assert pace.wait(now) == pytest.approx(0, abs=1e-6)
        pace = pace.leave(now)
