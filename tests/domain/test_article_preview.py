"""A page's account of itself as an article that may be added."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.article import Image
from bot.domain.article_draft import ArticleForm
from bot.domain.article_preview import (
    Addition,
    Preview,
    brought_up,
    draft_of_page,
    missing_from,
)
from bot.domain.page import PageMetadata

NOW = datetime(2026, 11, 22, 12, 30, 15, 999, tzinfo=UTC)
PAGE = PageMetadata(
    canonical_url="https://www.paper.example/robots?utm_source=x",
    domain="paper.example",
    title="Robots learn to sort mail",
    excerpt="A post office tries it.",
    published=datetime(2026, 11, 20, tzinfo=UTC),
    image=Image("https://paper.example/robot.jpg"),
    provider="The Paper",
    language="en-US",
    twins=("https://paper.example/amp",),
    origins=(("title", "JSON-LD"), ("published", "meta")),
)


def test_a_page_is_an_article_without_topics():
    draft = draft_of_page(PAGE, now=NOW)
    assert (draft.key, draft.url) == (
        "https://paper.example/robots",
        "https://www.paper.example/robots",
    )
    assert (draft.title, draft.excerpt, draft.provider) == (
        "Robots learn to sort mail",
        "A post office tries it.",
        "The Paper",
    )
    assert (draft.locale, draft.image, draft.twins) == ("en-US", PAGE.image, PAGE.twins)
    assert draft.topics == ()


def test_without_a_time_it_is_new():
    draft = draft_of_page(replace(PAGE, published=None), now=NOW)
    assert draft.published == NOW.replace(microsecond=0)


def test_without_a_title_it_is_no_article():
    assert draft_of_page(replace(PAGE, title=" \u202e "), now=NOW) is None


def test_marks_that_reverse_text_are_left_out():
    draft = draft_of_page(replace(PAGE, title="safe \u202egpj.exe", provider="\u2067x"), now=NOW)
    assert (draft.title, draft.provider) == ("safe gpj.exe", "x")


def test_what_is_longer_than_a_form_takes_is_cut():
    long = replace(PAGE, title="t" * 4000, excerpt="e" * 9000, provider="p" * 500)
    draft = draft_of_page(long, now=NOW)
    assert tuple(map(len, (draft.title, draft.excerpt, draft.provider))) == (300, 2000, 100)


def test_an_article_is_brought_up_to_what_its_page_says_today():
    known = replace(draft_of_page(PAGE, now=NOW), title="Old", topics=("AI",), locale="en")
    page = replace(PAGE, excerpt="", image=None, published=None, language="")
    now = brought_up(known, draft_of_page(page, now=NOW), page)
    assert now == replace(known, title="Robots learn to sort mail")


def test_a_source_that_is_only_the_site_leaves_the_known_one():
    known = draft_of_page(PAGE, now=NOW)
    page = replace(PAGE, provider="paper.example")
    assert brought_up(known, draft_of_page(page, now=NOW), page).provider == "The Paper"


def test_the_form_is_filled_with_what_is_known():
    assert Addition("https://paper.example/x").form == ArticleForm(url="https://paper.example/x")
    draft = draft_of_page(PAGE, now=NOW)
    assert Addition("x", preview=Preview(draft)).form.title == draft.title
    typed = ArticleForm(title="Typed")
    assert Addition("x", preview=Preview(draft), typed=typed).form == typed


def test_what_a_page_does_not_say_is_named():
    assert missing_from(PAGE) == ("excerpt", "image", "provider", "language")
