"""One article as it looks on every card."""

import pytest

from bot.domain.article import Image
from bot.domain.search import SearchHit
from bot.render.results import page_card


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


def test_a_story_has_buttons_to_open_it_and_to_see_all_of_it(make_page, buttons_of):
    first, second, *_ = buttons_of(page_card(make_page()))
    assert (first["label"], first["url"]) == ("Open", "https://www.axios.com/story")
    assert (second["label"], second["custom_id"]) == ("Story", "story:page:7")


def test_an_address_that_can_not_be_linked_has_no_button(make_page, make_article, buttons_of):
    page = make_page((make_article(url="javascript:alert(1)"),))
    assert next(b["label"] for b in buttons_of(page_card(page))) == "Story"


def test_matched_words_are_bold_and_in_the_title_which_is_bold_anyway_underlined_too(
    make_page, text_of
):
    text = text_of(page_card(make_page(words=("face", "recognition", "district"))))
    assert "### Lockport schools turn on __**face recognition**__\n" in text
    assert "\nA **district** in New York is the first to use it.\n" in text


def test_source_and_topics_are_never_marked(make_page, text_of):
    text = text_of(page_card(make_page(words=("axios", "schools", "facial"))))
    assert "-# Axios · <t:" in text
    assert text.endswith("-# Topics: Facial Recognition, Schools")


def _facts(make_page, make_article, text_of, *sources):
    also = tuple(make_article(provider=name) for name in sources)
    text = text_of(page_card(make_page((SearchHit(make_article(), 1.0, also=also),))))
    return text.split("<t:1577966400:R>")[1].split("\n")[0]


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ((), ""),
        (("Reuters",), " · +1 source: Reuters"),
        (("Reuters", "The Verge", "Reuters", "Axios"), " · +2 sources: Reuters, The Verge"),
        (("A", "B", "C", "D", "E"), " · +5 sources: A, B, C and 2 more"),
        (("**B** [x](y)",), " · +1 source: \\*\\*B\\*\\* \\[x\\]\\(y\\)"),
        (("The Longest Name of a Paper",), " · +1 source: The Longest Name of a…"),
        (("Axios", "Axios"), " · +2 articles of this source"),
    ],
)
def test_other_sources_of_the_story_are_named(make_page, make_article, text_of, sources, said):
    assert _facts(make_page, make_article, text_of, *sources) == said
