"""The order of a briefing: the hottest stories first, no source and no subject too often."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.article import Article
from bot.domain.heat import Heat
from bot.domain.words import fold, fold_words

PER_PROVIDER = 2
# What a story loses that is just like one above it; half of it where only its topics are.
_LIKENESS = 0.8
_BY_TOPIC = 0.4
# A word in so large a part of the titles is what the briefing is on, and tells none from another.
_COMMON = 0.2
_FUNCTION_WORDS = frozenset(
    [
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "how"),
        *("in", "into", "is", "it", "its", "new", "now", "of", "on", "or", "says", "that", "the"),
        *("their", "this", "to", "was", "what", "why", "will", "with"),
    ]
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A story by its best article, with what makes it hot.

    `also` are articles that tell it, but haven't been placed in it yet.
    """

    article: Article
    story_id: int
    heat: Heat
    also: tuple[int, ...] = ()


@dataclass(slots=True)
class _Candidate:
    """A lead while the order is made; `likeness` is to the nearest that stands above it."""

    lead: Lead
    words: frozenset[str]
    topics: frozenset[str]
    provider: str
    likeness: float = 0.0

    def value(self) -> float:
        return self.lead.heat.total - self.likeness


def paged(leads: Iterable[Lead], *, most: int, page: int) -> tuple[tuple[Lead, ...], ...]:
    """The `most` hottest on pages of up to `page`, spread over topics; two a provider on each.

    After each choice what is like it loses (maximal marginal relevance). A page ends early where
    providers that have two on it are all that is left.
    """
    candidates = _candidates(sorted(leads, key=lambda lead: (-lead.heat.total, lead.article.id)))
    pages: list[tuple[Lead, ...]] = []
    while candidates and most > 0:
        pages.append(tuple(_page(candidates, min(page, most))))
        most -= len(pages[-1])
    return tuple(pages)


def _page(candidates: list[_Candidate], size: int) -> Iterator[Lead]:
    """The next page's; they are taken out of the candidates, of which it needs one."""
    taken: Counter[str] = Counter()
    while free := [c for c in candidates if taken[c.provider] < PER_PROVIDER]:
        best = max(free, key=_Candidate.value)
        candidates.remove(best)
        for other in candidates:
            other.likeness = max(other.likeness, _likeness(best, other))
        taken[best.provider] += 1
        yield replace(best.lead, heat=best.lead.heat.unlike(best.likeness))
        if taken.total() == size:
            break


def _candidates(leads: Sequence[Lead]) -> list[_Candidate]:
    titles = [frozenset(fold_words(lead.article.title)) - _FUNCTION_WORDS for lead in leads]
    common_words = _common(titles)
    topics = [frozenset(lead.article.topics) for lead in leads]
    common_topics = _common(topics)
    return [
        _Candidate(
            lead, words - common_words, its_topics - common_topics, provider_of(lead.article)
        )
        for lead, words, its_topics in zip(leads, titles, topics, strict=True)
    ]


def provider_of(article: Article) -> str:
    """Who is counted as its source."""
    return fold(article.provider or article.domain).strip()


def _common(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    counts = Counter(name for names in sets for name in names)
    least = max(2.0, _COMMON * len(sets))
    return frozenset(name for name, count in counts.items() if count > least)


def _likeness(one: _Candidate, other: _Candidate) -> float:
    by_words = _shared(one.words, other.words, min(len(one.words), len(other.words)))
    by_topics = _shared(one.topics, other.topics, len(one.topics | other.topics))
    return max(_LIKENESS * by_words, _BY_TOPIC * by_topics)


def _shared(one: frozenset[str], other: frozenset[str], of: int) -> float:
    return len(one & other) / of if of else 0.0
