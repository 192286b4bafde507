"""The words of the demo's guide."""

import pytest

from bot.render.demo import (
    ANNOUNCEMENTS_PAGE,
    MESSAGES_PAGE,
    THREAD_PAGE,
    announcement,
    desk_guide,
    greeting,
)


def test_the_greeting_says_plainly_that_this_is_a_simulation() -> None:
    assert "**This is a simulation of Discord**" in greeting({})


def test_the_greeting_names_the_first_thing_to_try() -> None:
    assert "`/news`" in greeting({})
    assert "`facial recognition`" in greeting({})


@pytest.mark.parametrize(
    "command", ["/news", "/briefing", "/suggest", "/digest subscribe", "/settings show", "/help"]
)
def test_the_greeting_leads_a_visitor_through_the_roles(command: str) -> None:
    assert f"`{command}`" in greeting({})


@pytest.mark.parametrize("command", ["queue", "add", "retract", "history"])
def test_the_guide_leads_a_moderator_through_the_desk(command: str) -> None:
    assert f"`/article {command}`" in desk_guide({})


def test_the_greeting_links_the_other_pages() -> None:
    assert "[#posts](<http://127.0.0.1:1/#key>)" in greeting({"#posts": "http://127.0.0.1:1/#key"})


def test_the_greeting_fits_into_a_message() -> None:
    address = "http://127.0.0.1:65535/#" + "k" * 43
    pages = dict.fromkeys((ANNOUNCEMENTS_PAGE, THREAD_PAGE, MESSAGES_PAGE), address)
    assert len(greeting(pages)) <= 2000


def test_the_announcement_names_the_address_and_how_to_end() -> None:
    text = announcement("http://127.0.0.1:8765/#key")
    assert "http://127.0.0.1:8765/#key" in text
    assert "Ctrl-C" in text
