"""The order of articles that match."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.occurrences import Occurrences
from bot.domain.query_word import QueryWord, word_weight
from bot.domain.ranking import _ALIGNED, Candidate, Ranking
from bot.domain.spelling import Alternative
from bot.domain.terms import _BEST

NOW = datetime(2020, 1, 1, tzinfo=UTC)
FACE = QueryWord("face", (Alternative(("face",), 1.0), Alternative(("faces",), 0.95)), 1.0)
SCAN = QueryWord("scan", (Alternative(("scan",), 1.0),), 3.0)
PAIR = QueryWord("facescan", (Alternative(("face", "scan"), 0.72, is_correction=True),), 1.0)
UNKNOWN = QueryWord("zzz", (), 9.0)


def candidate(article_id, title="", excerpt="", topics="", **changes):
    values = {"published": NOW, "quality": 50, "has_file": True, **changes}
    return Candidate(article_id, tuple(title.split()), excerpt.split(), topics.split(), **values)


def ranked(words, *candidates, elsewhere=None, title=None):
    """The order; `elsewhere` has the ids of articles that hold a word in body, topics or source."""
    occurrences = {word: Occurrences(others=ids) for word, ids in (elsewhere or {}).items()}
    title = [word.typed for word in words] if title is None else title.split()
    return Ranking(words, occurrences, title=title, now=NOW).order(candidates)


def order(words, *candidates, **options):
    return [r.candidate.article_id for r in ranked(words, *candidates, **options)]


def test_a_title_counts_for_more_than_an_excerpt_and_that_for_more_than_the_rest():
    found = (candidate(1), candidate(2, "x", "face"), candidate(3, "face y"))
    assert order([FACE], *found, elsewhere={"face": [1]}) == [3, 2, 1]


def test_a_correction_in_the_title_may_be_worth_more_than_the_word_further_away():
    word = QueryWord("fase", (*FACE.alternatives[:1], Alternative(("phase",), 0.75)), 1.0)
    assert order([word], candidate(1, "x", "face"), candidate(2, "phase x")) == [2, 1]


def test_the_rarer_word_counts_for_more():
    found = (candidate(1, "face x", "scan"), candidate(2, "scan x", "face"))
    assert order([FACE, SCAN], *found) == [2, 1]


def test_the_word_as_typed_counts_for_more_than_another_form():
    assert order([FACE], candidate(1, "faces"), candidate(2, "face x")) == [2, 1]


def test_words_run_together_match_where_both_stand():
    found = (candidate(1, "face to face"), candidate(2, "scan the face"))
    assert order([PAIR], *found) == [2]
    assert order([PAIR], candidate(1), candidate(2, "face", "scan")) == [2]
    split = candidate(3, "the face")
    assert order([PAIR], split, elsewhere={"scan": [3]}) == [3]


def test_words_in_order_and_close_together_count():
    found = (candidate(1, "scan of a long row and face"), candidate(2, "face scan y"))
    assert order([FACE, SCAN], *found) == [2, 1]


@pytest.mark.parametrize("better", [{"quality": 90}, {"has_file": True}, {"published": NOW}])
def test_ties_go_to_quality_to_own_files_and_to_news(better):
    worse = {"quality": 10, "has_file": False, "published": NOW - timedelta(days=700)}
    found = (candidate(1, "face", **worse), candidate(2, "face", **{**worse, **better}))
    assert order([FACE], *found) == [2, 1]


def test_ties_go_to_what_is_on_a_topic_of_that_name():
    found = (candidate(1, "face x", topics="ai"), candidate(2, "face x", topics="face ids"))
    assert order([FACE], *found) == [2, 1]


def test_equal_articles_keep_one_order():
    assert order([FACE], candidate(2, "face"), candidate(1, "face")) == [1, 2]
    later = NOW + timedelta(days=1)
    assert order([FACE], candidate(1, "face"), candidate(2, "face", published=later)) == [2, 1]


def test_no_tie_breaker_beats_a_word():
    old = {"quality": 0, "has_file": False, "published": NOW - timedelta(days=9999)}
    best = candidate(1, "face", "x", topics="x face", quality=999)
    assert order([FACE, SCAN], best, candidate(2, "x scan y face", **old)) == [2]


def test_a_title_that_is_the_query_comes_first_whatever_else_there_is():
    old = {"quality": 0, "has_file": False, "published": NOW - timedelta(days=9999)}
    found = (
        candidate(1, "face scan face scan", topics="face scan"),
        candidate(2, "face scan", **old),
    )
    assert order([FACE, SCAN], *found) == [2, 1]
    assert ranked([FACE, SCAN], *found)[0].terms.same_title == 1


def test_a_title_is_the_query_only_with_all_its_words_as_often_and_in_order():
    found = (candidate(1, "face scan"), candidate(2, "face scan face"), candidate(3, "scan face"))
    for title, first in (("face scan face", 2), ("face scan", 1), ("scan face", 3)):
        ordered = ranked([FACE, SCAN], *found, title=title)
        assert ordered[0].candidate.article_id == first
        assert [r.terms.same_title for r in ordered] == [1, 0, 0]


def test_articles_that_lack_a_word_stay_only_where_they_say_nearly_as_much():
    words = [FACE, SCAN]
    full = candidate(1, "face scan")
    assert order(words, full, candidate(2, "scan")) == [1, 2]
    assert order(words, full, candidate(2, "face")) == [1]
    assert order(words, candidate(2, "face")) == [2]


def test_what_holds_every_word_stays_however_little_it_says():
    full = candidate(1, "face scan")
    assert order([FACE, SCAN], full, candidate(2), elsewhere={"face": [2], "scan": [2]}) == [1, 2]


def test_what_was_matched_is_told_word_by_word():
    (found,) = ranked([FACE, SCAN], candidate(1, "x", "faces"))
    assert [w.alternative for w in found.terms.words] == [FACE.alternatives[1], None]
    assert [w.field for w in found.terms.words] == [0.5, 0]
    (found,) = ranked([FACE, SCAN], candidate(1, "faces"), elsewhere={"scan": [1]})
    assert [w.alternative for w in found.terms.words] == [
        *FACE.alternatives[1:],
        SCAN.single["scan"],
    ]
    assert [w.field for w in found.terms.words] == [1, 0.3]


def test_a_word_that_the_archive_does_not_know_has_no_share():
    (found,) = ranked([FACE, UNKNOWN], candidate(1, "face"))
    assert [w.share for w in found.terms.words] == [1, 0]


def test_letters_are_compared_for_the_best_only():
    found = [candidate(number, f"face {'x ' * number}") for number in range(60)]
    terms = {r.candidate.article_id: r.terms for r in ranked([FACE], *found)}
    assert len(terms) == 60
    assert sum(t.closeness > 0 for t in terms.values()) == _ALIGNED


def test_weights_are_positive_however_frequent_the_word():
    assert word_weight(9, 9) > 0
    assert word_weight(99, 9) > 0
    assert word_weight(1, 9) > word_weight(5, 9)
    assert word_weight(0, 0) > 0


HELD = st.lists(st.sampled_from(("face", "faces", "scan", "x"))).map(" ".join)
CANDIDATES = st.builds(
    candidate,
    st.integers(0, 99),
    HELD,
    HELD,
    HELD,
    quality=st.integers(-1, 10**6),
    has_file=st.booleans(),
    published=st.datetimes(timezones=st.just(UTC)),
)


@given(
    st.lists(CANDIDATES, unique_by=lambda c: c.article_id),
    st.lists(st.sampled_from((FACE, SCAN, PAIR, UNKNOWN)), unique=True),
)
def test_scores_are_the_sum_of_their_terms_and_order_the_articles(candidates, words):
    found = ranked(words, *candidates)
    assert [r.score for r in found] == sorted((r.score for r in found), reverse=True)
    for r in found:
        t = r.terms
        assert 0 <= r.score <= 2
        assert r.score == t.score
        rest = t.closeness + t.order + t.own_file + t.topic + t.recency + t.quality
        assert r.score == pytest.approx((t.text + rest) / _BEST + t.same_title)


@given(st.lists(CANDIDATES, unique_by=lambda c: c.article_id), st.randoms())
def test_the_order_in_which_articles_come_does_not_count(candidates, random):
    shuffled = random.sample(candidates, len(candidates))
    assert order([FACE, SCAN], *candidates) == order([FACE, SCAN], *shuffled)
