"""What an answer of Discord's means for a post."""

import pytest

from bot.domain.failure import Cause, Failure, Remedy, leaves_doubt, remedy_for


@pytest.mark.parametrize(
    ("status", "code", "cause", "remedy"),
    [
        (None, 0, Cause.LOST, Remedy.RETRY),
        (408, 0, Cause.LOST, Remedy.RETRY),
        (500, 0, Cause.SERVER, Remedy.RETRY),
        (503, 0, Cause.SERVER, Remedy.RETRY),
        (524, 0, Cause.SERVER, Remedy.RETRY),
        (429, 0, Cause.RATE_LIMITED, Remedy.RETRY),
        (429, 20028, Cause.RATE_LIMITED, Remedy.RETRY),
        (403, 0, Cause.PROXY, Remedy.RETRY),
        (404, 0, Cause.PROXY, Remedy.RETRY),
        (401, 0, Cause.BAD_TOKEN, Remedy.HALT),
        (404, 10003, Cause.NO_CHANNEL, Remedy.RETRY_SLOWLY),
        (404, 10004, Cause.NO_CHANNEL, Remedy.RETRY_SLOWLY),
        (404, 10008, Cause.MESSAGE_GONE, Remedy.TAKE_AS_SENT),
        (403, 50001, Cause.NO_ACCESS, Remedy.DROP),
        (403, 50013, Cause.NO_PERMISSION, Remedy.DROP),
        (403, 50009, Cause.FORBIDDEN, Remedy.DROP),
        (400, 50083, Cause.THREAD_CLOSED, Remedy.DROP),
        (403, 160005, Cause.THREAD_CLOSED, Remedy.DROP),
        (400, 200000, Cause.BLOCKED, Remedy.DROP),
        (400, 240000, Cause.BLOCKED, Remedy.DROP),
        (400, 50035, Cause.BAD_PAYLOAD, Remedy.SIMPLIFY),
        (400, 50006, Cause.BAD_PAYLOAD, Remedy.SIMPLIFY),
        (413, 0, Cause.BAD_PAYLOAD, Remedy.SIMPLIFY),
    ],
)
def test_an_answer_has_a_cause_and_a_remedy(
    status: int | None, code: int, cause: Cause, remedy: Remedy
) -> None:
    assert Failure(status, code).cause is cause
    assert remedy_for(cause) is remedy


def test_every_cause_has_a_remedy_and_only_lost_and_server_leave_doubt() -> None:
    assert all(isinstance(remedy_for(cause), Remedy) for cause in Cause)
    assert [cause for cause in Cause if leaves_doubt(cause)] == [Cause.LOST, Cause.SERVER]


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        (401, True),
        (403, True),
        (429, True),
        (404, False),
        (400, False),
        (502, False),
        (None, False),
    ],
)
def test_what_discord_bans_for_is_told_apart(status: int | None, counts: bool) -> None:
    assert Failure(status).is_invalid_call is counts


def test_a_call_that_never_left_leaves_no_doubt() -> None:
    failure = Failure(None, has_left=False)
    assert not leaves_doubt(failure.cause)
    assert remedy_for(failure.cause) is Remedy.RETRY
