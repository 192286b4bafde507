"""Addresses a page names: taken where they are its own, and can be opened."""

import pytest

from bot.domain.article import Image
from bot.domain.page_links import base_of, canonical_of, picture_of, resolve, twins_of

URL = "https://www.site.example/news/story?id=7"


@pytest.mark.parametrize(
    ("candidate", "canonical"),
    [
        ("https://www.site.example/news/other", "https://www.site.example/news/other"),
        ("https://site.example/news/other", "https://site.example/news/other"),
        ("http://site.example/news/other", "https://site.example/news/other"),
        ("/news/other?utm_source=x#top", "https://www.site.example/news/other"),
        ("//news.site.example/o", "https://news.site.example/o"),
        ("https://bank.example/login", URL),
        ("https://site.example.evil.example/", URL),
        ("https://evilsite.example/", URL),
        ("https://example/", URL),
        ("https://site.example/", URL),
        ("javascript:alert(1)", URL),
        ("https://user@site.example/x", URL),
        ("http://[::1", URL),
        ("//[::1]@", URL),
        ("", URL),
    ],
)
def test_a_canonical_address_is_one_of_the_same_site(candidate, canonical):
    assert str(canonical_of(URL, [candidate])) == canonical


def test_the_first_that_may_be_counts():
    named = ["https://bank.example/", "/a", "/b"]
    assert str(canonical_of(URL, named)) == "https://www.site.example/a"


def test_a_front_page_may_be_canonical_for_itself():
    assert str(canonical_of("https://site.example/", ["/"])) == "https://site.example/"


def test_an_address_keeps_its_percent_signs():
    url = "https://site.example/a%20b?q=%C3%A9%26"
    assert str(canonical_of(url, [url])) == url


def test_a_cached_copy_is_of_the_site_it_copies():
    cached = "https://site-example.cdn.ampproject.org/c/s/site.example/news/c/amp"
    assert str(canonical_of(cached, ["https://site.example/news/c"])) == (
        "https://site.example/news/c"
    )


def test_other_addresses_of_the_page_are_twins():
    canonical = canonical_of("https://m.site.example/story/7", ["https://www.site.example/s/7"])
    twins = twins_of(
        canonical, "https://m.site.example/story/7", ["/amp-story/7", "//bank.example/x"]
    )
    assert twins == ("https://m.site.example/amp-story/7", "https://m.site.example/story/7")


def test_an_amp_copy_with_the_same_key_is_none():
    canonical = canonical_of(URL, [])
    assert twins_of(canonical, URL, ["/news/story/amp?id=7"]) == ()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("/a.jpg", "https://site.example/a.jpg"),
        ("a b.jpg", "https://site.example/dir/a%20b.jpg"),
        ("//cdn.example/a.webp", "https://cdn.example/a.webp"),
        ("data:image/png;base64,AA", None),
        ("javascript:alert(1)", None),
        ("https://user:pw@cdn.example/a.jpg", None),
        ("/icon.svg", None),
        ("/clip.mp4", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_an_image_is_an_address_that_can_be_shown(written, found):
    image = picture_of("https://site.example/dir/page", [Image(written)])
    assert (image.url if image else None) == found


def test_a_photograph_comes_before_a_logo_and_a_pixel():
    pictures = [Image("/logo.png"), Image("/dot.gif", 1, 1), Image("/photo.jpg", 800, 600)]
    assert picture_of("https://site.example/", pictures) == Image(
        "https://site.example/photo.jpg", 800, 600
    )


def test_a_logo_is_better_than_nothing():
    image = picture_of("https://site.example/", [Image("/logo.png")])
    assert image == Image("https://site.example/logo.png")


def test_a_base_that_is_no_address_is_none():
    assert base_of(URL, "javascript:x") == URL
    assert base_of(URL, "/en/") == "https://www.site.example/en/"


def test_an_address_in_a_script_of_its_own_is_resolved():
    assert (
        str(resolve(URL, "/новости"))
        == "https://www.site.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"
    )
