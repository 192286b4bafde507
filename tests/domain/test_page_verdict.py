"""Which pages stand in the place of the one that was asked for."""

import pytest

from bot.domain.page_tags import PageTags
from bot.domain.page_verdict import Impression, judge_page

URL = "https://site.example/news/story"
LONG = 3000


def judge(title, *, asked=URL, url=URL, is_article=False, is_locked=False, **tags):
    seen = PageTags(title=title, headings=(title,), **tags)
    return judge_page(Impression(seen, asked, url, title, is_article, is_locked))


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("404", "missing"),
        ("Error 404 - nothing here", "missing"),
        ("Page not found", "missing"),
        ("Not Found", "missing"),
        ("Sorry, we can’t find that page", "missing"),
        ("This page doesn't exist", "missing"),
        ("This article is no longer available", "missing"),
        ("Seite nicht gefunden", "missing"),
        ("Página no encontrada", "missing"),
        ("找不到页面", "missing"),
        ("500 Internal Server Error", "failure"),
        ("Bad gateway", "failure"),
        ("Site temporarily unavailable", "failure"),
        ("We're down for maintenance", "failure"),
        ("Maintenance mode", "failure"),
        ("Error", "failure"),
        ("Not available in your country", "failure"),
        ("Just a moment...", "challenge"),
        ("Access denied", "challenge"),
        ("Attention Required! | Shield", "challenge"),
        ("Are you a robot?", "challenge"),
        ("Before you continue to Portal", "consent"),
        ("Cookie settings", "consent"),
        ("Nous respectons votre vie privée", "consent"),
        ("A moment of silence for the 404 page", "page"),
        ("Just a moment of your time", "page"),
        ("Error messages that help", "page"),
        ("The 500 best cranes", "page"),
        ("Why consent matters", "page"),
        ("Access denied? Courts rule on paywalls", "page"),
        ("", "empty"),
    ],
)
def test_a_short_page_is_known_by_its_title(title, verdict):
    assert judge(title) == verdict


@pytest.mark.parametrize("title", ["404 Not Found", "Just a moment...", "Cookie settings"])
def test_a_long_text_or_an_articles_metadata_outweigh_the_title(title):
    assert judge(title, text_length=LONG) == "page"
    assert judge(title, is_article=True) == "page"


def test_a_form_with_a_password_is_a_login():
    assert judge("Log in", has_password=True) == "login"
    assert judge("Log in: a history", has_password=False) == "page"


@pytest.mark.parametrize(
    ("asked", "url", "verdict"),
    [
        (URL, "https://consent.site.example/x", "consent"),
        (URL, "https://site.example/privacy-gate?to=1", "consent"),
        (URL, "https://site.example/", "missing"),
        (URL, "https://www.site.example/", "missing"),
        ("https://short.example/abcdefgh", "https://site.example/", "page"),
        ("https://site.example/en/", "https://site.example/", "page"),
        ("https://site.example/", "https://site.example/", "page"),
        (URL, "https://site.example/?p=7", "page"),
        (URL, "https://site.example/news/other", "page"),
    ],
)
def test_where_redirects_led_tells_too(asked, url, verdict):
    assert judge("Site", asked=asked, url=url) == verdict


@pytest.mark.parametrize(
    "tags",
    [
        {"is_locked": True, "text_length": LONG},
        {"has_gate": True},
        {"paragraphs": ("Subscribe to continue reading this story.",)},
        {"paragraphs": ("この記事は有料会員限定です。",)},
    ],
)
def test_a_locked_text_is_behind_a_paywall(tags):
    assert judge("Cranes steer", **tags) == "paywall"


@pytest.mark.parametrize(
    "tags",
    [
        {"has_gate": True, "text_length": LONG},
        {"paragraphs": ("Subscribe to our letter.",)},
    ],
)
def test_an_open_one_is_not(tags):
    assert judge("Cranes steer", **tags) == "page"
