"""How fast the bot may call Discord."""

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
    """Each stall makes all come late that had a place before its end."""
    pace, now, left = Pace(), 1000.0, []
    places = [_place(pace := pace.take(now)[0]) for _ in range(200)]
    for stall in [*stalls, *[0.0] * 300]:
        now = max(now + stall, min(places, default=now))
        for place in [place for place in places if place <= now]:
            places.remove(place)
            if pace.is_clear(now):
                pace = pace.leave(now)
                left.append(now)
            else:
                pace = pace.take(now)[0]
                places.append(_place(pace))
    assert left == sorted(left)
    assert all(later - first >= 1.0 for first, later in zip(left, left[49:], strict=False))


def _place(pace: Pace) -> float:
    """The place that was given out last."""
    return pace.free_at - 1 / pace.calls_per_second
