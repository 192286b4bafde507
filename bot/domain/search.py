"""A question to the archive and its answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.article import Article
from bot.domain.terms import Terms
from bot.domain.text import repair_controls


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a member asks: text in the language of `query_text`, and options that limit the answer.

    `topic` and `source` are names as typed (case and accents don't matter; a source may also be
    a domain). `after` is inclusive and `before` exclusive, both aware UTC. `by_date` asks for the
    newest first, `is_literal` for the words as they are typed, without corrections. Characters
    that are no text, such as half a surrogate pair from a terminal, are left out.
    """

    text: str
    topic: str | None = None
    source: str | None = None
    after: datetime | None = None
    before: datetime | None = None
    by_date: bool = False
    is_literal: bool = False

    def __post_init__(self) -> None:
        for name in ("text", "topic", "source"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, repair_controls(value))


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that answers; `score` is 0 to about 2 and only orders hits of one query.

    `terms` say how the score came about; there are none where nothing was ranked. `also` are other
    articles of the same story, best first, where hits are collapsed.
    """

    article: Article
    score: float
    terms: Terms | None = None
    also: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The articles of one story by their ids: the one that is shown, and others, best first."""

    article_id: int
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer: `total` counts all that match, `hits` holds the best of them, best first.

    With `is_more` there are more than `total`. `stories` are all that were ranked and then some,
    also best first. `corrected` is the text as it was understood where that differs from what was
    typed, else None. `words` are the folded words by which hits matched. Where nothing was found,
    `spellings` are words of the archive near to those typed, `topics` the topics nearest to the
    text, and `newest` the newest articles on the nearest.
    """

    query: SearchQuery
    total: int
    hits: tuple[SearchHit, ...]
    is_more: bool = False
    corrected: str | None = None
    words: tuple[str, ...] = ()
    stories: tuple[Story, ...] = ()
    spellings: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    newest: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """A topic or source with the number of visible articles under it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a text that is being typed may become; `count` says of how many articles or members."""

    text: str
    kind: Literal["title", "topic", "popular"]
    count: int = 0


@dataclass(frozen=True, slots=True)
class ResultList:
    """A remembered answer: the stories of one search in a fixed order, so that paging is stable.

    `id` is short and URL-safe, for a button's custom_id; None where the answer could not be
    remembered. At most 100 `stories` are kept. The rest is as in SearchResult.
    """

    id: str | None
    query: SearchQuery
    corrected: str | None
    total: int
    stories: tuple[Story, ...]
    is_more: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of a remembered answer; `number` counts from 0, `pages` is at least 1."""

    results: ResultList
    number: int
    pages: int
    hits: tuple[SearchHit, ...]
