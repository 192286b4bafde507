"""What a page says of itself, as far as it may be believed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.article import Image, Kind

# "page" is one to read. Of "paywall" the metadata are good and the text is not. All others stand
# in the place of the page that was asked for, so that nothing they say is taken.
Verdict = Literal["page", "paywall", "consent", "login", "challenge", "missing", "failure", "empty"]
# Where in a page a value stands: "meta" is any meta but OpenGraph's, "markup" what readers see,
# "address" the page's own.
Origin = Literal["JSON-LD", "OpenGraph", "meta", "markup", "address"]
Stated = Literal["title", "excerpt", "published", "image", "provider", "language"]


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """A page's own account of itself; what it doesn't say, or not credibly, is "" or None.

    `canonical_url` is the address to publish: the one the page names, if it is of the same site,
    else the one it was read at. `twins` are the keys of its other addresses. Times are aware UTC;
    a page that names a day alone means its midnight. `language` is a tag such as "en-US".
    `origins` says where each value was found, in the order of the fields.
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
    origins: tuple[tuple[Stated, Origin], ...] = ()


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
    origin: Origin = "markup"
