"""What is louder than its own usual."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.trend import Counts, loudest, weigh_topic

STEADY = [12, 11, 13, 12, 12, 11, 13, 12]


def trend(articles, before, total=None, all_before=None):
    size = 100 if total is None else total
    return weigh_topic("AI", [*before, articles], [*(all_before or [100] * len(before)), size])


def test_the_figures_are_the_count_and_the_mean_of_the_spans_before():
    found = trend(41, STEADY)
    assert (found.articles, found.usual, found.is_loud) == (41, 12.0, True)
    assert found.times == pytest.approx(41 / 12)


@pytest.mark.parametrize(
    ("articles", "before"),
    [
        (12, STEADY),
        (15, STEADY),  # a quarter more
        (2, [0] * 8),  # two articles are no trend
        (14, [0, 30, 0, 2, 28, 0, 0, 20]),  # it comes in bursts
        (0, []),
        (50, []),  # nothing is usual yet
    ],
)
def test_what_chance_or_habit_explains_is_not_loud(articles, before):
    assert not trend(articles, before).is_loud


def test_what_was_silent_is_loud_with_a_few_articles():
    assert trend(5, [0] * 8).is_loud


def test_the_more_surprising_comes_first():
    counts = Counts({"Steady": [*STEADY, 40], "Small": [*[0, 1] * 4, 9]}, [100] * 9)
    found, measure = loudest(Counts({"A": [2, 2, 8], "B": [2, 2, 20]}, [9, 9, 40]), limit=5)
    assert [t.name for t in found] == ["B", "A"]
    assert measure == "volume"
    assert len(loudest(counts, limit=1)[0]) == 1


def test_a_larger_part_of_quiet_news_stands_out():
    counts = Counts({"AI": [50, 50, 50, 5], "Vision": [10, 10, 10, 9]}, [100, 100, 100, 15])
    found, measure = loudest(counts, limit=5)
    assert (measure, [t.name for t in found]) == ("share", ["Vision"])
    assert (found[0].share, found[0].usual_share) == (0.6, 0.1)


def test_where_nothing_stands_out_the_busiest_are_named():
    counts = Counts({"A": [5, 5, 5], "B": [9, 9, 9], "Gone": [4, 4, 0]}, [20, 20, 20])
    found, measure = loudest(counts, limit=5)
    assert (measure, [t.name for t in found]) == ("size", ["B", "A"])


def test_an_archive_without_a_past_names_the_busiest():
    found, measure = loudest(Counts({"A": [5], "B": [9]}, [14]), limit=5)
    assert (measure, [(t.name, t.usual) for t in found]) == ("size", [("B", None), ("A", None)])


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=9).flatmap(
        lambda counts: st.tuples(
            st.just(counts),
            st.lists(st.integers(0, 10**6), min_size=len(counts), max_size=len(counts)),
        )
    )
)
def test_any_counts_have_a_finite_surprise(series):
    found = weigh_topic("AI", *series)
    assert 0 <= found.surprise < float("inf")
    assert 0 <= found.share_surprise < float("inf")
