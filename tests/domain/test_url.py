"""Which addresses are one article, and which are none at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import url as module
from bot.domain.url import Address, canonical_key, parse_url, read_address, shown_url

KEY = "https://site.com/story"


def key(text):
    url = parse_url(text)
    assert url is not None, text
    return canonical_key(url)


@pytest.mark.parametrize(
    "copy",
    [
        "http://site.com/story",
        "https://www.site.com/story",
        "HTTPS://WWW.SITE.COM/story",
        "https://site.com:443/story",
        "http://site.com:80/story",
        "https://site.com/story/",
        "https://site.com./story",
        "https://site.com/story#part",
        "https://site.com/story?",
        "https://site.com/a/../story",
        "  https://site.com/story\n",
        "https://site.com/story?utm_source=x&UTM_Medium=y&fbclid=1&gclid=2&mc_cid=3&ocid=4",
        "https://site.com/story?cmpid=a&__twitter_impression=true",
        "https://amp.site.com/story",
        "https://amp.www.site.com/story",
        "https://www.amp.site.com/story",
        "https://site.com/amp/story",
        "https://site.com/story/amp",
        "https://site.com/story/amp/",
        "https://site.com/amphtml/story",
        "https://site.com/story.amp",
        "https://site.com/story?amp",
        "https://site.com/story?amp=1",
        "https://site.com/story?outputType=amp",
        "https://site-com.cdn.ampproject.org/c/s/site.com/story",
        "https://www-site-com.cdn.ampproject.org/v/s/www.site.com/amp/story?amp_js_v=0.1&usqp=mq",
        "https://cdn.ampproject.org/c/site.com/story",
        "https://site-com.cdn.ampproject.org/wp/s/site.com/story",
        "https://a.cdn.ampproject.org/c/s/b.cdn.ampproject.org/c/s/site.com/story",
    ],
)
def test_a_copy_of_an_article_has_its_key(copy):
    assert key(copy) == KEY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://site.com/watch?v=1", "https://site.com/watch?v=2"),
        ("https://site.com/story?12345", "https://site.com/story?12346"),
        ("https://site.com/story?id=1", "https://site.com/story"),
        ("https://site.com/story?p=1", "https://site.com/story?p=1&p=2"),
        ("https://site.com/story?author=source", "https://site.com/story"),
        ("https://site.com/Story", "https://site.com/story"),
        ("https://site.com:8080/story", "https://site.com/story"),
        ("https://news.site.com/story", "https://site.com/story"),
        ("https://site.com/champ", "https://site.com/ch"),
        ("https://site.com/revamp/story", "https://site.com/story"),
        ("https://site.com/amplifier/story", "https://site.com/story"),
        ("https://ampère.com/story", "https://ère.com/story"),
        ("https://amp.com/story", "https://com/story"),
        ("https://www.com/story", "https://com/story"),
        ("https://evil-cdn.ampproject.org.evil.com/c/s/site.com/a", "https://site.com/a"),
    ],
)
def test_what_identifies_an_article_stays(one, other):
    assert key(one) != key(other)


def test_the_order_of_parameters_does_not_count():
    assert key("https://site.com/?b=2&a=1&utm_term=x") == key("https://site.com?a=1&b=2")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("https://münchen.de/straße", "https://xn--mnchen-3ya.de/stra%C3%9Fe"),
        ("https://xn--mnchen-3ya.de/stra%c3%9fe", "https://xn--mnchen-3ya.de/stra%C3%9Fe"),
        ("http://[2001:DB8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("http://[::1]", "https://[::1]"),
        ("http://127.0.0.1/a", "https://127.0.0.1/a"),
        ("https://site.com/%7Euser/%41", "https://site.com/~user/A"),
        ("https://site.com/a b", "https://site.com/a%20b"),
        ("https://site.com/a%2Fb", "https://site.com/a%2Fb"),
        ("https://site.com", "https://site.com"),
        ("https://site.com/amp", "https://site.com"),
        ("https://site.com/story.amp.html", "https://site.com/story.html"),
        ("https://site.com/a/..amp", "https://site.com/a/..amp"),
        ("https://x.cdn.ampproject.org/v/s/", "https://x.cdn.ampproject.org/v/s"),
        ("https://cdn.ampproject.org/c/s/", "https://cdn.ampproject.org/c/s"),
    ],
)
def test_the_canonical_form(text, canonical):
    assert key(text) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "site.com/story",
        "//site.com/story",
        "/story",
        "ftp://site.com/story",
        "javascript:alert(1)",
        "javascript://site.com/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://",
        "https:///story",
        "https://?a",
        "https://./story",
        "https://user@site.com/",
        "https://user:pass@site.com/",
        "https://:pass@site.com/",
        "https://bank.com\\@evil.com",
        "https://bank.com\\.evil.com/",
        "https://exa mple.com/",
        "https://exa%20mple.com/",
        "https://<b>.com/",
        "https://site.com/\x00",
        "https://site.com/a\tb",
        "https://site.com/a\nb",
        "https://site.com/\u202egpj.exe",
        "https://site.com/\u200b",
        "https://site.com/\ud800",
        "https://site.com:99999/",
        "https://site.com:0/",
        "https://site.com:x/",
        "https://[::1/",
        "https://[x]/",
        "http://[z:1]:81/",
        "http://[fe80::1%25eth0]/",
        "https://[::1]@",
        "https://" + "a." * 200 + "com\ud83d/",
        "https://site.com/" + "a" * 2048,
        # Short as written, and too long once it is percent-encoded.
        "https://site.com/" + "é" * 1000,
        "x" * 10_000_000,
    ],
)
def test_what_cannot_be_opened_as_a_web_page_is_no_address(text):
    assert parse_url(text) is None


def test_the_shown_address_is_as_published_but_for_what_tracks():
    url = parse_url("http://www.site.com/amp/a?b=2&utm_source=x&a=1&fbclid=y#top")
    assert shown_url(url) == "http://www.site.com/amp/a?b=2&a=1"
    assert shown_url(parse_url("https://site.com/a?utm_source=x")) == "https://site.com/a"
    assert shown_url(parse_url("https://site.com/a?12345")) == "https://site.com/a?12345"


PIECES = (
    *("www.", "amp.", "site", ".com", "/", "amp", "amphtml", ".amp", ".html", "?", "&", "=", "a"),
    *("utm_source=x", "id=1", "cdn.ampproject.org", "/c/s/", "/v/", "%41", "%2F", "é", "..", "#"),
    *(":80", ":8080", " ", "+", "%", "story", "outputType=amp", "@", "\\", "[::1]"),
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.sampled_from(["http://", "https://"]),
)
def test_a_canonical_form_is_its_own_canonical_form(rest, scheme):
    url = parse_url(scheme + rest)
    if url is not None:
        canonical = canonical_key(url)
        again = parse_url(canonical)
        assert again is not None
        assert canonical_key(again) == canonical


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_none(text):
    for address in (text, "https://" + text, "https://site.com/" + text):
        url = parse_url(address)
        if url is not None:
            assert canonical_key(url).startswith("https://")
            assert shown_url(url).isascii()


def slowly(text):
    """The address as yarl reads it."""
    url = parse_url(text)
    return None if url is None else Address(canonical_key(url), shown_url(url), url.raw_host)


@given(st.from_regex(module._ORDINARY, fullmatch=True))
def test_an_ordinary_address_is_read_as_any_other(text):
    assert read_address(text) == slowly(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.site.com/amp/story.html",
        "https://amp.site.com/story",
        "https://site-com.cdn.ampproject.org/c/s/site.com/story",
        "https://site.com/a/./b",
        "https://site.com/a/../b",
        "https://site.com/a?utm_source=x&id=3#top",
        "https://Site.com/Story",
        "https://site.com:8080/story",
        " https://site.com/story ",
        "javascript:alert(1)",
        "https://site.com/" + "a" * 3_000,
    ],
)
def test_no_address_is_read_in_two_ways(text):
    assert read_address(text) == slowly(text)
