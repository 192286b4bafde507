"""The order of a briefing: the hottest stories first, no source and no subject too often."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.article import Article
from bot.domain.heat import Heat
from bot.domain.likeness import Profile, profiles
from bot.domain.mark import Mark
from bot.domain.words import fold

PER_PROVIDER = 2


@dataclass(frozen=True, slots=True)
class Lead:
    """A story by its best article, with what makes it hot.

    `also` are articles that tell it, but haven't been placed in it yet. `pin` is the pin for which
    it comes first.
    """

    article: Article
    story_id: int
    heat: Heat
    also: tuple[int, ...] = ()
    pin: Mark | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether the very article is pinned, not merely what it is on or of."""
        return self.pin is not None and self.pin.target == "article"

    @property
    def tier(self) -> int:
        """What comes first: 2 for a pinned article, 1 for one on or of what is pinned, else 0."""
        return (self.pin is not None) + self.is_wanted


@dataclass(slots=True)
class _Candidate:
    """A lead while the order is made.

    `likeness` is to the nearest of the first `compared` chosen ones: it only grows, so that
    `value` is never too low.
    """

    lead: Lead
    profile: Profile
    provider: str
    heat: float
    likeness: float = 0.0
    compared: int = 0

    def value(self) -> tuple[int, float]:
        return self.lead.tier, self.heat - self.likeness

    def compare(self, chosen: Sequence["_Candidate"]) -> None:
        """Compare with those chosen since the last time."""
        for above in chosen[self.compared :]:
            self.likeness = max(self.likeness, above.profile.likeness(self.profile))
        self.compared = len(chosen)


def paged(leads: Iterable[Lead], *, most: int, page: int) -> tuple[tuple[Lead, ...], ...]:
    """The `most` hottest on pages of up to `page`, spread over topics; two a provider on each.

    What is pinned comes before all else, and pinned articles don't count for their providers. After
    each choice what is like it loses (maximal marginal relevance). A page ends early where
    providers that have two on it are all that is left.
    """
    candidates = _candidates(sorted(leads, key=lambda lead: (-lead.heat.total, lead.article.id)))
    chosen: list[_Candidate] = []
    pages: list[tuple[Lead, ...]] = []
    while candidates and len(chosen) < most:
        begun = len(chosen)
        _choose_page(candidates, chosen, min(page, most - begun))
        pages.append(tuple(map(_led, chosen[begun:])))
    return tuple(pages)


def _choose_page(candidates: list[_Candidate], chosen: list[_Candidate], size: int) -> None:
    """Move the next page's from the candidates, of which it needs one, to the chosen."""
    taken: Counter[str] = Counter()
    while taken.total() < size:
        free = [c for c in candidates if c.lead.is_wanted or taken[c.provider] < PER_PROVIDER]
        if not free:
            break
        # Most are too cool to be compared with what was chosen at all.
        while (best := max(free, key=_Candidate.value)).compared < len(chosen):
            best.compare(chosen)
        candidates.remove(best)
        chosen.append(best)
        taken[best.provider] += not best.lead.is_wanted


def _led(chosen: _Candidate) -> Lead:
    return replace(chosen.lead, heat=chosen.lead.heat.unlike(chosen.likeness))


def _candidates(leads: Sequence[Lead]) -> list[_Candidate]:
    articles = [lead.article for lead in leads]
    return [
        _Candidate(lead, profile, provider_of(lead.article), lead.heat.total)
        for lead, profile in zip(leads, profiles(articles), strict=True)
    ]


def provider_of(article: Article) -> str:
    """Who is counted as its source."""
    return fold(article.provider or article.domain).strip()
