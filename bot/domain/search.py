"""A question to the archive and its answer."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.article import Article
from bot.domain.text import repair_controls


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a member asks: free text, and options that limit the answer.

    `topic` and `source` are names as typed (case and accents don't matter; a source may also be
    a domain). `since` is aware UTC, inclusive. Characters that are no text, such as half a
    surrogate pair from a terminal, are left out.
    """

    text: str
    topic: str | None = None
    source: str | None = None
    since: datetime | None = None

    def __post_init__(self) -> None:
        for name in ("text", "topic", "source"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, repair_controls(value))


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that answers; `score` is 0 to about 1 and only orders hits of one query."""

    article: Article
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer: `total` counts all that match, `hits` holds the best of them, best first.

    `article_ids` are those of all that were ranked, also best first, at most 200.
    `corrected` is the text as it was understood where that differs from what was typed, else None.
    Where nothing was found, `spellings` are words of the archive near to those typed, and `topics`
    the topics nearest to the text.
    """

    query: SearchQuery
    total: int
    hits: tuple[SearchHit, ...]
    corrected: str | None = None
    spellings: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    article_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A topic or source with the number of visible articles under it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ResultList:
    """A remembered answer: the articles of one search in a fixed order, so that paging is stable.

    `id` is short and URL-safe, for a button's custom_id; None where the answer could not be
    remembered. At most 100 `article_ids` are kept.
    """

    id: str | None
    query: SearchQuery
    corrected: str | None
    total: int
    article_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of a remembered answer; `number` counts from 0, `pages` is at least 1."""

    results: ResultList
    number: int
    pages: int
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class RelatedNews:
    """An article with what is known to be related to it, nearest first."""

    article: Article
    related: tuple[Article, ...]
