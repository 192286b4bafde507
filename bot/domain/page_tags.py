"""The tags of a page that say something of it, in limits; parsed by selectolax (ADR 15)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Honest pages have a hundred metas and a handful of JSON-LD blocks.
_MAX_METAS = 1000
_MAX_SCRIPTS = 50
_MAX_SCRIPT = 1024 * 1024
_MAX_NODES = 300
_MAX_VALUE = 20_000
_MIN_PARAGRAPH = 60
_ITEMS = frozenset(
    {"headline", "description", "datepublished", "datemodified", "uploaddate", "image"}
)
_MAIN = ("article", "main", "[role=main]", "#content, .content, .post, .entry-content", "body")
_ASIDE = frozenset({"nav", "footer", "aside", "form", "figcaption", "blockquote", "noscript"})
_DATED = "[class*=date],[class*=publish],[class*=posted],[class*=timestamp],[class*=byline]"
_UPDATED = re.compile(r"updat|modif|revis", re.IGNORECASE)
_GATE = re.compile(r"paywall|regwall|pay-wall|subscriber-only|premium-content", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeTag:
    """A date in the text: as a machine or, without that, a person reads it."""

    text: str
    is_update: bool


@dataclass(frozen=True, slots=True)
class PageTags:
    """What was found, in the order of the page.

    `metas` are (name or property in lower case, content); items of microdata stand among them as
    "itemprop:name". `links` are (rel in lower case, href), `scripts` the JSON-LD blocks.
    `paragraphs` are those of the main part; `text_length` is how many characters they have.
    """

    title: str = ""
    language: str = ""
    base: str = ""
    headings: tuple[str, ...] = ()
    metas: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    scripts: tuple[str, ...] = ()
    times: tuple[TimeTag, ...] = ()
    images: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    text_length: int = 0
    has_gate: bool = False
    has_password: bool = False

    def named(self, *names: str) -> tuple[str, ...]:
        """The contents of these metas, in the order of the names."""
        return tuple(text for name in names for key, text in self.metas if key == name)

    def linked(self, rel: str) -> tuple[str, ...]:
        """The addresses of the links with this relation."""
        return tuple(href for rels, href in self.links if rel in rels.split())


def read_tags(text: str) -> PageTags:
    """The tags of a page's text."""
    page = LexborHTMLParser(text)
    title = page.css_first("head title") or page.css_first("title")
    root = page.css_first("html")
    base = page.css_first("base[href]")
    main = _main_part(page)
    paragraphs = _paragraphs(main) if main else ()
    return PageTags(
        title=_text(title) if title else "",
        language=_attribute(root, "lang") if root else "",
        base=_attribute(base, "href") if base else "",
        headings=tuple(text for node in page.css("h1")[:20] if (text := _text(node))),
        metas=(*_metas(page), *_items(page)),
        links=tuple(_links(page)),
        scripts=tuple(_scripts(page)),
        times=tuple(_times(main)) if main else (),
        images=tuple(_images(main)) if main else (),
        paragraphs=tuple(p for p in paragraphs if len(p) >= _MIN_PARAGRAPH),
        text_length=sum(map(len, paragraphs)),
        has_gate=_has_gate(page),
        has_password=page.css_first("input[type=password]") is not None,
    )


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()[:_MAX_VALUE]


def _text(node: LexborNode) -> str:
    return " ".join(node.text(deep=True)[:_MAX_VALUE].split())


def _metas(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in page.css("meta[content]")[:_MAX_METAS]:
        content = _attribute(node, "content")
        # Some write OpenGraph as names, some meta as properties, some several in one.
        names = f"{_attribute(node, 'property')} {_attribute(node, 'name')}".lower().split()
        equiv = _attribute(node, "http-equiv").lower()
        if content:
            yield from ((name, content) for name in dict.fromkeys(names or equiv.split()))


def _items(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Microdata by name alone: the first of each name is the page's."""
    seen: set[str] = set()
    for node in page.css("[itemprop]")[:_MAX_METAS]:
        for name in _attribute(node, "itemprop").lower().split():
            if name in _ITEMS and name not in seen:
                seen.add(name)
                yield f"itemprop:{name}", _item_value(node)


def _item_value(node: LexborNode) -> str:
    for attribute in ("content", "datetime", "src", "href"):
        if value := _attribute(node, attribute):
            return value
    return _text(node)


def _links(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in page.css("link[rel][href]")[:_MAX_METAS]:
        yield _attribute(node, "rel").lower(), _attribute(node, "href")


def _scripts(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css("script[type*='ld+json' i]")[:_MAX_SCRIPTS]:
        text = node.text(deep=True)
        if text and len(text) <= _MAX_SCRIPT:
            yield text


def _main_part(page: LexborHTMLParser) -> LexborNode | None:
    for selector in _MAIN:
        node = page.css_first(selector)
        if node is not None and (selector == "body" or node.css_first("p") is not None):
            return node
    return None


def _paragraphs(main: LexborNode) -> tuple[str, ...]:
    nodes = (node for node in main.css("p")[:_MAX_NODES] if not _is_aside(node))
    return tuple(text for node in nodes if (text := _text(node)))


def _is_aside(node: LexborNode) -> bool:
    """Whether the node stands within few steps in what is not the main text."""
    parent = node.parent
    for _ in range(8):
        if parent is None:
            return False
        if parent.tag in _ASIDE:
            return True
        parent = parent.parent
    return False


def _times(main: LexborNode) -> Iterator[TimeTag]:
    for node in main.css("time,[datetime]")[:_MAX_NODES]:
        if not _is_aside(node):
            yield _time_tag(node, _attribute(node, "datetime") or _text(node))
    for node in main.css(_DATED)[:20]:
        text = _text(node)
        if len(text) <= 80 and not _is_aside(node):
            yield _time_tag(node, text)


def _time_tag(node: LexborNode, text: str) -> TimeTag:
    near = f"{_attribute(node, 'class')} {_attribute(node, 'itemprop')} {_text(node)[:80]}"
    return TimeTag(text, is_update=_UPDATED.search(near) is not None)


def _images(main: LexborNode) -> Iterator[str]:
    for node in main.css("img")[:20]:
        source = _attribute(node, "src")
        lazy = _attribute(node, "data-src")
        if not _is_aside(node):
            yield lazy if not source or source.startswith("data:") else source


def _has_gate(page: LexborHTMLParser) -> bool:
    nodes = page.css("[class*=wall i],[id*=wall i],[class*=subscriber i],[class*=premium i]")
    return any(
        _GATE.search(f"{_attribute(n, 'class')} {_attribute(n, 'id')}") for n in nodes[:_MAX_NODES]
    )
