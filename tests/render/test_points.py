"""Points that add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spelling import Alternative
from bot.domain.terms import Terms, WordTerm
from bot.render.points import decimal, points

SHARES = st.floats(0, 1)


@given(st.lists(st.tuples(SHARES, SHARES), max_size=24), st.lists(SHARES, min_size=6, max_size=6))
def test_the_parts_are_the_whole(words, ties):
    total = sum(share for share, _ in words) or 1.0
    terms = [WordTerm("w", s / total, Alternative(("w",), weight), 1.0) for s, weight in words]
    text = sum(term.value for term in terms)
    scored = Terms(tuple(terms), text, 0.0, *(0.1 * tie for tie in ties))
    earned = points(scored)
    assert sum(earned.words) + sum(tenths for _, tenths in earned.ties) == earned.total
    assert earned.total == pytest.approx(1000 * scored.score, abs=0.51)


def test_what_adds_nothing_is_left_out():
    assert not points(Terms((), 0.0, *[0.0] * 7)).ties


@pytest.mark.parametrize(("tenths", "written"), [(0, "0.0"), (7, "0.7"), (1234, "123.4")])
def test_tenths_are_written_as_decimals(tenths, written):
    assert decimal(tenths) == written
