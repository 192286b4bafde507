"""What a model is trained on, and how well it is said to do."""

import pytest

from bot.domain.topic_text import read_topic_text
from bot.domain.topic_training import (
    FEWEST_ARTICLES,
    Example,
    Judged,
    best_thresholds,
    learnable,
    scores,
    windows,
)

TEXT = read_topic_text("Title", "")


def examples(number, *topics):
    return [Example(TEXT, frozenset(topics))] * number


def test_topics_with_enough_articles_are_learnt_the_largest_first():
    given = [*examples(20, "B"), *examples(9, "Rare"), *examples(FEWEST_ARTICLES, "A")]
    assert learnable(given) == ("A", "B")


def test_nothing_is_learnt_from_a_small_archive():
    assert learnable(examples(FEWEST_ARTICLES - 1, "A")) == ()


def test_every_part_is_judged_by_all_before_it():
    for learnt, judged in windows(1000):
        assert learnt.start == 0
        assert learnt.stop == judged.start >= 500
    assert judged.stop == 1000


def test_a_threshold_parts_right_from_wrong():
    right = [Judged(frozenset({"A"}), {"A": 0.6})] * 50
    wrong = [Judged(frozenset(), {"A": 0.4})] * 50
    assert 0.4 < best_thresholds(right + wrong, ["A"])["A"] <= 0.6


def test_f1_is_counted_over_all_decisions_and_averaged_over_topics():
    judged = [
        Judged(frozenset({"A"}), {"A": 0.9, "B": 0.1}),
        Judged(frozenset({"A"}), {"A": 0.1, "B": 0.9}),
        Judged(frozenset({"B"}), {"A": 0.1, "B": 0.9}),
        Judged(frozenset(), {}),
    ]
    rows, micro, macro = scores(judged, {"A": 0.5, "B": 0.5})
    assert [(row.precision, row.recall) for row in rows] == [(1.0, 0.5), (0.5, 1.0)]
    assert micro == macro == pytest.approx(2 / 3)


def test_what_all_articles_are_on_makes_no_figure_better():
    judged = [Judged(frozenset({"All", "A"}), {"All": 1.0, "A": 0.0}), Judged({"All"}, {"All": 1})]
    rows, micro, macro = scores(judged, {"All": 0.5, "A": 0.5})
    assert rows[0].f1 == 1.0
    assert micro == macro == 0.0
