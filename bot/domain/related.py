"""What is related to an article, and why."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.article import Article
from bot.domain.headline import bare_title, market_of
from bot.domain.report import FUNCTION_WORDS
from bot.domain.words import fold_words

Relation = Literal["same_story", "follow_up", "earlier", "listed", "shares"]
_DAY = timedelta(days=1)
_POSSESSIVE = re.compile("['’]s$")
# Amounts, places in an order and times of day, as "3m" of "$3.3M".
_NUMBER = re.compile(r"\d+(?:m|mn|b|bn|k|th|st|nd|rd|s|x|am|pm)?")
_AROUND = re.compile(r"^\W+|\W+$")
# Nearer in time neither goes on with the other, and further off it is another event.
_SOONEST = timedelta(hours=20)
_LATEST = timedelta(days=45)
# Two words that half a dozen of some thousand articles have, or more words that more have.
_EVENT = 1.0
_MOST_PHRASES = 3
# With so many words in the title the excerpt isn't looked through.
_ENOUGH = 2
# Rare or not, to share one of these says nothing to a reader.
VAGUE_WORDS = frozenset(
    [
        *("announce", "announced", "announces", "available", "call", "calls", "free", "general"),
        *("generally", "introduces", "introducing", "launch", "launched", "launches", "open"),
        *(
            "support",
            "supports",
            "against",
            "back",
            "don't",
            "dont",
            "help",
            "helping",
            "helps",
            "larger",
            "run",
            "set",
        ),
        *("think", "thinking", "thinks", "works", "working", "carry", "turn", "turns"),
        *("according", "across", "also", "among", "another", "any", "around", "been", "before"),
        *("being", "best", "better", "big", "bring", "bringing", "brings", "come", "comes", "day"),
        *("did", "do", "does", "don", "during", "each", "even", "every", "first", "give", "go"),
        *("going", "good", "great", "had", "having", "here", "if", "its", "keep", "know", "last"),
        *("latest", "let", "like", "look", "looking", "made", "make", "makes", "making", "many"),
        *("month", "most", "much", "my", "need", "needs", "next", "off", "one", "only", "other"),
        *("others", "own", "part", "people", "recent", "recently", "see", "several", "should"),
        *("since", "so", "some", "still", "such", "take", "takes", "taking", "then", "there"),
        *("these", "they", "thing", "things", "those", "three", "through", "time", "today", "too"),
        *("top", "two", "under", "until", "use", "used", "uses", "using", "via", "want", "wants"),
        *("way", "ways", "week", "well", "which", "while", "where", "without", "work", "world"),
        *("would", "year", "years", "yet", "com", "www", "https", "http"),
    ]
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article is related to another.

    `days` is how much later it appeared, below 0 for earlier. `words` are what both say that tells
    them from others, as this one writes it. `is_listed` says that the publisher lists one with the
    other.
    """

    relation: Relation
    days: int = 0
    words: tuple[str, ...] = ()
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """An article related to another, 0 to about 1 by its words, 1 or 2 more where it is listed.

    `also` are others of its story, the best first, where stories are collapsed.
    """

    article: Article
    score: float
    reason: Reason
    also: tuple[Article, ...] = ()

    @property
    def sources(self) -> tuple[Article, ...]:
        """All that tell the story."""
        return self.article, *self.also


@dataclass(frozen=True, slots=True)
class RelatedNews:
    """An article with what is related to it, nearest first."""

    article: Article
    related: tuple[RelatedArticle, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """The telling words that two articles share, most telling first, folded.

    `in_titles` says whether both have one in their titles; `particular` is how particular those are
    in all, each 0 to 1, where there are two or more.
    """

    words: tuple[str, ...] = ()
    in_titles: bool = False
    particular: float = 0.0

    @property
    def is_of_one_event(self) -> bool:
        """Whether both may well tell of one event and what came of it."""
        return self.particular >= _EVENT

    @property
    def is_enough(self) -> bool:
        """Whether they say that the two have to do with each other."""
        return self.in_titles or len(self.words) > 1


def is_telling(word: str) -> bool:
    """Whether two texts that share the folded word may have to do with each other."""
    is_word = len(word) > 1 and not _NUMBER.fullmatch(word)
    return is_word and word not in FUNCTION_WORDS and word not in VAGUE_WORDS


def explain(
    article: Article,
    other: Article,
    shared: Shared,
    *,
    is_same_story: bool = False,
    is_listed: bool = False,
) -> Reason:
    """Why the other is related to the article."""
    apart = other.published - article.published
    relation: Relation = "listed" if is_listed else "shares"
    if is_same_story:
        relation = "same_story"
    elif (
        _SOONEST <= abs(apart) <= _LATEST
        and shared.is_of_one_event
        and _are_of_one_market(article, other)
    ):
        relation = "follow_up" if apart > timedelta() else "earlier"
    words = phrases(other, shared.words)
    return Reason(relation, days_between(article.published, other.published), words, is_listed)


def _are_of_one_market(article: Article, other: Article) -> bool:
    """Whether neither is a market report, or both of the same market."""
    markets = [market_of(bare_title(a.title, a.provider)) for a in (article, other)]
    return markets[0] == markets[1]


def days_between(earlier: datetime, later: datetime) -> int:
    """How many days lie between, rounded; below 0 the other way about."""
    return round((later - earlier) / _DAY)


def phrases(article: Article, words: Sequence[str]) -> tuple[str, ...]:
    """The folded words as the article writes them, those side by side as one; three at most."""
    found: dict[str, str] = {}
    said: set[str] = set()
    for text in (article.title, article.excerpt):
        if len(said) < _ENOUGH:
            for folded, phrase in _runs(text, frozenset(words) - said):
                if said.isdisjoint(folded):
                    found[folded[0]] = phrase
                    said.update(folded)
    rank = {word: at for at, word in enumerate(words)}
    ordered = sorted(found, key=rank.__getitem__)
    # In scripts without spaces a word is two signs of a longer run.
    return tuple(found[word] for word in ordered[:_MOST_PHRASES]) or tuple(words[:_MOST_PHRASES])


def _runs(text: str, wanted: frozenset[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The longest runs of wanted words within a clause, folded and as they are written."""
    parts = ((fold_words(part), part) for part in text.split())
    run: list[tuple[tuple[str, ...], str]] = []
    for folded, part in (*parts, ((), "")):
        is_wanted = bool(folded) and wanted.issuperset(folded)
        if run and is_wanted and not part[0].isalnum():
            yield _run(run)
            run = []
        if is_wanted:
            run.append((folded, part))
        if run and (not is_wanted or not part[-1].isalnum()):
            yield _run(run)
            run = []


def _run(parts: Sequence[tuple[tuple[str, ...], str]]) -> tuple[tuple[str, ...], str]:
    words = tuple(word for folded, _ in parts for word in folded)
    return words, _POSSESSIVE.sub("", _AROUND.sub("", " ".join(part for _, part in parts)))


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story: its leading article, all its sources in order of time, and what is related.

    `article` is the one it was opened from. `related` are other stories, nearest first.
    """

    article: Article
    head: Article
    sources: tuple[Article, ...]
    related: tuple[RelatedArticle, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of all sources, the most common first."""
        return most_common(topic for source in self.sources for topic in source.topics)

    @property
    def timeline(self) -> tuple[RelatedArticle, ...]:
        """The related stories of other days, the oldest first."""
        others = [hit for hit in self.related if hit.reason.days]
        return tuple(sorted(others, key=lambda hit: (hit.article.published, hit.article.id)))


def most_common(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, the most common first, else as they came."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: -counts[name]))


def in_order_of_time(articles: Collection[Article]) -> tuple[Article, ...]:
    """The oldest first; of one moment, the best."""
    return tuple(sorted(articles, key=lambda a: (a.published, -a.quality, a.id)))


@dataclass(frozen=True, slots=True)
class MessageNews:
    """What is related to a message: by the articles it links, else by its words.

    `linked` are the archive's articles behind its links; `unknown_links` counts other addresses.
    `words` are those that `related` was found by where there is no article.
    """

    linked: tuple[Article, ...] = ()
    unknown_links: int = 0
    words: tuple[str, ...] = ()
    related: tuple[RelatedArticle, ...] = ()
