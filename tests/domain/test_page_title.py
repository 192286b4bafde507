"""Headlines as their writers wrote them, without what content systems hang on to them."""

import pytest

from bot.domain.page_title import (
    clean_excerpt,
    clean_line,
    clean_title,
    headline_in,
    site_names,
    whole_title,
)

NAMES = site_names(["The Daily Ledger", "Ledger Plus"], "www.dailyledger.co.uk")


@pytest.mark.parametrize(
    "title",
    [
        "Cranes steer",
        "Cranes steer | The Daily Ledger",
        "Cranes steer - Daily Ledger",
        "Cranes steer – The Daily Ledger",
        "Cranes steer — dailyledger.co.uk",
        "Cranes steer :: DailyLedger",
        "Cranes steer | Ledger Plus | The Daily Ledger",
        "The Daily Ledger | Cranes steer",
        "Daily Ledger: Cranes steer",
        "Cranes steer｜The Daily Ledger",
        "  Cranes\n steer ",
        "<em>Cranes</em> steer",
        "&lt;b class=x&gt;Cranes&lt;/b&gt; steer",
        "\u202eCranes steer\u200b",
    ],
)
def test_the_sites_name_and_tags_go(title):
    assert clean_title(title, NAMES) == "Cranes steer"


@pytest.mark.parametrize(
    "title",
    [
        "The Daily Ledger",
        "Cranes - and more",
        "Cranes: how they steer",
        "Why <canvas> beats <svg>",
        "A | B",
        "3 < 5",
        "Half-steered cranes",
    ],
)
def test_what_is_the_headlines_own_stays(title):
    assert clean_title(title, NAMES) == title


def test_a_page_long_title_is_cut_at_a_word():
    title = clean_title("word " * 200, NAMES)
    assert (len(title) <= 300, title[-5:]) == (True, "word…")


def test_a_title_without_any_space_is_cut_all_the_same():
    assert len(clean_title("x" * 5000, NAMES)) == 300


def test_an_excerpt_is_cut_at_its_limit():
    assert len(clean_excerpt("word " * 1000)) <= 600


def test_marks_of_arabic_and_hebrew_stay():
    assert clean_line("\u200fאב\u200e") == "\u200fאב\u200e"


def test_a_headline_cut_short_is_made_whole():
    whole = "Cranes learn to steer themselves in the harbour"
    assert whole_title("Cranes learn to steer themselves…", ["Other", whole]) == whole


@pytest.mark.parametrize("title", ["Cranes…", "Cranes learn to steer themselves…", "Cranes learn"])
def test_or_stays_as_it_is(title):
    assert whole_title(title, ["Something else altogether", "Cranes"]) == title


def test_of_a_title_with_sections_the_heading_is_the_headline():
    assert headline_in("Cranes | Tech | Site", ["Menu", "Cranes"]) == "Cranes"
    assert headline_in("Cranes steer", ["Cranes"]) == "Cranes steer"
