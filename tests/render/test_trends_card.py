"""What is loud, as members see it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.desk_act import Weight
from bot.domain.mark import Mark
from bot.domain.period import Period
from bot.domain.trend import StoryTrend, TopicTrend, Trends
from bot.render.limits import broken_limits
from bot.render.trends import trends_card

WEEK = Period(datetime(2019, 12, 20, tzinfo=UTC), datetime(2019, 12, 27, tzinfo=UTC))
LOUD = TopicTrend("Robots", 41, 12.0, 30.0, 0.4, 0.1, 20.0)
TRENDS = Trends(WEEK, 8, (LOUD,), total=103)


def test_a_trend_comes_with_the_figures_behind_it(text_of):
    text = text_of(trends_card(TRENDS))
    assert "### Robots\n41 articles, usually 12 a week (3.4 times that)" in text
    assert "on average over the 8 weeks before" in text


def test_what_never_was_is_not_told_as_a_mean(text_of):
    trends = replace(TRENDS, topics=(TopicTrend("Robots", 3, 0.0, 4.0),))
    assert "3 articles, none in the 8 weeks before" in text_of(trends_card(trends))


@pytest.mark.parametrize(
    ("days", "usually"),
    [(1, "12 a day"), (7, "12 a week"), (3, "12 in 3 days"), (365, "12 a year")],
)
def test_spans_are_called_what_people_call_them(text_of, days, usually):
    period = Period(WEEK.start, WEEK.start.fromordinal(WEEK.start.toordinal() + days))
    period = Period(WEEK.start, period.end.replace(tzinfo=UTC))
    assert usually in text_of(trends_card(replace(TRENDS, period=period)))


def test_a_larger_part_of_quiet_news_is_told_as_one(text_of):
    text = text_of(trends_card(replace(TRENDS, measure="share")))
    assert "41 of 103 articles (40%), usually 10%, 12 a week" in text
    assert "a larger part of the news" in text


def test_where_nothing_is_loud_the_busiest_are_told(text_of):
    text = text_of(trends_card(replace(TRENDS, measure="size")))
    assert text.startswith("## Busiest topics")
    assert "Nothing is much louder than usual" in text


def test_a_young_archive_knows_no_usual(text_of):
    trends = Trends(WEEK, 0, (TopicTrend("Robots", 3),), measure="size")
    text = text_of(trends_card(trends))
    assert "too young to tell what is usual" in text
    assert "### Robots\n3 articles" in text


def test_an_archive_that_ends_in_the_past_says_when(text_of):
    text = text_of(trends_card(replace(TRENDS, ended=datetime(2019, 12, 26, tzinfo=UTC))))
    assert "the last days of the archive, which ends <t:1577318400:D>" in text


@pytest.mark.parametrize("trends", [None, Trends(WEEK, 0)])
def test_a_card_is_never_empty(text_of, trends):
    assert len(text_of(trends_card(trends))) > 20


def test_a_story_leads_to_its_page_and_its_article(make_article, buttons_of, text_of):
    story = StoryTrend(make_article(id=7), 9, 12)
    view = trends_card(replace(TRENDS, stories=(story,), usual_sources=1.4))
    assert "9 sources, 12 articles" in text_of(view)
    assert "A story of these days has 1.4 sources on average" in text_of(view)
    assert [b["label"] for b in buttons_of(view)][-2:] == ["Story", "Open"]


def test_the_fullest_card_fits(extreme_article):
    name = "*_<@everyone>[x](y)" * 300
    pin = Mark(Weight.PIN, "provider", name, WEEK.end)
    topics = tuple(replace(LOUD, name=f"{n}{name}", articles=10**9, pin=pin) for n in range(5))
    stories = tuple(StoryTrend(extreme_article(at), 10**6, 10**9, pin) for at in range(3))
    for measure in ("volume", "share", "size"):
        view = trends_card(
            Trends(WEEK, 28, topics, stories, 10**6, WEEK.end, measure, 10**9),
        )
        assert broken_limits(view.to_components()) == []


def test_the_fullest_card_with_names_that_fit_into_buttons_fits(extreme_article):
    topics = tuple(replace(LOUD, name=f"{at}" * 80) for at in range(5))
    stories = tuple(StoryTrend(extreme_article(at), 9, 9) for at in range(3))
    view = trends_card(replace(TRENDS, topics=topics, stories=stories))
    assert broken_limits(view.to_components()) == []


def test_what_is_pinned_says_so(make_article):
    pin = Mark(Weight.PIN, "topic", "Robots", WEEK.end)
    story = StoryTrend(make_article(id=7), 9, 12, replace(pin, target="article"))
    trends = replace(TRENDS, topics=(replace(LOUD, pin=pin),), stories=(story,))
    text = str(trends_card(trends).to_components())
    assert text.count("📌 Pinned: Robots") == 1
    assert text.count("📌 Pinned") == 2
