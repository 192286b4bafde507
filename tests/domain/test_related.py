"""Why an article is related to another, and what the page of a story shows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article
from bot.domain.related import (
    Reason,
    RelatedArticle,
    Shared,
    StoryPage,
    explain,
    in_order_of_time,
    is_telling,
    phrases,
)
from bot.domain.words import fold_words

DAY = datetime(2019, 12, 5, 12, tzinfo=UTC)
EVENT = Shared(("clearview", "police"), in_titles=True, particular=1.2)


def article(title="Clearview and the police", *, excerpt="", days=0.0, article_id=1, **given):
    return Article(
        id=article_id,
        url=f"https://a.com/{article_id}",
        title=title,
        excerpt=excerpt,
        provider="Axios",
        domain="a.com",
        published=DAY + timedelta(days=days),
        **given,
    )


@pytest.mark.parametrize(
    ("days", "shared", "stated", "reason"),
    [
        (3, EVENT, {}, ("follow_up", 3)),
        (-3.4, EVENT, {}, ("earlier", -3)),
        (0.5, EVENT, {}, ("shares", 0)),
        (90, EVENT, {}, ("shares", 90)),
        (3, Shared(("police",), in_titles=True, particular=0.9), {}, ("shares", 3)),
        (3, Shared(), {"is_listed": True}, ("listed", 3)),
        (3, EVENT, {"is_same_story": True, "is_listed": True}, ("same_story", 3)),
    ],
)
def test_the_reason_is_what_is_known(days, shared, stated, reason):
    found = explain(article(), article(days=days), shared, **stated)
    assert (found.relation, found.days) == reason
    assert found.is_listed == stated.get("is_listed", False)


@pytest.mark.parametrize(
    ("word", "is_it"),
    [
        ("clearview", True),
        ("5g", True),
        ("the", False),
        ("2019", False),
        ("3m", False),
        ("x", False),
    ],
)
def test_telling_words_name_something(word, is_it):
    assert is_telling(word) == is_it


def test_reports_on_two_markets_dont_follow_each_other():
    one = article("Voice Recognition Market: Key Facts and Forecast")
    other = article("Video Analytics Market: Key Facts and Forecast", days=4)
    assert (
        explain(one, other, Shared(("facts", "forecast"), in_titles=True, particular=1.5)).relation
        == "shares"
    )


@pytest.mark.parametrize(
    ("title", "words", "said"),
    [
        ("Police test Clearview", ("clearview", "police"), ("Clearview", "Police")),
        ("Facial recognition bans", ("recognition", "facial"), ("Facial recognition",)),
        ("Qualcomm’s chip, Intel’s", ("qualcomm", "intel"), ("Qualcomm", "Intel")),
        ("“Clearview” (police)", ("clearview", "police"), ("Clearview", "police")),
        ("Clearview (police)", ("clearview", "police"), ("Clearview", "police")),
        ("Clearview, police", ("clearview", "police"), ("Clearview", "police")),
        ("人脸识别", ("人脸", "识别"), ("人脸", "识别")),
    ],
)
def test_words_are_shown_as_the_article_writes_them(title, words, said):
    assert phrases(article(title), words) == said


def test_what_the_title_lacks_is_shown_from_the_excerpt():
    assert phrases(article("News", excerpt="On Clearview."), ("clearview",)) == ("Clearview",)


@given(st.text(max_size=60), st.text(max_size=60), st.lists(st.sampled_from("abcdef"), max_size=6))
def test_what_is_shown_are_words_that_were_given(title, excerpt, more):
    words = tuple(dict.fromkeys((*fold_words(title)[:3], *more)))
    shown = phrases(article(title, excerpt=excerpt), words)
    assert len(shown) <= 3
    assert {word for phrase in shown for word in fold_words(phrase)} <= set(words)


def test_the_timeline_is_in_order_of_time_and_leaves_out_the_same_day():
    def hit(days, article_id):
        reason = Reason("shares", days)
        return RelatedArticle(article(days=days, article_id=article_id), 0.5, reason)

    page = StoryPage(article(), article(), (article(),), (hit(4, 2), hit(0, 3), hit(-2, 4)))
    assert [entry.reason.days for entry in page.timeline] == [-2, 4]


def test_topics_are_those_of_all_sources_the_most_common_first():
    sources = (article(topics=("AI", "Law")), article(topics=("Law",)), article())
    assert StoryPage(article(), article(), sources, ()).topics == ("Law", "AI")


def test_sources_are_in_order_of_time_then_of_quality():
    late, good, bad = article(days=1), article(quality=9, article_id=3), article(article_id=2)
    assert in_order_of_time([late, bad, good]) == (good, bad, late)
