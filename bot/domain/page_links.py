"""The addresses a page names: its own canonical one, its copies, its picture."""

import re
from collections.abc import Iterable

from yarl import URL

from bot.domain.article import Image
from bot.domain.url import canonical_key, parse_url, shown_url

# Pictures that stand for the site, not the story, and what no message can show.
_GENERIC = re.compile(
    r"logo|placeholder|default[-_]?(?:image|share|og|social|thumb)|favicon|sprite|blank|1x1|pixel"
    r"|avatar|gravatar|share[-_]?image",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(r"\.(?:svg|ico|pdf|mp4|webm|html?)$", re.IGNORECASE)
_MIN_PIXELS = 100


def resolve(base: str, reference: str) -> URL | None:
    """The http(s) address that a reference in a page means, None if it means none."""
    try:
        return parse_url(str(URL(base).join(URL(reference.strip()))))
    except (ValueError, TypeError, IndexError):
        # yarl 1.25 fails with the last on "//[::1]@".
        return None


def base_of(url: str, base: str) -> str:
    """Against what relative addresses of the page at `url` count; `base` is its base tag's."""
    resolved = resolve(url, base) if base else None
    return str(resolved) if resolved is not None else url


def canonical_of(url: str, candidates: Iterable[str]) -> URL:
    """The address the page is to be known by: the first candidate of its site, else its own.

    A page can't name another site's page as itself, nor the site's front page.
    """
    own = URL(url)
    for candidate in candidates:
        named = resolve(url, candidate)
        if named is not None and _is_same_site(own, named) and not _is_front_for(named, own):
            return URL(_secured(shown_url(named), own), encoded=True)
    return URL(shown_url(own), encoded=True)


def _is_same_site(one: URL, other: URL) -> bool:
    """Whether the hosts are equal but for www, m and amp, or one lies under the other."""
    a, b = (_site(url) for url in (one, other))
    shorter, longer = sorted((a, b), key=len)
    return a == b or ("." in shorter and longer.endswith(f".{shorter}"))


def _site(url: URL) -> str:
    host = URL(canonical_key(url)).raw_host or ""
    return re.sub(r"^(?:m|mobile)\.(?=[^.]+\.)", "", host)


def _is_front_for(named: URL, own: URL) -> bool:
    return named.path == "/" and not named.query_string and own.path != "/"


def _secured(named: str, own: URL) -> str:
    """A page that was read over https is published so, whatever its old templates say."""
    if own.scheme == "https" and named.startswith("http://"):
        return f"https://{named.removeprefix('http://')}"
    return named


def twins_of(canonical: URL, url: str, copies: Iterable[str]) -> tuple[str, ...]:
    """The keys of the page's other addresses on the same site, less its canonical one."""
    named = (resolve(url, copy) for copy in copies)
    others = [URL(url), *(u for u in named if u is not None and _is_same_site(canonical, u))]
    keys = {canonical_key(other) for other in others} - {canonical_key(canonical)}
    # A site's front page would join all of its articles.
    return tuple(sorted(key for key in keys if key.count("/") > 2))


def picture_of(base: str, pictures: Iterable[Image]) -> Image | None:
    """The first picture of the story itself, else the first that can be shown at all."""
    usable = [p for picture in pictures if (p := _usable(base, picture)) is not None]
    stories = [picture for picture in usable if not _GENERIC.search(URL(picture.url).path)]
    return next(iter((*stories, *usable)), None)


def _usable(base: str, picture: Image) -> Image | None:
    url = resolve(base, picture.url) if picture.url else None
    if url is None or _NOT_SHOWN.search(url.path):
        return None
    is_tiny = any(0 < size < _MIN_PIXELS for size in (picture.width, picture.height))
    return None if is_tiny else Image(str(url), picture.width, picture.height)
