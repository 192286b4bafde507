"""When somebody should look."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.vitals import Ailment, Running, Vitals, find_ailments

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=1)
UP = Running(LONG_AGO, None)


def ago(**time):
    return NOW - timedelta(**time)


def well(**fields):
    return Vitals(**{"last_tick": ago(seconds=30), **fields})


@pytest.mark.parametrize(
    ("running", "vitals", "found"),
    [
        (UP, well(), []),
        (UP, None, [Ailment.NO_DATABASE]),
        (UP, well(last_tick=ago(minutes=4)), []),
        (UP, well(last_tick=ago(minutes=6)), [Ailment.NO_TICK]),
        (Running(ago(minutes=4), None), well(last_tick=LONG_AGO), []),
        (Running(ago(minutes=6), None), well(last_tick=LONG_AGO), [Ailment.NO_TICK]),
        (Running(ago(minutes=6), None), well(last_tick=None), [Ailment.NO_TICK]),
        (UP, well(oldest=ago(minutes=29)), []),
        (UP, well(oldest=ago(minutes=31)), [Ailment.POSTS_WAIT]),
        (Running(ago(minutes=2), None), well(oldest=LONG_AGO), []),
        (Running(LONG_AGO, ago(minutes=9)), well(), []),
        (Running(LONG_AGO, ago(minutes=11)), well(), [Ailment.GATEWAY_AWAY]),
    ],
)
def test_only_what_lasts_is_an_ailment(running, vitals, found):
    assert list(find_ailments(running, vitals, now=NOW)) == found


def test_all_that_is_not_well_is_named():
    running = Running(LONG_AGO, LONG_AGO)
    vitals = Vitals(last_tick=LONG_AGO + timedelta(hours=1), oldest=LONG_AGO)
    assert set(find_ailments(running, vitals, now=NOW)) == {
        Ailment.NO_TICK,
        Ailment.POSTS_WAIT,
        Ailment.GATEWAY_AWAY,
    }
