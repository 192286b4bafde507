"""The page of topics as members see it."""

from datetime import UTC, datetime

from bot.domain.topic_page import PAGE_SIZE, TopicPage, TopicRow
from bot.render.limits import broken_limits
from bot.render.topics import topics_card

NEWEST = datetime(2019, 12, 27, tzinfo=UTC)
ROW = TopicRow("Computer Vision", 1415, 52, 25, NEWEST, ("CV", "Seeing"))


def page(*rows, number=0, total=None, newest=NEWEST):
    return TopicPage(rows, number, len(rows) if total is None else total, 7, newest)


def test_a_topic_is_told_with_its_figures_and_other_names(text_of):
    text = text_of(topics_card(page(ROW)))
    assert "### Computer Vision\n1,415 articles · 52 in 25 stories in the last 7 days" in text
    assert "newest <t:1577404800:D>\n-# also: CV, Seeing" in text


def test_a_topic_without_news_says_so(text_of):
    text = text_of(topics_card(page(TopicRow("Old", 1))))
    assert "1 article · none in the last 7 days" in text


def test_articles_that_are_stories_of_their_own_are_counted_once(text_of):
    text = text_of(topics_card(page(TopicRow("Robots", 9, 3, 3))))
    assert "3 in the last 7 days" in text
    assert "stories" not in text


def test_each_topic_can_be_briefed_on_and_searched(buttons_of):
    ids = {b["label"]: b["custom_id"] for b in buttons_of(topics_card(page(ROW)))}
    assert ids == {
        "Briefing": "brief:about:Computer Vision",
        "Newest articles": "news:again:::n:Computer Vision||",
    }


def test_pages_are_turned_and_at_an_end_no_further(buttons_of):
    view = topics_card(page(ROW, number=0, total=3 * PAGE_SIZE))
    turns = {b["label"]: (b["custom_id"], b["disabled"]) for b in buttons_of(view)[-2:]}
    assert turns == {"Previous": ("topic:page:0", True), "Next": ("topic:page:1", False)}
    view = topics_card(page(ROW, number=2, total=3 * PAGE_SIZE))
    turns = {b["label"]: (b["custom_id"], b["disabled"]) for b in buttons_of(view)[-2:]}
    assert turns == {"Previous": ("topic:page:1", False), "Next": ("topic:page:2", True)}


def test_an_archive_without_topics_says_what_to_do(text_of):
    assert "newsdesk load" in text_of(topics_card(page()))


def test_the_fullest_page_fits_whatever_topics_are_called():
    rows = [
        TopicRow(
            f"{at} *_<@everyone>[x](y)|" * 300, 10**9, 10**9, 10**8, NEWEST, ("😀@here " * 99,) * 3
        )
        for at in range(PAGE_SIZE)
    ]
    view = topics_card(page(*rows, number=5_000, total=60_000))
    assert broken_limits(view.to_components()) == []


def test_a_page_of_names_that_just_fit_into_buttons_fits():
    rows = [TopicRow(f"{at}" * 80, 5, newest=NEWEST) for at in range(PAGE_SIZE)]
    view = topics_card(page(*rows, total=60))
    assert broken_limits(view.to_components()) == []


def test_a_name_pings_nobody_and_formats_nothing(text_of):
    text = text_of(topics_card(page(TopicRow("**@everyone** <@1> [x](http://y)", 1))))
    assert "**@everyone" not in text
    assert "<@1>" not in text
    assert "\\[x\\]\\(http" in text
