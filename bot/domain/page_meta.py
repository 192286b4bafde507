"""What a page says in OpenGraph, in other metas and microdata, and in its markup."""

import re
from collections.abc import Iterator

from bot.domain.article import Image
from bot.domain.page import Said
from bot.domain.page_tags import PageTags
from bot.domain.page_title import headline_in

_DESCRIPTIONS = ("twitter:description", "description", "itemprop:description", "dc.description")
_TITLES = ("twitter:title", "itemprop:headline", "citation_title", "dc.title", "title")
_PUBLISHED = (
    "itemprop:datepublished",
    "itemprop:uploaddate",
    "article.published",
    "citation_publication_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "originalpublicationdate",
    "date",
)
_UPDATED = (
    "itemprop:datemodified",
    "article.updated",
    "dcterms.modified",
    "last-modified",
    "revised",
)
_LOCKED = frozenset({"locked", "paid", "premium", "subscriber", "metered"})
_IMAGE = re.compile(r"og:image(?::(url|secure_url|width|height))?")


def read_open_graph(tags: PageTags) -> Said:
    """What the properties of OpenGraph and its articles say."""
    types = tags.named("og:type")
    tiers = {tier.lower() for tier in tags.named("article:content_tier")}
    return Said(
        titles=tags.named("og:title"),
        excerpts=tags.named("og:description"),
        published=tags.named(
            "article:published_time",
            "og:article:published_time",
            "og:published_time",
            "article:published",
            "video:release_date",
            "og:video:release_date",
        ),
        updated=tags.named("article:modified_time", "og:article:modified_time", "og:updated_time"),
        images=tuple(_pictures(tags)),
        providers=tags.named("og:site_name"),
        languages=tags.named("og:locale"),
        keywords=tags.named("article:tag", "video:tag"),
        addresses=tags.named("og:url"),
        kind="video" if types and types[0].startswith("video") else None,
        is_article="article" in types and bool(tags.named("article:published_time")),
        is_locked=bool(tiers & _LOCKED),
    )


def read_meta(tags: PageTags) -> Said:
    """What Twitter cards, plain metas, Dublin Core and microdata say."""
    pictures = tags.named("twitter:image", "twitter:image:src", "itemprop:image", "thumbnail")
    words = (word for text in tags.named("news_keywords", "keywords") for word in text.split(","))
    return Said(
        titles=tags.named(*_TITLES),
        excerpts=tags.named(*_DESCRIPTIONS),
        published=tags.named(*_PUBLISHED),
        updated=tags.named(*_UPDATED),
        images=tuple(Image(url) for url in (*pictures, *tags.linked("image_src"))),
        providers=tags.named("application-name", "dc.publisher", "citation_journal_title"),
        languages=(tags.language, *tags.named("content-language", "dc.language")),
        keywords=tuple(words),
    )


def read_markup(tags: PageTags) -> Said:
    """What only a reader would take from the page: its headings, first lines and dates."""
    dates = [time.text for time in tags.times if not time.is_update]
    updates = [time.text for time in tags.times if time.is_update]
    return Said(
        titles=(headline_in(tags.title, tags.headings), *tags.headings),
        excerpts=tags.paragraphs[:1],
        published=tuple(dates),
        updated=tuple(updates),
        images=tuple(Image(url) for url in tags.images),
    )


def _pictures(tags: PageTags) -> Iterator[Image]:
    """The images in order; a size belongs to the image before it."""
    url, sizes = "", {"width": 0, "height": 0}
    for name, content in tags.metas:
        found = _IMAGE.fullmatch(name)
        if found is None:
            continue
        part = found[1] or "url"
        if part in sizes:
            sizes[part] = int(content) if content.isdecimal() and len(content) < 6 else 0
        elif part == "secure_url":
            url = content
        else:
            if url and content != url:
                yield Image(url, sizes["width"], sizes["height"])
                sizes = {"width": 0, "height": 0}
            url = content
    if url:
        yield Image(url, sizes["width"], sizes["height"])
