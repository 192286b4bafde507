"""How much one article has to do with another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.relatedness import (
    WINDOW_DAYS,
    Holders,
    Likeness,
    Told,
    is_common,
    likeliest,
    particularity,
    rarity,
    time_weight,
)

DAY = 86_400
NOON = 1_575_000_000
WORDS = st.lists(st.integers(1, 30), max_size=8)
TOLD = st.builds(
    Told,
    st.integers(1, 9),
    WORDS,
    WORDS,
    st.one_of(st.none(), st.integers(NOON - 90 * DAY, NOON + 90 * DAY)),
    st.integers(-5, 300),
)


def told(title, *, excerpt=(), days=0.0, quality=0, article_id=2):
    return Told(article_id, title, excerpt, int(NOON + days * DAY), quality)


def likeness(title, *, excerpt=(), particular=(), common=()):
    to = told(title, excerpt=excerpt, article_id=1)
    weights = {word: 0.3 if word in common else 1.0 for word in to.words}
    return Likeness(to, weights, {word: float(word in particular) for word in to.words})


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (told([1, 2, 9]), told([1, 8, 9])),
        (told([1, 2, 9]), told([7, 8, 9], excerpt=[1, 2])),
        (told([1, 2, 8, 9]), told([1, 8, 2, 9])),
        (told([1, 2]), told([1, 2, 7, 8, 9])),
        (told([1, 2]), told([1, 2], days=8)),
        (told([1, 2], days=2), told([1, 2], days=-2)),
        (told([1, 2], quality=90), told([1, 2])),
        (told([4, 9]), told([3, 9])),
    ],
    ids=[
        "more words",
        "in the title",
        "side by side",
        "nothing else in the title",
        "at the same time",
        "what followed",
        "quality",
        "a particular word",
    ],
)
def test_what_counts_for_more(better, worse):
    asked = likeness([1, 2, 3, 4], particular=[4])
    assert asked.score(better) > asked.score(worse) > 0


def test_a_rare_word_counts_for_more_than_a_common_one():
    asked = likeness([1, 2], common=[2])
    assert asked.score(told([1, 9])) > asked.score(told([2, 9]))


def test_what_shares_no_word_has_nothing_to_do_with_it():
    assert likeness([1, 2]).score(told([3, 4])) == 0


def test_what_says_the_same_scores_1():
    assert likeness([1, 2, 3], excerpt=[4]).score(told([1, 2, 3], excerpt=[4])) == pytest.approx(1)


def test_a_text_without_time_is_compared_by_words_alone():
    to = Told(0, [1, 2], (), None)
    asked = Likeness(to, {1: 1.0, 2: 1.0}, {1: 0.0, 2: 0.0})
    assert asked.score(told([1, 2], days=900)) == asked.score(told([1, 2]))


@given(TOLD, st.lists(TOLD, max_size=6, unique_by=lambda t: t.article_id), st.randoms())
def test_the_order_is_that_of_scores_whatever_order_they_come_in(to, others, random):
    asked = Likeness(to, dict.fromkeys(to.words, 1.0), dict.fromkeys(to.words, 0.5))
    best = asked.best(others)
    assert [score for _, score in best] == sorted((s for _, s in best), reverse=True)
    assert all(score >= 0 for _, score in best)
    shuffled = others[:]
    random.shuffle(shuffled)
    assert asked.best(shuffled) == best


@given(st.floats(-4000, 4000))
def test_time_never_decides_alone(days):
    assert 0.25 <= round(time_weight(days), 9) <= 1
    assert time_weight(abs(days)) >= time_weight(-abs(days))


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.booleans())
def test_the_rarer_a_word_the_more_it_weighs(documents, more, is_function_word):
    size = documents + more
    rare = rarity(documents, size, is_function_word=is_function_word)
    assert rare >= rarity(size, size, is_function_word=is_function_word) >= 0
    assert rare >= rarity(documents, size, is_function_word=True)
    assert 0 <= particularity(size, size) <= particularity(documents, size) <= 1


def test_a_word_is_common_in_a_quarter_of_a_large_archive_only():
    assert is_common(300, 1_000)
    assert not is_common(200, 1_000)
    assert not is_common(12, 12)


def test_the_likeliest_share_more_words_and_are_of_the_time():
    holders = {1: Holders([10, 11, 12], []), 2: Holders([], [12, 13])}
    found = likeliest({1: 1.0, 2: 1.0}, holders.__getitem__, {11: NOON}, at=NOON, limit=3)
    assert found == [11, 12, 10]


@pytest.mark.parametrize("days", [-WINDOW_DAYS - 1, WINDOW_DAYS + 1])
def test_the_window_holds_what_is_remembered_about_a_day(days):
    times = {11: NOON + days * DAY}
    assert likeliest({1: 1.0}, {1: Holders([11], [])}.__getitem__, times, at=NOON, limit=1) == [11]
