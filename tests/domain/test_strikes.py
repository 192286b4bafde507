"""When a subscription is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.failure import Cause
from bot.domain.strikes import Standing

NOW = datetime(2024, 5, 5, 9, tzinfo=UTC)


def refuse(standing: Standing, cause: Cause, *slots: str) -> Standing:
    for slot in slots:
        standing = standing.note_failure(cause, slot, NOW)
    return standing


@pytest.mark.parametrize(
    "cause",
    [
        Cause.NO_ACCESS,
        Cause.NO_PERMISSION,
        Cause.FORBIDDEN,
        Cause.THREAD_CLOSED,
        Cause.BLOCKED,
    ],
)
def test_three_refused_editions_in_a_row_are_the_end(cause: Cause) -> None:
    two = refuse(Standing(), cause, "2024-05-05", "2024-05-06")
    assert two.disabled is None
    assert refuse(two, cause, "2024-05-07").disabled is cause


def test_the_parts_of_one_edition_count_once() -> None:
    parts = refuse(Standing(), Cause.NO_ACCESS, *["2024-05-05"] * 5)
    assert (parts.strikes, parts.disabled) == (1, None)


def test_a_success_between_forgives() -> None:
    two = refuse(Standing(), Cause.NO_ACCESS, "2024-05-05", "2024-05-06")
    assert refuse(two.note_success(), Cause.NO_ACCESS, "2024-05-08").strikes == 1


@pytest.mark.parametrize(("minutes", "disabled"), [(9, None), (10, Cause.NO_CHANNEL)])
def test_an_unknown_channel_is_gone_if_it_still_is_ten_minutes_later(
    minutes: int, disabled: Cause | None
) -> None:
    first = Standing().note_failure(Cause.NO_CHANNEL, "2024-05-05", NOW)
    later = NOW + timedelta(minutes=minutes)
    assert first.disabled is None
    assert first.note_failure(Cause.NO_CHANNEL, "2024-05-05", later).disabled is disabled


@pytest.mark.parametrize(
    "cause",
    [Cause.LOST, Cause.SERVER, Cause.RATE_LIMITED, Cause.PROXY, Cause.BAD_TOKEN, Cause.BAD_PAYLOAD],
)
def test_what_is_not_the_channels_doing_is_no_strike(cause: Cause) -> None:
    assert refuse(Standing(), cause, "1", "2", "3", "4") == Standing()


def test_a_server_that_was_left_is_given_up_at_once_and_stays_so() -> None:
    left = refuse(Standing(), Cause.GUILD_LEFT, "2024-05-05")
    assert left.note_success().disabled is Cause.GUILD_LEFT
