"""Source, kind, language and picture, as a moderator types them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.article import Image
from bot.domain.article_draft import ArticleDraft
from bot.domain.draft_details import DetailsForm, details_of, read_details

PICTURE = Image("https://paper.example/robot.jpg", 800, 600, "A robot")
BASE = ArticleDraft(
    key="https://paper.example/robots",
    url="https://paper.example/robots",
    title="Robots",
    published=datetime(2026, 11, 20, tzinfo=UTC),
    provider="The Paper",
    domain="paper.example",
    kind="video",
    locale="en-us",
    image=PICTURE,
)


def test_the_form_of_a_draft_reads_back_as_the_draft():
    assert read_details(details_of(BASE), base=BASE) == BASE


def test_each_field_is_changed():
    form = DetailsForm("Paper", "article", "DE_de", "https://paper.example/other.jpg")
    changed = read_details(form, base=BASE)
    assert (changed.provider, changed.kind, changed.locale) == ("Paper", "article", "de-DE")
    assert changed.image == Image("https://paper.example/other.jpg")


def test_what_is_emptied_is_gone_and_the_source_is_its_site():
    changed = read_details(DetailsForm(), base=BASE)
    assert changed == replace(BASE, provider="paper.example", kind="article", locale="", image=None)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (DetailsForm(provider="x" * 101), "provider"),
        (DetailsForm(locale="English"), "language"),
        (DetailsForm(locale="en-US-x"), "language"),
        (DetailsForm(image="javascript:alert(1)"), "picture"),
        (DetailsForm(image="https://user@paper.example/x.jpg"), "picture"),
    ],
)
def test_what_can_not_be_taken_is_named(form, field):
    (fault,) = read_details(form, base=BASE)
    assert fault.field == field


def test_all_that_is_wrong_is_named_in_the_forms_order():
    faults = read_details(DetailsForm("x" * 101, "article", "??", "nowhere"), base=BASE)
    assert [fault.field for fault in faults] == ["provider", "language", "picture"]
