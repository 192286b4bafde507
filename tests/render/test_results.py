"""The cards that answer /news."""

from datetime import UTC, datetime

from bot.domain.article import Image
from bot.domain.search import RelatedNews, SearchQuery, SearchResult
from bot.render.related import related_card
from bot.render.results import answer_card, page_card, shared_card


def test_a_story_shows_title_source_times_excerpt_and_topics(make_page, text_of):
    text = text_of(page_card(make_page()))
    assert text.endswith(
        "### Lockport schools turn on face recognition\n"
        "-# Axios · <t:1577966400:D> · <t:1577966400:R>\n"
        "A district in New York is the first to use it.\n"
        "-# Topics: Facial Recognition, Schools"
    )


def test_inferred_topics_say_so(make_page, make_article, text_of):
    text = text_of(page_card(make_page((make_article(topics_inferred=True),))))
    assert "-# Topics (inferred): Facial Recognition, Schools" in text


def test_a_video_is_called_one(make_page, make_article, text_of):
    assert "Axios · video · <t:" in text_of(page_card(make_page((make_article(kind="video"),))))


def test_a_bare_article_shows_what_there_is(make_page, make_article, text_of):
    article = make_article(title="\u200b", excerpt="", provider="", topics=())
    text = text_of(page_card(make_page((article,))))
    assert text.endswith("### Untitled\n-# axios.com · <t:1577966400:D> · <t:1577966400:R>")


def test_a_picture_stands_beside_its_story_with_words_for_it(make_page, make_article, parts):
    article = make_article(image=Image("https://a.com/i.png", title="A school *gate*"))
    thumbnail = next(p for p in parts(page_card(make_page((article,)))) if p["type"] == 11)
    assert (thumbnail["media"]["url"], thumbnail["description"]) == (
        "https://a.com/i.png",
        "A school *gate*",
    )


def test_a_picture_without_words_is_described_by_the_title(make_page, make_article, parts):
    article = make_article(title="Gates", image=Image("https://a.com/i.png"))
    thumbnail = next(p for p in parts(page_card(make_page((article,)))) if p["type"] == 11)
    assert thumbnail["description"] == "Picture: Gates"


def test_a_picture_that_is_not_on_the_web_is_left_out(make_page, make_article, parts):
    article = make_article(image=Image("file:///etc/passwd"))
    assert all(p["type"] != 11 for p in parts(page_card(make_page((article,)))))


def test_a_story_has_buttons_to_open_and_to_see_related(make_page, buttons_of):
    first, second, *_ = buttons_of(page_card(make_page()))
    assert (first["label"], first["url"]) == ("Open", "https://www.axios.com/story")
    assert (second["label"], second["custom_id"]) == ("Related", "news:related:7")


def test_an_address_that_can_not_be_linked_has_no_button(make_page, make_article, buttons_of):
    page = make_page((make_article(url="javascript:alert(1)"),))
    assert [b["label"] for b in buttons_of(page_card(page))] == ["Related", "Share to channel"]


def test_the_header_says_what_was_asked_how_many_and_where(make_page, text_of):
    text = text_of(page_card(make_page(number=1, pages=3, total=12)))
    assert text.startswith("## News about “facial recognition”\n-# 12 articles · page 2 of 3\n")


def test_one_article_is_not_called_articles(make_page, text_of):
    assert "-# 1 article\n" in text_of(page_card(make_page()))


def test_more_than_can_be_paged_through_is_said(make_page, text_of):
    text = text_of(page_card(make_page(pages=20, total=1234)))
    assert "1,234 articles, the best 100 shown · page 1 of 20" in text


def test_a_correction_is_said_with_what_was_typed(make_page, text_of):
    query = SearchQuery("facial recogniton")
    text = text_of(page_card(make_page(query=query, corrected="facial recognition")))
    assert text.startswith("## News about “facial recognition”\n")
    assert "Showing results for “facial recognition”; you asked “facial recogniton”." in text


def test_options_are_said(make_page, text_of):
    since = datetime(2019, 12, 1, tzinfo=UTC)
    query = SearchQuery("x", topic="Ro_bots", source="Axios", since=since)
    text = text_of(page_card(make_page(query=query)))
    assert "1 article · topic Ro\\_bots · source Axios · since <t:1575158400:D>" in text


def test_a_question_without_words_has_a_plain_heading(make_page, text_of):
    text = text_of(page_card(make_page(query=SearchQuery("", topic="Robots"))))
    assert text.startswith("## News\n")


def _pager(buttons):
    return {b["label"]: (b["custom_id"], b.get("disabled", False)) for b in buttons[2:]}


def test_the_first_page_leads_on(make_page, buttons_of):
    assert _pager(buttons_of(page_card(make_page(pages=3)))) == {
        "Previous": ("news:page:aB3_x-9:0", True),
        "Next": ("news:page:aB3_x-9:1", False),
        "Share to channel": ("news:share:aB3_x-9:0", False),
    }


def test_a_page_between_leads_both_ways(make_page, buttons_of):
    assert _pager(buttons_of(page_card(make_page(number=1, pages=3)))) == {
        "Previous": ("news:page:aB3_x-9:0", False),
        "Next": ("news:page:aB3_x-9:2", False),
        "Share to channel": ("news:share:aB3_x-9:1", False),
    }


def test_the_last_page_leads_back(make_page, buttons_of):
    assert _pager(buttons_of(page_card(make_page(number=2, pages=3)))) == {
        "Previous": ("news:page:aB3_x-9:1", False),
        "Next": ("news:page:aB3_x-9:2", True),
        "Share to channel": ("news:share:aB3_x-9:2", False),
    }


def test_a_single_page_can_only_be_shared(make_page, buttons_of):
    assert list(_pager(buttons_of(page_card(make_page())))) == ["Share to channel"]


def test_a_page_whose_articles_are_gone_says_so(make_page, text_of):
    text = text_of(page_card(make_page((), total=7, number=1, pages=2)))
    assert "What was on this page is no longer in the archive." in text


def test_a_shared_page_names_who_shared_it(make_page, text_of):
    text = text_of(shared_card(make_page(total=12, pages=3), sharer_id=42))
    assert "-# Shared by <@42> with /news · 12 articles\n" in text


def test_a_shared_page_can_not_be_turned(make_page, buttons_of):
    labels = [b["label"] for b in buttons_of(shared_card(make_page(pages=3), sharer_id=42))]
    assert labels == ["Open", "Related"]


def test_an_answer_with_articles_is_its_first_page(make_page):
    page = make_page()
    assert answer_card(page).to_components() == page_card(page).to_components()


def test_nothing_found_offers_spellings_and_topics(text_of, buttons_of):
    result = SearchResult(SearchQuery("setsme"), 0, (), None, ("sensetime",), ("Robots",))
    card = answer_card(result)
    assert text_of(card) == "## Nothing found for “setsme”\nDid you mean:\nNearest topics:"
    assert [(b["label"], b["custom_id"]) for b in buttons_of(card)] == [
        ("sensetime", "news:try:sensetime"),
        ("Robots", "news:try:Robots"),
    ]


def test_nothing_found_within_options_says_what_to_leave_out(text_of):
    result = SearchResult(SearchQuery("x", topic="Robots", source="Axios"), 0, ())
    assert "-# Limited to topic Robots · source Axios: try without." in text_of(answer_card(result))


def test_nothing_near_leaves_advice(text_of, buttons_of):
    card = answer_card(SearchResult(SearchQuery("x"), 0, ()))
    assert "Try fewer or other words" in text_of(card)
    assert not buttons_of(card)


def test_a_topic_that_is_a_spelling_too_is_offered_once(buttons_of):
    result = SearchResult(SearchQuery("x"), 0, (), None, ("robots", "robots"), ("robots",))
    assert [b["label"] for b in buttons_of(answer_card(result))] == ["robots"]


def test_an_offer_too_long_for_a_button_is_written(text_of, buttons_of):
    result = SearchResult(SearchQuery("x"), 0, (), None, ("y" * 95,), ())
    card = answer_card(result)
    assert f"Did you mean: {'y' * 95}" in text_of(card)
    assert not buttons_of(card)


def test_related_news_show_source_and_a_way_to_open(make_article, text_of, buttons_of):
    news = RelatedNews(make_article(), (make_article(id=8, title="Police", provider="Buffalo"),))
    card = related_card(news)
    assert "## Related news\n### Lockport schools" in text_of(card)
    assert "### Police\n-# Buffalo · <t:1577966400:D> · <t:1577966400:R>" in text_of(card)
    assert [b["label"] for b in buttons_of(card)] == ["Open", "Open"]


def test_a_related_article_that_can_not_be_linked_is_still_named(make_article, text_of, buttons_of):
    news = RelatedNews(make_article(url=""), (make_article(title="Police", url=""),))
    assert "### Police" in text_of(related_card(news))
    assert not buttons_of(related_card(news))


def test_nothing_related_is_said(make_article, text_of):
    text = text_of(related_card(RelatedNews(make_article(), ())))
    assert "Nothing in the archive is known to be related to this." in text
