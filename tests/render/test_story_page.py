"""The page of a story, view by view."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.related import Reason, RelatedArticle, StoryPage
from bot.render.limits import broken_limits
from bot.render.story_page import count_pages, read_view, shared_story_card, story_card

DAY = datetime(2020, 1, 2, 12, tzinfo=UTC)
VIEWS = ("all", "sources", "related", "timeline")
LONG = "*_<@everyone>[x](y)" * 300


@pytest.fixture(scope="module")
def hit(make_article):
    def make(days, *, title="Police", number=20, **reason):
        article = make_article(
            id=number, title=title, published=DAY + timedelta(days=days), provider="Wired"
        )
        relation = "follow_up" if days > 0 else "earlier"
        return RelatedArticle(article, 0.5, Reason(relation, days, ("police",), **reason))

    return make


@pytest.fixture(scope="module")
def page(make_article, hit):
    first = make_article(published=DAY)
    second = make_article(id=8, title="Face recognition in Lockport", provider="Reuters")
    later, before = hit(3, title="A lawsuit", number=21), hit(-2, title="A plan", number=22)
    return StoryPage(first, first, (first, second), (later, before))


def test_the_story_shows_sources_related_with_reasons_and_what_came_when(page, text_of):
    text = text_of(story_card(page))
    assert "### Lockport schools turn on face recognition\n" in text
    assert "-# Topics: Facial Recognition, Schools" in text
    assert "### 2 sources\n- Axios · Lockport schools" in text
    assert "- Reuters · Face recognition in Lockport · <t:1577966400:f>" in text
    assert "- Wired · A lawsuit · follow-up, 3 days later · shares *police*" in text
    assert (
        "- Wired · A plan · 2 days before\n- **This story** · <t:1577966400:D>\n"
        "- Wired · A lawsuit · 3 days later" in text
    )


def test_topics_that_no_source_states_are_said_to_be_inferred(make_article, text_of):
    article = make_article(topics_inferred=True)
    text = text_of(story_card(StoryPage(article, article, (article,), ())))
    assert "-# Topics (inferred): Facial Recognition, Schools" in text


def test_the_story_leads_to_the_article_and_to_all_of_each_kind(page, buttons_of):
    buttons = buttons_of(story_card(page))
    assert [b["label"] for b in buttons] == [
        "Open",
        "Share to channel",
        "All sources (2)",
        "All related (2)",
        "Timeline (2)",
    ]
    assert buttons[2]["custom_id"] == "story:view:sources:7:0"


def test_the_timeline_goes_from_the_oldest_to_the_newest(page, text_of):
    text = text_of(story_card(page, "timeline"))
    assert text.index("A plan") < text.index("A lawsuit")
    assert "-# 2 days before" in text


def test_a_story_that_stands_alone_says_so(make_article, text_of, buttons_of):
    article = make_article()
    card = story_card(StoryPage(article, article, (article,), ()))
    assert "Nothing else in the archive is known to be related to this story." in text_of(card)
    assert "No other source of the archive has this story." in text_of(card)
    assert [b["label"] for b in buttons_of(card)] == ["Open", "Share to channel"]


@pytest.fixture(scope="module")
def long_page(make_article, hit):
    sources = tuple(make_article(id=number, title=f"Source {number}.") for number in range(40))
    related = tuple(hit(1, title=f"Other {n}.", number=100 + n) for n in range(179))
    return StoryPage(sources[0], sources[0], sources, related)


@pytest.mark.parametrize(("view", "pages", "what"), [("sources", 7, 40), ("related", 30, 179)])
def test_every_entry_is_on_one_page(long_page, view, pages, what, text_of):
    assert count_pages(long_page, view) == pages
    texts = [text_of(story_card(long_page, view, number)) for number in range(pages)]
    name = {"sources": "Source", "related": "Other"}[view]
    for number in range(what):
        assert sum(f"### {name} {number}.\n" in text for text in texts) == 1


def test_pages_end(long_page, buttons_of):
    first, last = (
        {
            b["label"]: b.get("disabled", False)
            for b in buttons_of(story_card(long_page, "sources", n))
        }
        for n in (0, 999)
    )
    assert (first["Previous"], first["Next"]) == (True, False)
    assert (last["Previous"], last["Next"]) == (False, True)


def test_a_shared_page_says_who_shared_it_and_turns_nothing(long_page, text_of, buttons_of):
    card = shared_story_card(long_page, "related", 1, sharer_id=5)
    assert "-# Shared by <@5>" in text_of(card)
    assert {b["label"] for b in buttons_of(card)} == {"Open", "Story"}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("number", [0, 1, 9999])
def test_the_fullest_page_fits(extreme_article, view, number):
    also = tuple(extreme_article(n, provider=f"{n} {LONG}") for n in range(300, 310))
    reason = Reason("follow_up", 99_999, (LONG, LONG, LONG), is_listed=True)
    before = Reason("earlier", -99_999, (LONG, LONG, LONG), is_listed=True)
    related = tuple(
        RelatedArticle(extreme_article(n), 1.0, (reason, before)[n % 2], also)
        for n in range(100, 279)
    )
    sources = tuple(extreme_article(n) for n in range(40))
    page = StoryPage(sources[0], sources[0], sources, related)
    assert broken_limits(story_card(page, view, number).to_components()) == []
    shared = shared_story_card(page, view, number, sharer_id=10**19)
    assert broken_limits(shared.to_components()) == []


def test_an_unknown_view_is_the_first():
    assert read_view("nonsense") == "all"
