"""One post of the outbox: what each event makes of it, and what is done next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import (
    DELIVER_WITHIN,
    LOOK_WITHIN,
    Post,
    State,
    Step,
    TransitionError,
    advance,
    next_step,
    pause_before,
)
from bot.domain.delivery_event import (
    Absent,
    Accepted,
    Claimed,
    Event,
    Failed,
    Found,
    GivenUp,
    Interrupted,
    LookFailed,
    Unreadable,
)
from bot.domain.failure import Cause, Failure

DUE = datetime(2024, 5, 5, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FRESH = Post(DUE, DUE)
SENDING = advance(FRESH, Claimed(DUE))
LATER = DUE + timedelta(minutes=1)
LOST = Failed(Failure(None), LATER, 0.5)
REFUSED = Failed(Failure(403, 50013), LATER, 0.5)
IN_DOUBT = advance(SENDING, LOST)
SENT = advance(SENDING, Accepted(7))
UNKNOWN = advance(IN_DOUBT, Unreadable())
DEAD = advance(SENDING, REFUSED)


def failed(status: int | None, code: int = 0, retry_after: float = 0.0) -> Failed:
    return Failed(Failure(status, code, retry_after), LATER, 0.5)


POSTS = {
    State.PENDING: FRESH,
    State.SENDING: SENDING,
    State.SENT: SENT,
    State.UNKNOWN: UNKNOWN,
    State.DEAD: DEAD,
}
P, S, T, U, D = State  # pending, sending, sent, unknown, dead


@pytest.mark.parametrize(
    ("event", "states"),
    [
        (Accepted(8), [T, T, T, T, T]),
        (Found(8), [T, T, T, T, T]),
        (LOST, [P, P, T, U, D]),
        (REFUSED, [P, D, T, U, D]),
        (Interrupted(LATER), [P, P, T, U, D]),
        (Absent(LATER), [P, S, T, U, D]),
        (Unreadable(), [P, S, T, U, D]),
        (LookFailed(LATER, 0.5), [P, S, T, U, D]),
        (GivenUp(Cause.CANCELLED), [D, S, T, U, D]),
    ],
)
def test_every_event_has_its_outcome_in_every_state(event: Event, states: list[State]) -> None:
    """In the order pending (nothing in doubt), sending, sent, unknown, dead."""
    assert [advance(post, event).state for post in POSTS.values()] == states


@pytest.mark.parametrize("state", [S, T, U, D])
def test_only_a_pending_post_can_be_claimed(state: State) -> None:
    with pytest.raises(TransitionError, match=state):
        advance(POSTS[state], Claimed(LATER))


def test_a_claim_counts_and_remembers_its_time() -> None:
    assert (SENDING.state, SENDING.attempts, SENDING.attempted) == (S, 1, DUE)


@pytest.mark.parametrize(
    ("failure", "state", "cause", "in_doubt"),
    [
        (failed(None), P, Cause.LOST, True),
        (failed(500), P, Cause.SERVER, True),
        (failed(502), P, Cause.SERVER, True),
        (failed(503), P, Cause.SERVER, True),
        (failed(429, retry_after=9), P, Cause.RATE_LIMITED, False),
        (failed(403, 0), P, Cause.PROXY, False),
        (failed(404, 10003), P, Cause.NO_CHANNEL, False),
        (failed(401), P, Cause.BAD_TOKEN, False),
        (failed(400, 50035), P, Cause.BAD_PAYLOAD, False),
        (failed(403, 50001), D, Cause.NO_ACCESS, False),
        (failed(403, 50013), D, Cause.NO_PERMISSION, False),
        (failed(403, 50009), D, Cause.FORBIDDEN, False),
        (failed(400, 50083), D, Cause.THREAD_CLOSED, False),
        (failed(400, 200000), D, Cause.BLOCKED, False),
        (failed(404, 10008), T, None, False),
    ],
)
def test_a_failure_has_the_outcome_of_its_code(
    failure: Failed, state: State, cause: Cause | None, in_doubt: bool
) -> None:
    post = advance(SENDING, failure)
    assert (post.state, post.cause, post.doubt_since is not None) == (state, cause, in_doubt)


def test_a_refused_payload_is_sent_once_more_as_plain_text_and_then_not_again() -> None:
    plain = advance(SENDING, failed(400, 50035))
    assert (plain.is_plain, next_step(plain, LATER)) == (True, Step.SEND)
    again = advance(advance(plain, Claimed(LATER)), failed(400, 50035))
    assert (again.state, again.cause) == (D, Cause.BAD_PAYLOAD)


@pytest.mark.parametrize(
    ("failure", "seconds"),
    [
        (failed(503), 1.5),
        (failed(429, retry_after=40), 40),
        (failed(404, 10003), 600),
        (failed(400, 50035), 0),
    ],
)
def test_a_retry_waits_as_long_as_its_cause_calls_for(failure: Failed, seconds: float) -> None:
    post = advance(SENDING, failure)
    assert post.not_before == LATER + seconds * SECOND
    assert next_step(post, post.not_before - SECOND / 10) is Step.NOTHING


@given(attempt=st.integers(1, 1_000), chance=st.floats(0, 1))
def test_pauses_grow_by_doubling_up_to_a_quarter_of_an_hour(attempt: int, chance: float) -> None:
    seconds = pause_before(attempt, chance) / SECOND
    longest = min(2.0**attempt, 900.0)
    assert longest / 2 <= seconds <= longest


@pytest.mark.parametrize(
    ("post", "after", "step"),
    [
        (FRESH, timedelta(0), Step.SEND),
        (FRESH, -SECOND, Step.NOTHING),
        (FRESH, DELIVER_WITHIN, Step.SEND),
        (FRESH, DELIVER_WITHIN + SECOND, Step.GIVE_UP),
        (SENDING, timedelta(hours=1), Step.NOTHING),
        (SENT, timedelta(hours=1), Step.NOTHING),
        (UNKNOWN, timedelta(hours=1), Step.NOTHING),
        (DEAD, timedelta(hours=1), Step.NOTHING),
        (IN_DOUBT, 89 * SECOND, Step.SEND),
        (IN_DOUBT, 90 * SECOND, Step.LOOK),
        (IN_DOUBT, DELIVER_WITHIN + SECOND, Step.LOOK),
    ],
)
def test_the_next_step_follows_from_state_and_time(
    post: Post, after: timedelta, step: Step
) -> None:
    assert next_step(post, DUE + after) is step


def test_after_a_crash_a_post_is_sent_again_within_the_nonces_time_and_looked_for_after() -> None:
    soon = advance(SENDING, Interrupted(DUE + 5 * SECOND))
    assert next_step(soon, DUE + 5 * SECOND) is Step.SEND
    late = advance(SENDING, Interrupted(DUE + 90 * SECOND))
    assert next_step(late, DUE + 90 * SECOND) is Step.LOOK


def test_a_forum_post_has_no_nonce_and_is_looked_for_before_it_is_sent_again() -> None:
    post = advance(advance(Post(DUE, DUE, takes_nonce=False), Claimed(DUE)), LOST)
    assert next_step(post, DUE + 30 * SECOND) is Step.NOTHING
    assert next_step(post, DUE + 90 * SECOND) is Step.LOOK


def test_a_clock_that_was_set_back_makes_a_nonce_untrusted() -> None:
    post = replace(IN_DOUBT, not_before=DUE - timedelta(hours=1))
    assert next_step(post, DUE - timedelta(minutes=30)) is Step.LOOK


def test_a_second_attempt_does_not_make_the_doubt_younger() -> None:
    again = advance(IN_DOUBT, Claimed(DUE + 80 * SECOND))
    lost = advance(again, Failed(Failure(None), DUE + 85 * SECOND, 0.0))
    assert lost.doubt_since == DUE
    assert next_step(lost, DUE + 100 * SECOND) is Step.NOTHING
    assert next_step(lost, DUE + 170 * SECOND) is Step.LOOK


def test_a_refusal_after_a_lost_answer_is_not_the_end_until_history_was_read() -> None:
    refused = advance(advance(IN_DOUBT, Claimed(LATER)), REFUSED)
    assert (refused.state, refused.must_look) == (P, True)
    assert next_step(refused, LATER + 10 * SECOND) is Step.NOTHING
    assert next_step(refused, LATER + 90 * SECOND) is Step.LOOK
    assert advance(refused, Found(7)).state is T
    absent = advance(refused, Absent(LATER + 90 * SECOND))
    assert advance(advance(absent, Claimed(LATER)), REFUSED).state is D


def test_what_history_does_not_have_is_sent_again() -> None:
    absent = advance(IN_DOUBT, Absent(LATER))
    assert (absent.doubt_since, next_step(absent, LATER)) == (None, Step.SEND)


def test_a_history_that_may_not_be_read_leaves_it_unknown_and_it_is_never_sent_again() -> None:
    assert UNKNOWN.state is U
    assert next_step(UNKNOWN, LATER) is Step.NOTHING


def test_a_message_that_turns_up_ends_the_unknown() -> None:
    found = advance(UNKNOWN, Found(9))
    assert (found.state, found.message_id) == (T, 9)


def test_the_first_message_of_a_sent_post_stays_its_message() -> None:
    assert advance(SENT, Found(9)).message_id == 7


def test_history_is_asked_for_again_while_discord_is_down_but_not_for_ever() -> None:
    later = advance(IN_DOUBT, LookFailed(LATER, 1.0))
    assert (later.state, later.not_before) == (P, LATER + timedelta(minutes=15))
    end = DUE + LOOK_WITHIN + SECOND
    assert advance(IN_DOUBT, LookFailed(end, 1.0)).state is U


def test_a_late_post_says_what_held_it_up() -> None:
    limited = advance(SENDING, failed(429))
    assert advance(limited, GivenUp(Cause.LATE)).cause is Cause.RATE_LIMITED
    assert advance(FRESH, GivenUp(Cause.LATE)).cause is Cause.LATE


def test_a_cancelled_post_in_doubt_is_unknown_and_not_dead() -> None:
    assert advance(IN_DOUBT, GivenUp(Cause.CANCELLED)).state is U
