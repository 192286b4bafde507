"""The order of a briefing: the hottest stories first, no source and no subject too often."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.article import Article
from bot.domain.heat import Heat
from bot.domain.likeness import Profile, profiles
from bot.domain.words import fold

PER_PROVIDER = 2


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
    profile: Profile
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
            other.likeness = max(other.likeness, best.profile.likeness(other.profile))
        taken[best.provider] += 1
        yield replace(best.lead, heat=best.lead.heat.unlike(best.likeness))
        if taken.total() == size:
            break


def _candidates(leads: Sequence[Lead]) -> list[_Candidate]:
    articles = [lead.article for lead in leads]
    return [
        _Candidate(lead, profile, provider_of(lead.article))
        for lead, profile in zip(leads, profiles(articles), strict=True)
    ]


def provider_of(article: Article) -> str:
    """Who is counted as its source."""
    return fold(article.provider or article.domain).strip()
