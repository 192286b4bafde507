"""What moderators type of an article, and what they are told of it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Image
from bot.domain.article_draft import ArticleDraft, ArticleForm, DraftFault, form_of, read_form

NOW = datetime(2026, 11, 22, 15, 30, 5, tzinfo=UTC)
URL = "https://www.site.example/story?utm_source=x"
GOOD = {"url": URL, "title": "A title"}


def read(**fields):
    return read_form(ArticleForm(**{**GOOD, **fields}), now=NOW)


def faults(**fields):
    found = read(**fields)
    assert isinstance(found, tuple)
    return {fault.field: fault.mend for fault in found}


def test_an_address_and_a_title_are_enough():
    assert read() == ArticleDraft(
        key="https://site.example/story",
        url="https://www.site.example/story",
        title="A title",
        published=NOW,
        provider="site.example",
        domain="site.example",
    )


@pytest.mark.parametrize(
    "url", ["", "news", "javascript:alert(1)", "ftp://site.example/", "https://u:p@site.example/"]
)
def test_only_web_addresses_are_taken(url):
    assert "http(s)" in faults(url=url)["url"]


@pytest.mark.parametrize(("title", "length"), [("", 0), (" \u200b\n", 0), ("x" * 301, 301)])
def test_a_title_has_1_to_300_characters(title, length):
    assert faults(title=title) == {"title": f"has {length} characters and must have 1 to 300"}
    assert read(title="x" * 300).title == "x" * 300


def test_everything_wrong_is_told_at_once_in_the_forms_order():
    form = ArticleForm(url="x", title="", excerpt="y" * 3_000, topics="," * 9, date="never")
    assert [fault.field for fault in read_form(form, now=NOW)] == [
        "url",
        "title",
        "excerpt",
        "date",
    ]


def test_titles_are_one_line_that_reads_one_way():
    assert read(title="a\u202eb\n  c&amp;d \u200b").title == "ab c&d"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2019-11-27", "2019-11-27T00:00:00"),
        ("2019-11-27 09:41", "2019-11-27T09:41:00"),
        ("2019-11-27T09:41:00+02:00", "2019-11-27T07:41:00"),
        ("27 Nov 2019", "2019-11-27T00:00:00"),
        ("27.11.2019", "2019-11-27T00:00:00"),
        ("yesterday", "2026-11-21T00:00:00"),
        ("", "2026-11-22T15:30:05"),
    ],
)
def test_dates_are_taken_as_people_write_them(typed, meant):
    assert read(date=typed).published == datetime.fromisoformat(meant).replace(tzinfo=UTC)


@pytest.mark.parametrize("typed", ["soon", "2019", "last week", "2019-02-30", "9" * 400])
def test_what_is_no_day_is_refused_with_examples(typed):
    assert "2019-11-27 09:41" in faults(date=typed)["date"]


@pytest.mark.parametrize("typed", ["1969-12-31", "2026-11-24", "0001-01-01"])
def test_an_article_came_out_between_1970_and_today(typed):
    assert faults(date=typed)["date"] == "must lie between 1970 and today"


def test_topics_are_parted_by_commas_and_named_once():
    assert read(topics=" AI, Robots,ai\n, Health ").topics == ("AI", "Robots", "Health")


@pytest.mark.parametrize("topics", [", ".join("abcdefghijk"), "x" * 101])
def test_topics_have_limits(topics):
    assert "at most 10" in faults(topics=topics)["topics"]


def test_what_a_form_does_not_hold_is_the_bases():
    base = ArticleDraft(
        "https://site.example/story", "https://site.example/story", "Old", NOW,
        provider="The Site", domain="site.example", kind="video", image=Image("https://i.example/"),
    )  # fmt: skip
    draft = read_form(ArticleForm(**GOOD), now=NOW, base=base)
    assert (draft.kind, draft.image, draft.provider) == ("video", base.image, "The Site")
    moved = read_form(ArticleForm("https://other.example/", "T"), now=NOW, base=base)
    assert moved.provider == "other.example"


@settings(deadline=None)
@given(st.text(max_size=400), st.text(max_size=100), st.lists(st.text(max_size=20)).map(",".join))
def test_a_form_filled_with_a_draft_reads_back_as_it(title, excerpt, topics):
    draft = read_form(ArticleForm(URL, title, excerpt, topics, "2019-11-27 09:41"), now=NOW)
    if isinstance(draft, ArticleDraft):
        assert read_form(form_of(draft), now=NOW, base=draft) == draft
    else:
        assert all(isinstance(fault, DraftFault) for fault in draft)


@settings(deadline=None)
@given(st.text(), st.text())
def test_whatever_is_typed_is_answered(url, date):
    read_form(ArticleForm(url, "Title", date=date), now=NOW)


def test_a_site_of_a_long_name_gives_a_source_that_can_be_kept():
    """Found by fuzzing: the form refused what it had filled in itself."""
    form = ArticleForm(url=f"https://{'a' * 60}.{'b' * 60}.com/x", title="Title")
    draft = read_form(form, now=NOW)
    assert read_form(form_of(draft), now=NOW, base=draft) == draft
    assert draft.provider.endswith("b.com")
