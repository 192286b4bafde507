"""The cards that answer /news."""

from datetime import UTC, datetime

import pytest

from bot.domain.search import SearchQuery, Story
from bot.render.results import answer_card, page_card, shared_card

NOW = datetime(2020, 1, 2, tzinfo=UTC)


def test_the_header_says_what_was_asked_how_many_and_where(make_page, text_of):
    text = text_of(page_card(make_page(number=1, pages=3, total=12)))
    assert text.startswith("## News about “facial recognition”\n-# 12 articles · page 2 of 3\n")


def test_one_article_is_not_called_articles(make_page, text_of):
    assert "-# 1 article\n" in text_of(page_card(make_page()))


def test_more_than_can_be_paged_through_is_said(make_page, text_of):
    text = text_of(page_card(make_page(pages=20, total=1234)))
    assert "1,234 articles, the best 100 stories shown · page 1 of 20" in text


def test_a_count_that_was_broken_off_says_more_than(make_page, text_of):
    text = text_of(page_card(make_page(pages=20, total=8000, is_more=True)))
    assert "-# more than 8,000 articles, the best 100 stories shown · " in text


def test_articles_of_one_story_are_counted_as_articles_and_as_stories(make_page, text_of):
    stories = (Story(1, also=(2, 3)), Story(4))
    assert "-# 4 articles in 2 stories\n" in text_of(page_card(make_page(total=4, stories=stories)))


def test_a_correction_is_said_with_what_was_typed(make_page, text_of):
    query = SearchQuery("facial recogniton")
    text = text_of(page_card(make_page(query=query, corrected="facial recognition")))
    assert text.startswith("## News about “facial recognition”\n")
    assert "Showing results for **facial recognition**; you typed “facial recogniton”." in text


def test_words_that_nothing_has_are_no_correction_of_what_was_typed(make_page, text_of):
    query = SearchQuery("zzqx face", is_literal=True)
    text = text_of(page_card(make_page(query=query, corrected="face")))
    assert text.startswith("## News about “zzqx face”\n")
    assert "\nNot all of it is in the archive; showing results for **face**.\n" in text


def _typed_instead(page, buttons_of):
    return {
        b["label"]: b["custom_id"]
        for b in buttons_of(page_card(page))
        if b.get("custom_id", "").startswith("news:literal:")
    }


def test_what_was_typed_can_be_searched_for_instead_of_the_correction(make_page, buttons_of):
    page = make_page(query=SearchQuery("facal"), corrected="facial")
    assert _typed_instead(page, buttons_of) == {
        "Search for “facal” instead": "news:literal:aB3_x-9"
    }


def test_a_long_text_to_search_for_instead_is_cut_within_its_quotes(make_page, buttons_of):
    page = make_page(query=SearchQuery("facal " * 30), corrected="facial")
    ((label, _),) = _typed_instead(page, buttons_of).items()
    assert len(label) <= 80
    assert label.endswith("facal…” instead")


@pytest.mark.parametrize(
    "given", [{}, {"query": SearchQuery("facal", is_literal=True), "corrected": "facial"}]
)
def test_there_is_no_instead_without_a_correction(make_page, buttons_of, given):
    assert not _typed_instead(make_page(**given), buttons_of)


def _header(make_page, text_of, query):
    return text_of(page_card(make_page(query=query))).split("\n")[:2]


DECEMBER, JANUARY = datetime(2019, 12, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"topic": "Ro_bots", "source": "Axios"}, "topic Ro\\_bots · source Axios"),
        # Noon, so that it is the same day for readers east and west of Greenwich.
        ({"after": DECEMBER}, "since <t:1575201600:D>"),
        ({"before": JANUARY}, "before <t:1577880000:D>"),
        ({"after": DECEMBER.replace(hour=7)}, "since <t:1575183600:f>"),
        ({"by_date": True}, "newest first"),
        ({"is_literal": True}, "as typed, without corrections"),
    ],
)
def test_options_are_said(make_page, text_of, options, said):
    _, facts = _header(make_page, text_of, SearchQuery("robots", **options))
    assert facts == f"-# 1 article · {said}"


@pytest.mark.parametrize(
    ("query", "heading", "facts"),
    [
        (SearchQuery("topic:AI"), "Newest on AI", ""),
        (SearchQuery("topic:AI source:axios.com"), "Newest on AI from axios.com", ""),
        (SearchQuery("*", source="Axios"), "Newest from Axios", ""),
        (SearchQuery("topic:AI -car"), "Newest on AI", " · “topic\\:AI -car”"),
        (SearchQuery("after:2019"), "Newest articles", " · “after\\:2019”"),
        (SearchQuery("robots topic:AI"), "News about “robots topic\\:AI”", ""),
    ],
)
def test_a_question_without_words_is_headed_as_the_newest(
    make_page, text_of, query, heading, facts
):
    assert _header(make_page, text_of, query) == [f"## {heading}", f"-# 1 article{facts}"]


@pytest.mark.parametrize(
    "typed", ["https://www.axios.com/story", "<http://axios.com/story/?utm_source=x>"]
)
def test_an_article_found_by_its_address_says_so(make_page, text_of, typed):
    heading, _ = _header(make_page, text_of, SearchQuery(typed))
    assert heading == "## The article at that address"


def test_an_address_that_the_archive_lacks_is_quoted(make_page, text_of):
    heading, _ = _header(make_page, text_of, SearchQuery("https://axios.com/other-school-story"))
    assert heading == "## News about “https\\://axios.com/other-school-story”"


def _pager(buttons):
    return {b["label"]: (b["custom_id"], b.get("disabled", False)) for b in buttons[2:]}


def test_the_first_page_leads_on(make_page, buttons_of):
    assert _pager(buttons_of(page_card(make_page(pages=3)))) == {
        "Previous": ("news:page:aB3_x-9:0", True),
        "Next": ("news:page:aB3_x-9:1", False),
        "Share to channel": ("news:share:aB3_x-9:0", False),
        "Why this order?": ("news:why:aB3_x-9:0", False),
    }


def test_a_page_between_leads_both_ways(make_page, buttons_of):
    assert _pager(buttons_of(page_card(make_page(number=1, pages=3)))) == {
        "Previous": ("news:page:aB3_x-9:0", False),
        "Next": ("news:page:aB3_x-9:2", False),
        "Share to channel": ("news:share:aB3_x-9:1", False),
        "Why this order?": ("news:why:aB3_x-9:1", False),
    }


def test_the_last_page_leads_back(make_page, buttons_of):
    assert _pager(buttons_of(page_card(make_page(number=2, pages=3)))) == {
        "Previous": ("news:page:aB3_x-9:1", False),
        "Next": ("news:page:aB3_x-9:2", True),
        "Share to channel": ("news:share:aB3_x-9:2", False),
        "Why this order?": ("news:why:aB3_x-9:2", False),
    }


def test_a_single_page_can_be_shared_and_explained_but_not_turned(make_page, buttons_of):
    assert list(_pager(buttons_of(page_card(make_page())))) == [
        "Share to channel",
        "Why this order?",
    ]


@pytest.mark.parametrize("typed", ["topic:AI", "https://www.axios.com/story"])
def test_what_no_words_were_weighed_for_needs_no_explanation(make_page, buttons_of, typed):
    card = page_card(make_page(query=SearchQuery(typed)))
    assert list(_pager(buttons_of(card))) == ["Share to channel"]


def test_a_page_whose_articles_are_gone_says_so(make_page, text_of):
    text = text_of(page_card(make_page((), total=7, number=1, pages=2)))
    assert "What was on this page is no longer in the archive." in text


def test_a_shared_page_names_who_shared_it(make_page, text_of):
    text = text_of(shared_card(make_page(total=12, pages=3), sharer_id=42))
    assert "-# Shared by <@42> with /news · 12 articles\n" in text


def test_a_shared_page_can_not_be_turned(make_page, buttons_of):
    labels = [b["label"] for b in buttons_of(shared_card(make_page(pages=3), sharer_id=42))]
    assert labels == ["Open", "Story"]


def test_an_answer_with_articles_is_its_first_page(make_page):
    page = make_page()
    assert answer_card(page, now=NOW).to_components() == page_card(page).to_components()
