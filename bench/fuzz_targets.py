"""What is fuzzed: functions of bytes that raise where something of ours doesn't hold."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bot.domain.article_draft import ArticleDraft, ArticleForm, form_of, read_form
from bot.domain.document import DocumentReader
from bot.domain.journey import press_name
from bot.domain.page_reading import read_page
from bot.domain.period import parse_period
from bot.domain.query_text import read_query
from bot.domain.subscription_document import read_document as read_subscriptions
from bot.domain.timing_text import read_days, read_time
from bot.domain.url import read_address
from bot.errors import DocumentError, NewsdeskError, QueryError
from bot.render import custom_ids, desk_ids, digest_ids
from bot.render.text import escape, width

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def documents(data: bytes) -> None:
    """Front matter and plain texts."""
    try:
        read = DocumentReader().read(data)
    except DocumentError as error:
        _require(str(error))
        return
    assert DocumentReader().read(data) == read


def addresses(data: bytes) -> None:
    """URLs: what is taken is http(s) without blanks, and stays what it is."""
    address = read_address(data.decode("utf-8", "replace"))
    if address is None:
        return
    assert address.shown.startswith(("http://", "https://"))
    assert not any(sign.isspace() for sign in address.shown)
    again = read_address(address.shown)
    assert again is not None
    assert again.key == address.key


def texts(data: bytes) -> None:
    """The text encoder: nothing pings, links or reverses, and nothing is longer than asked."""
    text, limit = data[1:].decode("utf-8", "replace"), (data[0] if data else 0) + 20
    shown = escape(text, limit)
    assert width(shown) <= 3 * limit
    bare = shown.replace("\\", "")
    assert not {"\u202e", "\u2066", "\u200f"} & set(shown)
    for sign in ("<@", "<#", "<t:", "@everyone", "@here", "]("):
        assert sign not in shown, (sign, shown, bare)


def ids(data: bytes) -> None:
    """Custom ids: whatever matches is read without a fault."""

    text = data.decode("utf-8", "replace")[: custom_ids.MAX_CUSTOM_ID]
    assert len(press_name(text)) <= 41
    for module in (custom_ids, desk_ids, digest_ids):
        for pattern in vars(module).values():
            is_text = isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str)
            match = pattern.fullmatch(text) if is_text else None
            if match is None:
                continue
            parts = match.groupdict("")
            for name in ("number", "page", "article_id", "edition_id", "part"):
                assert int(parts.get(name) or 0) < 2**63
            if pattern is custom_ids.RETRY:
                custom_ids.retried(parts)


def options(data: bytes) -> None:
    """Options of commands: understood, or refused with what they take."""
    text = data.decode("utf-8", "replace")[:6000]
    read_query(text, now=NOW)
    for read in (
        lambda: parse_period(text, option="on", now=NOW),
        lambda: read_time(text),
        lambda: read_days(text),
    ):
        try:
            read()
        except QueryError as error:
            _require(error.expected)


def forms(data: bytes) -> None:
    """A moderator's form: what is taken reads back as the same."""
    parts = [part.decode("utf-8", "replace") for part in data.split(b"\0")]
    draft = read_form(ArticleForm(*parts[:6]), now=NOW)
    if not isinstance(draft, ArticleDraft):
        assert draft
        return
    assert read_form(form_of(draft), now=NOW, base=draft) == draft


def imports(data: bytes) -> None:
    """Documents of subscriptions."""
    try:
        read_subscriptions(data)
    except NewsdeskError as error:
        _require(str(error))


def pages(data: bytes) -> None:
    """Pages of the web."""
    page = read_page(data, url="https://site.com/a", charset="", now=NOW)
    assert len(page.title) <= 10_000


TARGETS: Mapping[str, tuple[Callable[[bytes], None], str]] = {
    "documents": (documents, "seeds/*"),
    "addresses": (addresses, ""),
    "texts": (texts, ""),
    "ids": (ids, ""),
    "options": (options, ""),
    "forms": (forms, ""),
    "imports": (imports, ""),
    "pages": (pages, "tests/domain/pages/*.html"),
}
WORDS: Mapping[str, tuple[str, ...]] = {
    "addresses": ("https://www.site.com/a?b=c#d", "http://[::1]:80/", "//x", "https://a.b/amp/"),
    "texts": ("<@1>", "[a](https://b.c)", "@everyone", "**a** __b__ `c`", "\u202ea", "# h\n> q"),
    "ids": (
        "news:page:abc:1",
        "news:again:0:1::AI|x|words",
        "story:view:all:1:2",
        "desk:review:approve:1",
        "digest:useless:1:0:1",
        "brief:about:AI",
    ),
    "options": ('"a b" -c topic:AI after:2019-12', "december 2019", "last 7 days", "9:30pm", "mon"),
    "forms": ("https://a.b/c\0Title\0Excerpt\0AI, ML\0002019-11-27 09:41\0Source",),
    "imports": ('{"format": "newsdesk subscriptions", "version": 1, "subscriptions": []}',),
}


def _require(mend: str) -> None:
    """A refusal says what is wrong."""
    assert mend
