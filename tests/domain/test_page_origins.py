"""Where in a page each value was found, as moderators are told."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.page_reading import read_page

PAGES = Path(__file__).with_name("pages")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def origins(file, url="https://example.com/news/story"):
    return dict(read_page((PAGES / file).read_bytes(), url=url, now=NOW).origins)


@pytest.mark.parametrize(
    ("file", "origin"),
    [
        ("jsonld_graph.html", "JSON-LD"),
        ("og_only.html", "OpenGraph"),
        ("twitter_only.html", "meta"),
        ("none.html", "markup"),
    ],
)
def test_title_excerpt_and_time_are_of_the_one_source_there_is(file, origin):
    found = origins(file)
    assert {found[name] for name in ("title", "excerpt", "published")} == {origin}


def test_each_value_has_an_origin_of_its_own():
    found = origins("old_cms.html")
    assert (found["title"], found["excerpt"]) == ("JSON-LD", "OpenGraph")


def test_what_no_source_says_is_of_the_address():
    assert origins("none.html")["provider"] == "address"
    path = "https://example.com/2026/11/20/story"
    assert origins("date_in_address.html", path)["published"] == "address"


def test_what_was_not_found_has_no_origin():
    assert "image" not in origins("paywall_words.html")


def test_what_stands_in_a_pages_place_says_nothing():
    assert origins("soft_404.html") == {}
