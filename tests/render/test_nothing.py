"""The card that says nothing was found, and what it offers."""

from datetime import UTC, datetime

import pytest

from bot.domain.search import SearchQuery, SearchResult
from bot.render.custom_ids import RETRY, retried
from bot.render.results import answer_card

NOW = datetime(2020, 1, 2, 12, tzinfo=UTC)
DECEMBER = datetime(2019, 12, 1, tzinfo=UTC)


@pytest.fixture
def nothing():
    """The card that answers a question which nothing was found for."""

    def nothing(query, **near):
        return answer_card(SearchResult(query, 0, (), **near), now=NOW)

    return nothing


@pytest.fixture
def offers_of(buttons_of):
    """What each button of the card would ask, by its label."""

    def offers_of(card):
        presses = {b["label"]: b["custom_id"] for b in buttons_of(card) if "custom_id" in b}
        return {
            label: retried(RETRY.fullmatch(custom_id).groupdict(""))
            for label, custom_id in presses.items()
        }

    return offers_of


def test_spellings_and_topics_are_offered(nothing, text_of, offers_of):
    card = nothing(SearchQuery("setsme"), spellings=("sensetime",), topics=("Robots",))
    assert text_of(card) == "## Nothing found for “setsme”\nDid you mean:\nTopics:"
    assert offers_of(card) == {
        "sensetime": SearchQuery("sensetime"),
        "Robots": SearchQuery("", topic="Robots"),
    }


def test_the_newest_on_the_nearest_topic_are_shown(nothing, make_article, text_of, buttons_of):
    newest = tuple(make_article(title=f"News {number}") for number in range(4))
    card = nothing(SearchQuery("robts"), topics=("Ro_bots", "Bots"), newest=newest)
    text = text_of(card)
    assert "\nNearest topics:\n" in text
    assert "\n## Newest on Ro\\_bots\n### News 0\n-# Axios · " in text
    assert [b["label"] for b in buttons_of(card)] == ["Ro_bots", "Bots", "Open", "Open", "Open"]


@pytest.mark.parametrize(
    "typed",
    [
        SearchQuery("setsme", source="Axios", after=DECEMBER, before=NOW),
        SearchQuery('setsme source:Axios after:"december 2019"', before=NOW),
        SearchQuery("setsme source:Axios after:2019", after=DECEMBER, before=NOW),
    ],
)
def test_what_is_offered_keeps_the_limits_of_the_question(nothing, offers_of, typed):
    card = nothing(typed, spellings=("sensetime",), topics=("Robots",))
    limits = {"source": "Axios", "after": DECEMBER, "before": NOW}
    assert offers_of(card) == {
        "sensetime": SearchQuery("sensetime", **limits),
        "Robots": SearchQuery("", topic="Robots", **limits),
        "Without these limits": SearchQuery("setsme"),
    }


def test_what_is_offered_keeps_order_and_exclusions(nothing, offers_of):
    card = nothing(SearchQuery('setsme -car -"face id"', by_date=True), spellings=("sensetime",))
    assert offers_of(card) == {
        "sensetime": SearchQuery('sensetime -"car" -"face id"', by_date=True),
        "Without these limits": SearchQuery("setsme", by_date=True),
    }


def test_an_unknown_topic_gives_way_to_a_near_one(nothing, offers_of):
    card = nothing(SearchQuery("sensetime", topic="Xyz"), topics=("Robots",))
    assert offers_of(card)["Robots"] == SearchQuery("sensetime", topic="Robots")


def test_in_a_known_topic_the_words_give_way(nothing, offers_of):
    card = nothing(SearchQuery("zzzz", topic="robot"), topics=("Robots",))
    assert offers_of(card)["Robots"] == SearchQuery("", topic="Robots")


def test_what_limited_the_question_is_said(nothing, text_of):
    typed = SearchQuery('"face id" -car topic:Ro_bots', source="Axios", after=DECEMBER)
    assert (
        "-# Limited to topic Ro\\_bots · source Axios · since <t:1575201600:D>"
        " · with “face id” · without “car”"
    ) in text_of(nothing(typed))


def test_a_literal_question_says_so_and_offers_corrections(nothing, text_of, offers_of):
    card = nothing(SearchQuery("setsme", is_literal=True), spellings=("sensetime",))
    assert "-# Looked for as typed, without corrections\n" in text_of(card)
    assert offers_of(card) == {
        "sensetime": SearchQuery("sensetime"),
        "With corrections": SearchQuery("setsme"),
    }


def test_nothing_near_leaves_advice(nothing, text_of, buttons_of):
    card = nothing(SearchQuery("x"))
    assert "Try fewer or other words" in text_of(card)
    assert not buttons_of(card)


def test_what_reads_the_same_is_offered_once(nothing, buttons_of):
    card = nothing(SearchQuery("x"), spellings=("robots", "ro\u200bbots"))
    assert [b["label"] for b in buttons_of(card)] == ["robots"]


@pytest.mark.parametrize(
    ("typed", "spelling"),
    [
        (SearchQuery("x"), "y" * 95),
        (SearchQuery("x", topic="t" * 50), "y" * 45),
        (SearchQuery("x", topic="a|b"), "y"),
    ],
)
def test_an_offer_that_fits_no_button_is_written(nothing, text_of, buttons_of, typed, spelling):
    card = nothing(typed, spellings=(spelling,))
    assert f"Did you mean: {spelling}" in text_of(card)
    assert {b["label"] for b in buttons_of(card)} <= {"Without these limits"}


def test_limits_that_only_a_long_text_lacks_offer_no_button(nothing, buttons_of):
    assert not buttons_of(nothing(SearchQuery("x" * 100, topic="Robots")))
