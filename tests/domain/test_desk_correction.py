"""What is made of the forms with which moderators correct an article."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.article import Image
from bot.domain.article_draft import ArticleDraft, DraftFault
from bot.domain.desk_act import Press, Reason
from bot.domain.desk_article import Edit, added, article_subject
from bot.domain.desk_correction import corrected, detailed, main_form, seen_before
from bot.domain.desk_state import Desk, Record
from bot.domain.draft_details import details_of

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DRAFT = ArticleDraft(
    key="https://a.example/x",
    url="https://a.example/x",
    title="Robots",
    published=datetime(2020, 1, 2, 9, 41, 30, tzinfo=UTC),
    excerpt="They walk.",
    provider="The A",
    domain="a.example",
    topics=("AI",),
    image=Image("https://a.example/i.png", 10, 20, "A robot"),
)
# As a file may state it, but no form would take.
ODD = replace(
    DRAFT, title="T" * 400, excerpt="E" * 3000, published=datetime(1950, 1, 1, tzinfo=UTC)
)


def test_only_touched_fields_are_taken():
    form = replace(main_form(DRAFT), title="Robots walk", excerpt="not meant")
    assert corrected(DRAFT, form, ["title"], now=NOW) == replace(DRAFT, title="Robots walk")


def test_a_field_that_was_left_as_it_is_needs_no_mend():
    form = replace(main_form(ODD), topics="AI, Robots")
    assert corrected(ODD, form, ["topics"], now=NOW) == replace(ODD, topics=("AI", "Robots"))


def test_what_is_wrong_with_touched_fields_is_told():
    form = replace(main_form(DRAFT), title="", url="javascript:alert(1)")
    faults = corrected(DRAFT, form, ["title", "url"], now=NOW)
    assert [fault.field for fault in faults] == ["url", "title"]


def test_another_site_takes_its_source_along():
    form = replace(main_form(DRAFT), url="https://b.example/y")
    now = corrected(DRAFT, form, ["url"], now=NOW)
    assert (now.url, now.domain, now.provider) == ("https://b.example/y", "b.example", "b.example")
    assert now.key == "https://b.example/y"


def test_another_address_of_the_site_keeps_the_source():
    form = replace(main_form(DRAFT), url="https://a.example/y")
    assert corrected(DRAFT, form, ["url"], now=NOW).provider == "The A"


def test_details_are_corrected_one_by_one():
    form = replace(details_of(DRAFT), kind="video", image="https://a.example/j.png")
    assert detailed(DRAFT, form, ["kind"]) == replace(DRAFT, kind="video")


def test_what_is_wrong_with_details_is_told():
    form = replace(details_of(DRAFT), locale="English", image="ftp://x")
    faults = detailed(DRAFT, form, ["locale", "image"])
    assert [fault.field for fault in faults] == ["language", "picture"]
    assert all(isinstance(fault, DraftFault) for fault in faults)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Robots run"),
        ("date", datetime(2021, 1, 1, tzinfo=UTC)),
        ("topics", ()),
        ("image", None),
        ("kind", "video"),
        ("url", "https://a.example/y"),
    ],
)
def test_a_field_that_changed_under_the_form_is_refused_by_the_desk(field, value):
    name = "published" if field == "date" else field
    record = Record(added(DRAFT), 1, 1)
    desk = Desk({article_subject(DRAFT.key): record}, {}, 1)
    deed = Edit(seen_before(DRAFT, [field]), replace(DRAFT, **{name: value}))
    refusal = deed.plan(desk, Press(1, NOW))
    assert (refusal.reason, refusal.fields) == (Reason.CHANGED, (name,))
