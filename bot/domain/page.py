"""What a page says of itself, as far as it may be believed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.article import Image, Kind

# "page" is one to read. Of "paywall" the metadata are good and the text is not. All others stand
# in the place of the page that was asked for, so that nothing they say is taken.
Verdict = Literal["page", "paywall", "consent", "login", "challenge", "missing", "failure", "empty"]


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """A page's own account of itself; what it doesn't say, or not credibly, is "" or None.

    `canonical_url` is the address to publish: the one the page names, if it is of the same site,
    else the one it was read at. `twins` are the keys of its other addresses. Times are aware UTC;
    a page that names a day alone means its midnight. `language` is a tag such as "en-US".
    """

    canonical_url: str
    domain: str
    verdict: Verdict = "page"
    title: str = ""
    excerpt: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    image: Image | None = None
    provider: str = ""
    language: str = ""
    kind: Kind = "article"
    keywords: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What one source in a page (JSON-LD, OpenGraph, meta, markup) says, each best first.

    All of it as written: nothing is repaired, resolved or believed yet.
    """

    titles: tuple[str, ...] = ()
    excerpts: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    providers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    kind: Kind | None = None
    is_article: bool = False
    is_locked: bool = False
