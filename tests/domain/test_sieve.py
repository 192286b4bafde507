"""Which articles a policy lets through."""

from datetime import UTC, datetime

import pytest

from bot.domain.article import Article
from bot.domain.edition import Exclusion
from bot.domain.sieve import Sieve
from bot.domain.subscription import Policy


def article(title="Drones over Oslo", excerpt="", **fields):
    published = datetime(2019, 12, 5, tzinfo=UTC)
    return Article(1, "https://site.com/1", title, excerpt, "Wire", "", published, **fields)


def test_a_usual_policy_lets_everything_through():
    assert Sieve(Policy(), None).objection(article(title="", quality=0)) is None


@pytest.mark.parametrize(
    ("word", "title", "is_held"),
    [
        ("drone", "A drone", True),
        ("drone", "Drones", False),
        ("AI", "said", False),
        ("self-driving car", "Self Driving Car", True),
        ("self-driving car", "Driving a car by yourself", False),
        ("café", "CAFE", True),
        ("人工", "人工智能", True),
        ("U.S.", "The U.S. army", True),
        ("?!", "What?!", False),
        ("", "", False),
    ],
)
def test_a_word_is_held_as_search_knows_words(word, title, is_held):
    objection = Sieve(Policy(exclude=(word,)), None).objection(article(title))
    assert (objection is not None) == is_held


def test_a_phrase_does_not_begin_in_the_title_and_end_in_the_excerpt():
    one = article("Over the harbour", "Bridge is built.")
    assert Sieve(Policy(exclude=("harbour bridge",)), None).objection(one) is None


def test_an_included_word_may_stand_in_the_excerpt():
    sieve = Sieve(Policy(include=("nimbus", "drones")), None)
    assert sieve.objection(article("Oslo", "Of drones.")) is None
    assert sieve.objection(article("Oslo")).exclusion is Exclusion.NO_INCLUDED_WORD


def test_words_that_say_nothing_are_no_words_to_include():
    assert Sieve(Policy(include=("...",)), None).objection(article()) is None


def test_any_of_the_topics_will_do():
    sieve = Sieve(Policy(), {"AI", "Robots"})
    assert sieve.objection(article(topics=("Robots", "Law"))) is None
    assert sieve.objection(article(topics=("Law",))).exclusion is Exclusion.TOPIC


def test_what_is_shown_beside_a_story_needs_no_topic_but_no_excluded_word():
    sieve = Sieve(Policy(exclude=("oslo",), least_quality=50), {"AI"})
    assert sieve.to_showing(article("Tromso", quality=50)) is None
    assert sieve.to_showing(article("Oslo", quality=50)).detail == "oslo"
    assert sieve.to_showing(article("Tromso", quality=49)).exclusion is Exclusion.LOW_QUALITY
