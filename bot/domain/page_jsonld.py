"""What a page says in JSON-LD: graphs, lists and references, however carelessly written."""

import json
import re
from collections.abc import Iterable, Iterator

from bot.domain.article import Image, Kind
from bot.domain.page import Said

Node = dict[str, object]

# Of schema.org's many articles those that newsrooms and blogs use.
_ARTICLES = frozenset(
    {
        "article",
        "newsarticle",
        "blogposting",
        "report",
        "analysisnewsarticle",
        "askpublicnewsarticle",
        "backgroundnewsarticle",
        "opinionnewsarticle",
        "reportagenewsarticle",
        "reviewnewsarticle",
        "satiricalarticle",
        "advertisercontentarticle",
        "liveblogposting",
        "techarticle",
        "scholarlyarticle",
        "socialmediaposting",
        "discussionforumposting",
        "review",
        "podcastepisode",
    }
)
_VIDEOS = frozenset({"videoobject", "clip", "broadcastevent"})
_PAGES = frozenset({"webpage", "itempage", "articlepage"})
# What surrounds JSON in scripts of old content systems.
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
# Honest graphs have some dozens of nodes and nest six deep.
_MAX_NODES = 5000
_MAX_DEPTH = 12
_MAX_ITEMS = 20


def read_jsonld(scripts: Iterable[str], *, titles: Iterable[str], keys: frozenset[str]) -> Said:
    """What the main node says, if there is one; `titles` and `keys` tell it from others.

    `titles` are the page's own otherwise, `keys` its addresses, without scheme and slash.
    """
    roots = [root for script in scripts for root in _load(script)]
    index = {str(node["@id"]): node for node in _walk(roots) if len(node) > 1 and "@id" in node}
    graph = _Graph(index)
    mains = list(_mains(roots, graph))
    best = max(mains, key=lambda main: _fitness(main, graph, tuple(titles), keys), default=None)
    if best is None:
        return Said()
    # Of several that nothing ties to the page each may be about something else.
    is_lost = len(mains) > 1 and _fitness(best, graph, tuple(titles), keys)[0] == 0
    return Said() if is_lost and _is_listing(mains) else graph.said(best)


def _load(script: str) -> list[object]:
    text = _WRAPPING.sub("", script).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            # Line breaks inside strings are common, and refused by strict JSON.
            value = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, list) else [value]
    return []


def _walk(roots: Iterable[object]) -> Iterator[Node]:
    """All nodes, breadth first, up to a number and depth."""
    level: list[object] = list(roots)
    count = 0
    for _ in range(_MAX_DEPTH):
        below: list[object] = []
        for value in level:
            count += 1
            if count > _MAX_NODES:
                return
            if isinstance(value, dict):
                yield value
                below += value.values()
            elif isinstance(value, list):
                below += value
        level = below


def _mains(roots: Iterable[object], graph: "_Graph") -> Iterator[Node]:
    """The articles and videos that stand for the page: not those of lists, comments, parts."""
    level = [root for root in roots if isinstance(root, dict)][:_MAX_NODES]
    for _ in range(4):
        below: list[object] = []
        for node in level:
            if _types(node) & (_ARTICLES | _VIDEOS | _PAGES):
                yield node
            for name in ("@graph", "mainEntity", "mainEntityOfPage"):
                below += graph.nodes(node, name)
        level = [node for node in below if isinstance(node, dict)][:_MAX_NODES]


def _types(node: Node) -> frozenset[str]:
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return frozenset(
        re.split(r"[/:#]", name)[-1].lower() for name in names if isinstance(name, str)
    )


def _is_listing(mains: Iterable[Node]) -> bool:
    return sum(bool(_types(main) & _ARTICLES) for main in mains) > 1


def _fitness(
    node: Node, graph: "_Graph", titles: tuple[str, ...], keys: frozenset[str]
) -> tuple[int, int]:
    """How surely the node is about this page: by its address or title, then by its type."""
    types = _types(node)
    rank = 2 if types & _ARTICLES else 1 if types & _VIDEOS else 0
    addresses = {plain_address(address) for address in graph.addresses(node)}
    headlines = [text for text in graph.texts(node, "headline", "name") if text]
    is_named = any(head in title for head in headlines for title in titles)
    return (0 if not rank else int(bool(addresses & keys)) + int(is_named), rank)


def plain_address(text: str) -> str:
    """The address by which nodes and pages are matched: less scheme, fragment and last slash."""
    return text.partition("#")[0].partition("://")[2].rstrip("/").removeprefix("www.")


class _Graph:
    """Reads values of nodes, following references by `@id`."""

    def __init__(self, index: dict[str, Node]) -> None:
        self._index = index

    def said(self, node: Node) -> Said:
        types = _types(node)
        kind: Kind = "video" if types & _VIDEOS and not types & _ARTICLES else "article"
        is_main = bool(types & (_ARTICLES | _VIDEOS))
        return Said(
            titles=self.texts(node, "headline", "name", "alternativeHeadline"),
            excerpts=self.texts(node, "description", "abstract"),
            published=self.texts(node, "datePublished", "uploadDate", "dateCreated"),
            updated=self.texts(node, "dateModified"),
            images=self._pictures(node),
            providers=self._names(node, "publisher", "sourceOrganization", "isPartOf"),
            languages=self._names(node, "inLanguage"),
            keywords=self._names(node, "keywords", "about") if is_main else (),
            addresses=self.addresses(node),
            kind=kind if is_main else None,
            is_article=is_main,
            is_locked=self._is_locked(node),
        )

    def nodes(self, node: Node, name: str) -> list[object]:
        """The values of a property, references replaced by what they refer to."""
        value = node.get(name)
        values = value if isinstance(value, list) else [value]
        # A graph may be long, since it is all the page says; other lists are cut.
        return [self._resolve(v) for v in values[: _MAX_NODES if name == "@graph" else _MAX_ITEMS]]

    def texts(self, node: Node, *names: str) -> tuple[str, ...]:
        """The texts of these properties, in order; numbers count, they are dates of some."""
        values = (value for name in names for value in self.nodes(node, name))
        return tuple(text for value in values if (text := _text(value)))

    def addresses(self, node: Node) -> tuple[str, ...]:
        """By which addresses the node says it is known."""
        values = self.texts(node, "url", "@id")
        for value in self.nodes(node, "mainEntityOfPage"):
            values += (_text(value),) if isinstance(value, str) else ()
            values += self.texts(value, "@id", "url") if isinstance(value, dict) else ()
        return tuple(value for value in values if "://" in value)

    def _resolve(self, value: object) -> object:
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self._index.get(str(value.get("@id")), value)
        return value

    def _names(self, node: Node, *names: str) -> tuple[str, ...]:
        found: list[str] = []
        for name in names:
            for value in self.nodes(node, name):
                found += self.texts(value, "name") if isinstance(value, dict) else (_text(value),)
        return tuple(text for text in found if text)

    def _pictures(self, node: Node) -> tuple[Image, ...]:
        values = [
            value
            for name in ("image", "primaryImageOfPage", "thumbnailUrl", "thumbnail")
            for value in self.nodes(node, name)
        ]
        pictures = (self._picture(value) for value in values)
        logos = {
            self._picture(logo).url
            for publisher in self.nodes(node, "publisher")
            if isinstance(publisher, dict)
            for logo in self.nodes(publisher, "logo")
        }
        return tuple(p for p in pictures if p.url and p.url not in logos)

    def _picture(self, value: object) -> Image:
        if not isinstance(value, dict):
            return Image(_text(value))
        url = next(iter(self.texts(value, "url", "contentUrl", "@id")), "")
        width, height = (_pixels(value.get(name)) for name in ("width", "height"))
        return Image(url, width, height)

    def _is_locked(self, node: Node) -> bool:
        parts = [part for part in self.nodes(node, "hasPart") if isinstance(part, dict)]
        return any(str(n.get("isAccessibleForFree")).lower() == "false" for n in (node, *parts))


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()


def _pixels(value: object) -> int:
    digits = re.match(r"\d{1,5}(?!\d)", value if isinstance(value, str) else _text(value))
    return int(digits.group()) if digits else 0
