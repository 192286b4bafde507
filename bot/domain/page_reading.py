"""A page's metadata from its bytes: what its sources say, the most trusted first."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from yarl import URL

from bot.domain.article import Kind
from bot.domain.page import Origin, PageMetadata, Said, Stated, Verdict
from bot.domain.page_charset import decode_page
from bot.domain.page_date import first_time, time_in_path
from bot.domain.page_jsonld import plain_address, read_jsonld
from bot.domain.page_links import base_of, canonical_of, picture_of, twins_of
from bot.domain.page_meta import read_markup, read_meta, read_open_graph
from bot.domain.page_tags import PageTags, read_tags
from bot.domain.page_title import (
    clean_excerpt,
    clean_line,
    clean_title,
    site_names,
    whole_title,
)
from bot.domain.page_verdict import Impression, judge_page

_T = TypeVar("_T")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?$")
_MAX_KEYWORDS = 20
_MAX_KEYWORD = 60
_WITH_METADATA = ("page", "paywall")


def read_page(
    body: bytes, *, url: str, asked: str = "", charset: str = "", now: datetime
) -> PageMetadata:
    """What the page at `url` says of itself.

    `asked` is the address before redirects, `charset` the Content-Type header's. Takes as long as
    the page wants it to (a hostile one minutes), so this is for a process with limits.
    """
    tags = read_tags(decode_page(body, charset))
    reading = _Reading(tags, url, _sources(tags, url), now)
    impression = Impression(
        tags=tags,
        asked=asked or url,
        url=url,
        title=reading.title(),
        is_article=any(said.is_article or said.published for said in reading.sources[:-1]),
        is_locked=any(source.is_locked for source in reading.sources),
    )
    verdict = judge_page(impression)
    if verdict not in _WITH_METADATA:
        return PageMetadata(str(reading.canonical), reading.domain, verdict)
    return reading.metadata(verdict)


def _sources(tags: PageTags, url: str) -> tuple[Said, ...]:
    """What was said, most trusted first.

    JSON-LD that describes the web page only, and no article, knows less than OpenGraph.
    """
    keys = frozenset(map(plain_address, (url, *tags.linked("canonical"), *tags.named("og:url"))))
    titles = [*tags.named("og:title"), tags.title, *tags.headings]
    json_ld = read_jsonld(tags.scripts, titles=titles, keys=keys)
    json_ld = replace(json_ld, origin="JSON-LD")
    open_graph = replace(read_open_graph(tags), origin="OpenGraph")
    first = (json_ld, open_graph) if json_ld.is_article else (open_graph, json_ld)
    return (*first, replace(read_meta(tags), origin="meta"), read_markup(tags))


@dataclass(slots=True)
class _Reading:
    """One page under review: its tags, what they say, and what of it is to be believed."""

    tags: PageTags
    url: str
    sources: tuple[Said, ...]
    now: datetime

    def metadata(self, verdict: Verdict) -> PageMetadata:
        title = self.title()
        published = self._published()
        updated = self._time(lambda said: said.updated)
        is_later = updated is not None and (published is None or updated > published)
        found = PageMetadata(
            canonical_url=str(self.canonical),
            domain=self.domain,
            verdict=verdict,
            title=title,
            excerpt=self._excerpt(title),
            published=published,
            updated=updated if is_later else None,
            image=picture_of(self.base, self._each(lambda said: said.images)),
            provider=next(self._providers(), self.domain),
            language=self.language,
            kind=self._kind(),
            keywords=self._keywords(),
            twins=twins_of(self.canonical, self.url, self.tags.linked("amphtml")),
        )
        return replace(found, origins=tuple(self._origins(found)))

    @property
    def base(self) -> str:
        return base_of(self.url, self.tags.base)

    @property
    def canonical(self) -> URL:
        named = (*self.tags.linked("canonical"), *self.tags.named("og:url"))
        own = (address for said in self.sources for address in said.addresses)
        return canonical_of(self.url, (*named, *own))

    @property
    def domain(self) -> str:
        return (self.canonical.host or "").removeprefix("www.")

    @property
    def language(self) -> str:
        tags = map(_language_tag, self._each(lambda said: said.languages))
        return next(filter(None, tags), "")

    def title(self) -> str:
        titles = list(filter(None, self._titles(self._each(lambda said: said.titles))))
        return whole_title(titles[0], titles[1:]) if titles else ""

    def _titles(self, texts: Iterable[str]) -> list[str]:
        names = site_names(self._providers(), URL(self.url).host or "")
        return [clean_title(text, names) for text in texts]

    def _excerpt(self, title: str) -> str:
        excerpts = map(clean_excerpt, self._each(lambda said: said.excerpts))
        return next((e for e in excerpts if e and e.casefold() != title.casefold()), "")

    def _published(self) -> datetime | None:
        written = self._time(lambda said: said.published)
        return written or time_in_path(URL(self.url).path, now=self.now)

    def _time(self, of: Callable[[Said], tuple[str, ...]]) -> datetime | None:
        return first_time(self._each(of), language=self.language, now=self.now)

    def _providers(self) -> Iterator[str]:
        return (
            name for text in self._each(lambda said: said.providers) if (name := clean_line(text))
        )

    def _kind(self) -> Kind:
        return next((said.kind for said in self.sources if said.kind is not None), "article")

    def _keywords(self) -> tuple[str, ...]:
        words = (
            clean_line(w) for text in self._each(lambda s: s.keywords) for w in text.split(",")
        )
        kept = dict.fromkeys(word for word in words if 0 < len(word) <= _MAX_KEYWORD)
        return tuple(kept)[:_MAX_KEYWORDS]

    def _origins(self, found: PageMetadata) -> Iterator[tuple[Stated, Origin]]:
        """Where each value stands: in the first source that says so by itself, else the address."""
        for said_in, value, of in self._readings(found):
            if value:
                origins = (said.origin for said in self.sources if value in of(said))
                yield said_in, next(origins, "address")

    def _readings(
        self, found: PageMetadata
    ) -> Iterator[tuple[Stated, object, Callable[[Said], Iterable[object]]]]:
        """Each field with its value, and how it is read in one source alone."""
        time = partial(first_time, language=self.language, now=self.now)
        yield "title", found.title, lambda said: self._titles(said.titles)
        yield "excerpt", found.excerpt, lambda said: map(clean_excerpt, said.excerpts)
        yield "published", found.published, lambda said: [time(said.published)]
        yield "image", found.image, lambda said: [picture_of(self.base, said.images)]
        yield "provider", found.provider, lambda said: map(clean_line, said.providers)
        yield "language", found.language, lambda said: map(_language_tag, said.languages)

    def _each(self, of: Callable[[Said], tuple[_T, ...]]) -> Iterator[_T]:
        return (value for said in self.sources for value in of(said))


def _language_tag(text: str) -> str:
    """The tag in its usual form ("en-US"), "" where the text is none."""
    found = _LANGUAGE.match(text.split(",", maxsplit=1)[0].strip())
    if found is None:
        return ""
    tag, script, region = found.groups()
    parts = (tag.lower(), (script or "").title(), (region or "").upper())
    return "-".join(part for part in parts if part)
