"""What Newsdesk knows of one article, and of the documents that state it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["article", "video"]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of an article; width and height are pixels, 0 where unknown."""

    url: str
    width: int = 0
    height: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a body: `label` is "" for the lead, else such as "Why it matters"."""

    label: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document states of one article, in its own front matter or in a related list.

    `key` is the canonical URL by which articles are told apart; `url` is the address as published,
    the one to open. `twins` are the keys of its AMP copies. Times are aware UTC. `is_own` is true
    for a file's own article, false for an entry of another file's related list. `quality` is 0 and
    up, `heat` is -1 and up; both are formulas of the old publisher and weak hints only.
    """

    key: str
    url: str
    title: str
    published: datetime
    is_own: bool
    excerpt: str = ""
    provider: str = ""
    domain: str = ""
    kind: Kind = "article"
    category: str = ""
    locale: str = ""
    quality: int = 0
    heat: int = 0
    is_featured: bool = False
    is_removed: bool = False
    updated: datetime | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    twins: tuple[str, ...] = ()
    body: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the archive as readers see it, merged from all that states it.

    `topics_inferred` says that the topics are those of articles that list this one as related.
    `has_file` is false for an article known only from related lists.
    """

    id: int
    url: str
    title: str
    excerpt: str
    provider: str
    domain: str
    published: datetime
    topics: tuple[str, ...] = ()
    topics_inferred: bool = False
    has_file: bool = True
    kind: Kind = "article"
    quality: int = 0
    image: Image | None = None
    body: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedArticle:
    """An article as merged from its statements: their best value for each field.

    `statement.is_own` says whether a file of its own states it; `topics_inferred` as in Article.
    """

    statement: Statement
    topics_inferred: bool
