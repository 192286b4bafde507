"""What is thought of tokens and clocks, and how bad each finding is."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.condition import (
    Condition,
    Finding,
    State,
    is_shaped_like_token,
    judge_clock,
    judge_difference,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
# Made up: the first part is 80351110224678912.
TOKEN = "ODAzNTExMTAyMjQ2Nzg5MTI.Gx1y2z.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"


@pytest.mark.parametrize(
    ("token", "is_shaped"),
    [
        (TOKEN, True),
        (TOKEN.replace("Gx1y2z", "GxXy-_z"), True),
        (f"Bot {TOKEN}", False),
        (TOKEN[:-20], False),
        (TOKEN.partition(".")[2], False),
        (TOKEN.replace("ODAz", "aaaa"), False),
        (TOKEN.replace("ODAz", "ОDАz"), False),
        ("the-token-of-the-tests", False),
        ("", False),
        ("." * 60, False),
    ],
)
def test_a_token_is_told_by_its_shape(token, is_shaped):
    assert is_shaped_like_token(token) is is_shaped


@pytest.mark.parametrize(
    ("now", "last_tick", "drift", "finding"),
    [
        (NOW, None, 0.0, Finding.CLOCK_STEADY),
        (NOW, NOW - timedelta(minutes=1), 0.01, Finding.CLOCK_STEADY),
        (NOW, NOW + timedelta(minutes=1), 0.0, Finding.CLOCK_STEADY),
        (NOW, NOW + timedelta(hours=1), 0.0, Finding.CLOCK_BEHIND),
        (datetime(1970, 1, 1, tzinfo=UTC), None, 0.0, Finding.CLOCK_BEHIND),
        (NOW, None, 3600.0, Finding.CLOCK_LEAPS),
        (NOW, None, -0.6, Finding.CLOCK_LEAPS),
    ],
)
def test_a_clock_is_judged_by_what_was_before_and_by_one_that_is_never_set(
    now, last_tick, drift, finding
):
    assert judge_clock(now, last_tick, drift=drift).finding is finding


@pytest.mark.parametrize(
    ("seconds", "is_off"), [(0, False), (119, False), (121, True), (-300, True)]
)
def test_a_clock_is_compared_with_discords(seconds, is_off):
    condition = judge_difference(NOW + timedelta(seconds=seconds), NOW)
    assert (condition is not None) is is_off


def test_every_finding_is_fine_or_a_note_or_wrong():
    states = {finding: Condition(finding).state for finding in Finding}
    assert states[Finding.TOKEN_MISSING] is State.NOTE
    assert states[Finding.BOT_NONE] is State.OK
    assert states[Finding.DISCORD_REFUSES] is State.WRONG
