"""Where the archive holds a word."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.occurrences import Occurrences, holds


def test_articles_have_a_word_in_the_title_or_elsewhere():
    occurrences = Occurrences(array("I", [1, 4]), array("I", [2, 9]))
    assert occurrences.all() == {1, 2, 4, 9}
    assert [i for i in range(10) if occurrences.elsewhere(i)] == [2, 9]


def test_a_word_that_stands_nowhere_is_held_by_none():
    assert Occurrences().all() == set()
    assert not Occurrences().elsewhere(1)


@given(st.lists(st.integers(0, 99), unique=True).map(sorted), st.integers(0, 99))
def test_an_id_is_held_where_it_stands_in_the_list(ids, wanted):
    assert holds(ids, wanted) == (wanted in ids)


@pytest.mark.parametrize("wanted", [0, 5])
def test_an_empty_list_holds_nothing(wanted):
    assert not holds((), wanted)
