"""Addresses from outside: only plain web addresses reach a button or a thumbnail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.links import button_url, media_url


@pytest.mark.parametrize(
    ("url", "usable"),
    [
        ("https://www.axios.com/a?b=c#d", "https://www.axios.com/a?b=c#d"),
        ("http://münchen.de/ß", "http://xn--mnchen-3ya.de/%C3%9F"),
        ("https://a.com/two words", "https://a.com/two%20words"),
    ],
)
def test_a_web_address_is_encoded(url: str, usable: str) -> None:
    assert button_url(url) == usable


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "http://[::1]@",
        "data:text/html,x",
        "discord://app",
        "//a.com/x",
        "https:///nowhere",
        "http://localhost/",
        "http://[::1]/",
        "https://bank.example@evil.example/",
        "https://:@evil.example/",
        "http://a.com:99999/",
        "http://ex ample.com/",
        "https://a.com/" + "x" * 600,
    ],
)
def test_other_addresses_get_no_button(url: str) -> None:
    assert button_url(url) is None


def test_a_picture_may_have_a_longer_address_than_a_button() -> None:
    url = "https://a.com/" + "x" * 600
    assert media_url(url) == url


@given(st.text() | st.text().map("https://a.com/".__add__))
def test_whatever_comes_out_is_an_ascii_web_address(url: str) -> None:
    usable = media_url(url)
    assert usable is None or (usable.isascii() and usable.startswith(("http://", "https://")))
