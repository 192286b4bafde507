"""What a page says of itself, as moderators are told: where it leads, what was found where."""

import re
from collections.abc import Iterator

from bot.domain.article_preview import STATED, missing_from
from bot.domain.page import Origin, PageMetadata, Stated

# Printable ASCII but for the sign that ends it, as addresses are that were read.
_SHOWN_ADDRESS = re.compile(r"`(https?://[!-_a-~]+)`")
_NAMES: dict[Stated, str] = {
    "title": "title",
    "excerpt": "excerpt",
    "published": "time",
    "image": "picture",
    "provider": "source",
    "language": "language",
}
# The most trusted first.
_PLACES: dict[Origin, str] = {
    "JSON-LD": "JSON-LD",
    "OpenGraph": "OpenGraph",
    "meta": "other meta tags",
    "markup": "the text",
    "address": "the address",
}
_PAYWALL = (
    "It is behind a paywall: what is here is what its publisher shows everyone; the text was not "
    "read."
)


def shown_address(url: str) -> str:
    """An address in Markdown, so that it is read whole and links nothing; "" for any other text."""
    return f"`{url}`" if _SHOWN_ADDRESS.fullmatch(f"`{url}`") else ""


def addresses_in(markdown: str) -> list[str]:
    """The addresses that `shown_address` put in a text, in order; no title can look like one."""
    return _SHOWN_ADDRESS.findall(markdown)


def account_lines(page: PageMetadata) -> Iterator[str]:
    """What was found where, and what was not, in up to three lines of about 350 characters."""
    if page.verdict == "paywall":
        yield _PAYWALL
    found = [
        f"{', '.join(_NAMES[name] for name in names)} in {_PLACES[origin]}"
        for origin, names in _by_origin(page).items()
    ]
    missing = [_NAMES[name] for name in missing_from(page)]
    yield f"-# Found: {'; '.join(found)}." if found else "-# The page says nothing of itself."
    if missing:
        yield f"-# Not found: {', '.join(missing)}."


def _by_origin(page: PageMetadata) -> dict[Origin, list[Stated]]:
    found: dict[Origin, list[Stated]] = {}
    for origin in _PLACES:
        names = [name for name, place in page.origins if place == origin and name in STATED]
        if names:
            found[origin] = names
    return found
