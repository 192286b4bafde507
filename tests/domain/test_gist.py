"""What is said of a story in two lines."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Section
from bot.domain.gist import LINES, gist

PUBLISHED = datetime(2019, 12, 5, tzinfo=UTC)
NEWS = "The ministry will test the cameras at forty stations from January on."
MORE = "Four companies have offered to build them, and two of these are Chinese."


def lines(excerpt, *, title="Cameras at stations", body=()):
    article = Article(1, "", title, excerpt, "", "", PUBLISHED, body=body)
    return [line.text for line in gist(article)]


def test_the_best_sentences_come_in_their_order():
    assert lines(f"{NEWS} {MORE} And so on.") == [NEWS, MORE]


def test_labelled_sections_come_before_the_excerpt_and_the_most_telling_first():
    body = (
        Section("", ("A lead.",)),
        Section("Context", ("It has been long in the making.",)),
        Section("Why it matters", ("Whoever sets the standard sells the cameras. Others pay.",)),
        Section("Details", (), ("Forty stations are first.", "Others follow.")),
    )
    article = Article(1, "", "Cameras", NEWS, "", "", PUBLISHED, body=body)
    assert [(line.label, line.text) for line in gist(article)] == [
        ("Why it matters", "Whoever sets the standard sells the cameras."),
        ("Details", "Forty stations are first."),
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "SHANGHAI (Reuters) - ",
        "MONCTON, NB, Dec. 5, 2019 /PRNewswire/ - ",
        "16, 2020 /PRNewswire/ -- ",
        "MADISON, WI (May 21, 2020) – ",
        "WASHINGTON — ",
        "PORTLAND, Ore. (KOIN) — ",
        "New Rochelle, NY, December 18, 2019--",
        "By Jane Doe December 16, 2019, 09:46 AM EST ",
        "UPDATE: ",
        "Dec 12, 2019 (Market Insight Reports via COMTEX) -- ",
        "MOUNTAIN VIEW, Calif.--(BUSINESS WIRE)--",
    ],
)
def test_where_and_when_it_was_sent_is_left_out(opening):
    assert lines(opening + NEWS) == [NEWS]


@pytest.mark.parametrize(
    "furniture",
    [
        "Read more: https://example.org/more",
        "Click here to subscribe to our newsletter.",
        "Download this report to learn what others do about it.",
        "Contact us at sales@example.org for a sample of this report.",
        "Leave a comment",
    ],
)
def test_what_a_page_puts_around_its_text_is_left_out(furniture):
    assert lines(f"{NEWS} {furniture}") == [NEWS]


def test_a_sentence_that_was_cut_off_is_left_out_where_there_are_others():
    assert lines(f"{NEWS} {MORE} The third of the companies is said to ...") == [NEWS, MORE]
    assert lines(f"{NEWS} The third of ...") == [NEWS]


def test_a_lone_cut_sentence_ends_in_an_ellipsis_behind_a_whole_word():
    assert lines("The ministry will test the cameras at forty ...") == [
        "The ministry will test the cameras at forty…"
    ]
    assert lines("The ministry will test the cameras at forty statio…") == [
        "The ministry will test the cameras at forty…"
    ]


def test_a_short_summary_that_lacks_its_full_stop_gets_one():
    assert lines(MORE.rstrip(".")) == [MORE]


def test_a_sentence_that_only_says_the_title_again_comes_after_others():
    assert lines(f"Cameras at stations! {NEWS} {MORE}") == [NEWS, MORE]


def test_without_a_text_there_is_nothing_to_say():
    assert lines("") == []
    assert lines(" ... ") == []


@given(st.text(max_size=300), st.text(max_size=60))
def test_whatever_the_text_there_are_two_lines_at_most_and_none_is_empty(excerpt, title):
    said = lines(" ".join(excerpt.split()), title=title)
    assert len(said) <= LINES
    assert all(line.strip() for line in said)


def test_a_title_that_the_text_begins_with_is_not_said_again():
    assert lines(f"Cameras at stations: {NEWS}") == [NEWS]


def test_what_stands_under_a_photograph_comes_after_what_happened():
    caption = "A man walks past a camera at a station in Beijing, April 26, 2018."
    assert lines(f"{caption} {NEWS}") == [NEWS]


@pytest.mark.parametrize(
    "byword",
    [
        "Jane Doe is a research analyst for a market intelligence company in Boston.",
        "Railway Chief Executive John Krafcik said.",
    ],
)
def test_who_wrote_or_said_it_comes_after_what_happened(byword):
    assert lines(f"{byword} {NEWS}") == [NEWS]
