"""What Newsdesk says about itself and about failures."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import QueryError, StorageError, StorageFullError
from bot.render import refusals
from bot.render.errors import fault_card, mend_card
from bot.render.guide import help_card, welcome_card


def test_help_names_both_commands_so_that_they_can_be_pressed(text_of):
    text = text_of(help_card({"news": 11, "help": 22}))
    assert "</news:11> `query:facial recognition`" in text
    assert "</help:22>" in text


def test_help_names_the_commands_where_their_ids_are_unknown(text_of):
    assert "- /news `query:facial recognition`" in text_of(help_card({}))


@pytest.mark.parametrize(
    "typed", ['"face recognition"', "-school", "topic:AI", "after:2019-12", "on:yesterday"]
)
def test_help_shows_what_can_be_typed_in_the_query(text_of, typed):
    assert f"`{typed}`" in text_of(help_card({}))


def test_help_names_the_menu_of_messages(text_of):
    assert "**Apps → Find related news**" in text_of(help_card({}))


def test_help_and_welcome_lead_admins_to_digests(text_of):
    for card in (help_card, welcome_card):
        assert "</digest subscribe:33>" in text_of(card({"digest": 33}))


def test_help_links_no_command_that_its_reader_may_not_use(text_of):
    text = text_of(help_card({"digest": 33, "settings": 34, "news": 11}, manages=False))
    assert "/digest subscribe" in text
    assert "</digest" not in text
    assert "</settings" not in text
    assert "</news:11>" in text


@pytest.mark.parametrize(
    ("command", "root"),
    [
        ("settings show", "settings"),
        ("about", "about"),
        ("suggest", "suggest"),
        ("article queue", "article"),
        ("article add", "article"),
        ("article edit", "article"),
        ("article retract", "article"),
        ("article history", "article"),
        ("privacy", "privacy"),
    ],
)
def test_help_leads_to_the_desk(text_of, command, root):
    assert f"</{command}:44>" in text_of(help_card({root: 44}))


def test_help_names_every_option_of_news(text_of):
    text = text_of(help_card({}))
    for name in ("topic", "source", "after", "before", "on", "sort"):
        assert f"`{name}`" in text


def test_the_welcome_names_the_first_two_commands(text_of):
    text = text_of(welcome_card({"news": 11, "help": 22}))
    assert "</news:11>" in text
    assert "</help:22>" in text


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            QueryError("after", "**soon**", "a date such as 2019-12-01"),
            "I can't use “\\*\\*soon\\*\\*” as **after**: it is not a date such as 2019-12-01.",
        ),
        (
            refusals.ForgottenError(),
            "I keep answers for a week and no longer have this one. Ask again with /news.",
        ),
        (refusals.VanishedError(), "This article is no longer in the archive."),
        (refusals.AlreadySharedError(), "This page has just been shared here."),
        (
            refusals.NotAllowedError("send_messages_in_threads"),
            "You can't share here: you lack the permission **Send Messages in Threads**.",
        ),
        (
            StorageFullError(Path("newsdesk.db"), "can't grow"),
            "I can't store anything at the moment, so nothing was changed. Please try again later.",
        ),
        (
            refusals.TooSoonError(datetime(2020, 1, 2, tzinfo=UTC)),
            "That was a lot of sharing. You can share again <t:1577923200:R>.",
        ),
    ],
)
def test_what_a_member_can_mend_is_said(text_of, error, sentence):
    assert text_of(mend_card(error)) == sentence


@pytest.mark.parametrize("error", [ValueError("x"), StorageError(Path("newsdesk.db"), "damaged")])
def test_what_a_member_can_not_mend_has_no_such_card(error):
    assert mend_card(error) is None


def test_a_fault_is_told_with_its_reference(text_of):
    text = text_of(fault_card("1f2e3d4c"))
    assert "Something went wrong on my side" in text
    assert "`1f2e3d4c`" in text
