"""What a message links and says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message_text import links_in, read_message


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("https://www.a.com/x?utm_source=y", ("https://a.com/x",)),
        ("See https://a.com/x.", ("https://a.com/x",)),
        ("<https://a.com/x> and [this](https://b.org/y)", ("https://a.com/x", "https://b.org/y")),
        ("(https://a.com/x_(y))", ("https://a.com/x_(y)",)),
        ("[https://a.com/x](https://b.org/y)", ("https://a.com/x", "https://b.org/y")),
        ("**https://a.com/x**", ("https://a.com/x",)),
        ("https://a.com/x https://a.com/x", ("https://a.com/x",)),
        ("ftp://a.com javascript:x http:// none", ()),
    ],
)
def test_links_are_found_wherever_they_stand(text, keys):
    assert read_message(text).keys == keys


def test_links_are_addresses_in_their_order_each_article_once():
    links = links_in("https://b.org/y https://www.a.com/x?utm_source=y (https://b.org/y/)")
    assert [link.shown for link in links] == ["https://b.org/y", "https://www.a.com/x"]


def test_words_are_those_of_no_link_mention_or_emoji():
    text = "Hi <@123> <:wow:45> <t:1577966400:R> look: https://a.com/secret Clearview!"
    assert read_message(text).words == ("hi", "look", "clearview")


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    read_message(text)
    assert read_message(f"https://a.com/x {text}").keys[:1] == ("https://a.com/x",)
