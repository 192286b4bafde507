"""How likely a topic is by what speaks for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.topic_evidence import UNTRAINED, Blend, Evidence, log_odds, suggestion

SHARES = st.floats(0, 1)
TRAINED = Blend(bias=2, model=1, neighbours=1, rule=2)


@given(model=SHARES, neighbours=SHARES, rule=st.sampled_from([0, 0.5, 1]))
def test_a_probability_is_one_whatever_speaks(model, neighbours, rule):
    assert 0 <= TRAINED.probability(Evidence(model, neighbours, rule)) <= 1


@given(share=st.floats(0, 0.9))
def test_more_votes_make_a_topic_likelier(share):
    fewer, more = Evidence(neighbours=share), Evidence(neighbours=share + 0.1)
    assert UNTRAINED.probability(fewer) < UNTRAINED.probability(more)


@pytest.mark.parametrize(
    ("evidence", "by"),
    [
        (Evidence(0.9, 0.1, 0), "model"),
        (Evidence(0.1, 0.9, 0), "neighbours"),
        (Evidence(0.01, 0.01, 1), "rules"),
    ],
)
def test_a_suggestion_says_what_spoke_most_for_it(evidence, by):
    found = suggestion("AI", evidence, articles=500, blend=TRAINED, threshold=0.3)
    assert found.by == by


def test_a_rare_topic_is_suggested_by_its_name_alone():
    found = suggestion("Quantum", Evidence(rule=1.0), articles=2)
    assert (found.probability, found.by, found.is_likely) == (0.6, "rules", True)


def test_a_frequent_topic_is_not():
    found = suggestion("AI", Evidence(rule=1.0), articles=2000)
    assert found is None or found.probability < 0.6


def test_what_hardly_anything_speaks_for_is_not_suggested():
    assert suggestion("AI", Evidence(), articles=100) is None


def test_certainty_has_finite_odds():
    assert -5 < log_odds(0.0) < 0 < log_odds(1.0) < 5
