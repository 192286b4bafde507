"""The words of the demo's guide."""

from bot.render.demo import announcement, greeting


def test_the_greeting_says_plainly_that_this_is_a_simulation() -> None:
    assert "**This is a simulation of Discord**" in greeting({})


def test_the_greeting_names_the_first_thing_to_try() -> None:
    assert "`/news`" in greeting({})
    assert "`facial recognition`" in greeting({})


def test_the_greeting_links_the_other_pages() -> None:
    assert "[#posts](<http://127.0.0.1:1/#key>)" in greeting({"#posts": "http://127.0.0.1:1/#key"})


def test_the_greeting_fits_into_a_message() -> None:
    address = "http://127.0.0.1:65535/#" + "k" * 43
    pages = {"#announcements": address, "Direct messages with the bot": address}
    assert len(greeting(pages)) <= 2000


def test_the_announcement_names_the_address_and_how_to_end() -> None:
    text = announcement("http://127.0.0.1:8765/#key")
    assert "http://127.0.0.1:8765/#key" in text
    assert "Ctrl-C" in text
