"""The order of articles that match."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ranking import Candidate, QueryWord, rank, word_weight
from bot.domain.spelling import Alternative

NOW = datetime(2020, 1, 1, tzinfo=UTC)
FACE = QueryWord("face", (Alternative(("face",), 1.0), Alternative(("faces",), 0.95)), 1.0)
SCAN = QueryWord("scan", (Alternative(("scan",), 1.0),), 3.0)
PAIR = QueryWord("facescan", (Alternative(("face", "scan"), 0.72, is_correction=True),), 1.0)


def candidate(article_id, title="", excerpt="", **changes):
    values = {"published": NOW, "quality": 50, "has_file": True, **changes}
    return Candidate(article_id, title, excerpt, **values)


def order(words, *candidates):
    return [r.candidate.article_id for r in rank(candidates, words, now=NOW)]


def test_a_title_counts_for_more_than_an_excerpt_and_that_for_more_than_the_rest():
    found = (candidate(1), candidate(2, excerpt="face"), candidate(3, title="face"))
    assert order([FACE], *found) == [3, 2, 1]


def test_the_rarer_word_counts_for_more():
    assert order([FACE, SCAN], candidate(1, "face x"), candidate(2, "scan x")) == [2, 1]


def test_the_word_as_typed_counts_for_more_than_another_form():
    assert order([FACE], candidate(1, "faces"), candidate(2, "face")) == [2, 1]


def test_words_run_together_match_where_both_stand():
    found = (candidate(1, "face to face"), candidate(2, "scan the face"))
    assert order([PAIR], *found) == [2, 1]
    assert order([PAIR], candidate(1), candidate(2, "face", "scan")) == [2, 1]


def test_words_in_order_and_close_together_count():
    found = (candidate(1, "scan of a long row and face"), candidate(2, "face scan"))
    assert order([FACE, SCAN], *found) == [2, 1]


@pytest.mark.parametrize("better", [{"quality": 90}, {"has_file": True}, {"published": NOW}])
def test_ties_go_to_quality_to_own_files_and_to_news(better):
    worse = {"quality": 10, "has_file": False, "published": NOW - timedelta(days=700)}
    found = (candidate(1, "face", **worse), candidate(2, "face", **{**worse, **better}))
    assert order([FACE], *found) == [2, 1]


def test_equal_articles_keep_one_order():
    assert order([FACE], candidate(2, "face"), candidate(1, "face")) == [1, 2]
    later = NOW + timedelta(days=1)
    assert order([FACE], candidate(1, "face"), candidate(2, "face", published=later)) == [2, 1]


def test_no_tie_breaker_beats_a_word():
    old = {"quality": 0, "has_file": False, "published": NOW - timedelta(days=9999)}
    assert order([FACE], candidate(1, "x", quality=999), candidate(2, "face x", **old)) == [2, 1]


def test_articles_that_lack_a_word_stay_only_where_they_say_nearly_as_much():
    words = [FACE, SCAN]
    full = candidate(1, "face scan")
    assert order(words, full, candidate(2, "scan", is_full=False)) == [1, 2]
    assert order(words, full, candidate(2, "face", is_full=False)) == [1]
    assert order(words, candidate(2, "face", is_full=False)) == [2]


def test_what_was_matched_is_told_word_by_word():
    (ranked,) = rank([candidate(1, excerpt="faces", is_full=False)], [FACE, SCAN], now=NOW)
    assert ranked.matched == (FACE.alternatives[1], None)
    # The index found a full candidate, so that the word stands in its body, topics or source.
    (ranked,) = rank([candidate(1, excerpt="faces")], [FACE, SCAN], now=NOW)
    assert ranked.matched == (FACE.alternatives[1], SCAN.alternatives[0])


def test_scores_are_from_0_to_1_also_without_words_or_with_an_odd_quality():
    found = [candidate(1, "face", "face", quality=10**6), candidate(2, quality=-1)]
    for words in ([FACE], [], [QueryWord("zzz", (), 1.0)]):
        assert all(0 <= r.score <= 1 for r in rank(found, words, now=NOW))
    assert rank([], [FACE], now=NOW) == []


def test_letters_are_compared_for_the_best_only_and_the_others_stay_below():
    found = [candidate(number, f"face {'x ' * number}") for number in range(60)]
    ranked = rank(found, [FACE], now=NOW)
    assert len(ranked) == 60
    assert ranked[0].candidate.article_id == 0


def test_weights_are_positive_however_frequent_the_word():
    assert word_weight(9, 9) > 0
    assert word_weight(99, 9) > 0
    assert word_weight(1, 9) > word_weight(5, 9)
    assert word_weight(0, 0) > 0
