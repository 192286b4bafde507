"""Whether two articles report one event."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.report import read_report, weights
from bot.domain.same_story import Guard, compare, is_same_story, likeness
from bot.domain.vocabulary import Vocabulary

NOW = datetime(2019, 12, 5, tzinfo=UTC)
VOCABULARY = Vocabulary({"robot": 900, "buys": 400, "market": 900, "report": 800}, 20_000)
weigh = weights(VOCABULARY)


def report(title, excerpt="", *, provider="Axios", days=0.0):
    return read_report(1, title, excerpt, provider, NOW + timedelta(days=days), weigh)


BUYS = "Acme buys the robot maker Robo for $2 billion"


@pytest.mark.parametrize(
    "other",
    [
        BUYS,
        "UPDATE 2-" + BUYS,
        "CORRECTED-" + BUYS,
        BUYS + " | The Daily Robot",
        "Robot maker Robo bought by Acme for $2bn",
        "Acme to acquire robot maker Robo",
    ],
)
def test_the_same_event_told_otherwise_is_one_story(other):
    assert is_same_story(report(BUYS), report(other, provider="Reuters"))


@pytest.mark.parametrize(
    ("one", "other", "guard"),
    [
        (
            "Robo plant in Lyon lays off 25 robot workers",
            "Robo plant in Lyon lays off 40 robot workers",
            Guard.NUMBERS,
        ),
        (
            "Drone Market 2019 Size, Share, Forecast and Analysis",
            "Satellite Market 2019 Size, Share, Forecast and Analysis",
            Guard.MARKET,
        ),
        (
            "Zebrafish now available in the Robo marketplace",
            "Quokka now available in the Robo marketplace",
            Guard.SUBJECT,
        ),
        (
            "Acme robots: news round-up of the Robo deal",
            "Acme robots: the Robo deal",
            Guard.ROUNDUP,
        ),
        ("Zeta opens its first satellite ground station", BUYS, Guard.KEYS),
    ],
)
def test_a_guard_keeps_apart_what_looks_alike(one, other, guard):
    assert compare(report(one), report(other, provider="Reuters")).guard is guard


def test_what_is_days_older_is_another_story():
    late = report(BUYS, provider="Reuters", days=4.1)
    assert compare(report(BUYS), late).guard is Guard.TIME


def test_sibling_product_pages_of_one_provider_are_not_one_story():
    one = "Azure Hyperscale server group: columnar compression now generally available"
    other = "Azure Hyperscale server group: read replicas now generally available"
    assert not is_same_story(report(one), report(other))


def test_what_is_given_up_is_not_what_was_planned():
    plan = report("Zeta wants to scan faces at airports", "A proposal by Zeta.")
    end = report("Zeta drops plan to scan faces at airports", provider="Reuters", days=1)
    again = report("Zeta plan to scan faces at airports dropped", provider="Wired", days=1)
    assert likeness(end, again) > (likeness(plan, end) or 0.0)


def test_the_verdict_names_what_they_share():
    shared = compare(report(BUYS), report("Robo bought by Acme", provider="Reuters")).shared
    assert {"robo", "acm"} <= set(shared)


def test_one_word_in_common_is_no_event():
    assert not is_same_story(report("Title of b"), report("Title of c", provider="Reuters"))


words = st.sampled_from(
    ["Acme", "Robo", "buys", "robot", "market", "report", "25", "40", "drops", "why", "the", "2bn"]
)
titles = st.lists(words, max_size=8).map(" ".join)
reports = st.builds(
    report,
    titles,
    titles,
    provider=st.sampled_from(["", "Axios", "Reuters"]),
    days=st.floats(0, 6),
)


@settings(max_examples=500)
@given(reports, reports)
def test_the_rule_is_the_same_both_ways(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert compare(one, other).guard == compare(other, one).guard
    assert is_same_story(one, other) == compare(one, other).is_same


@given(titles.filter(bool), titles)
def test_a_copy_is_the_same_story(title, excerpt):
    """What has a word that names something is found again on another site."""
    one, copy = report(title, excerpt), report(title, excerpt, provider="Reuters")
    assert is_same_story(one, copy) == bool(one.keys)
