"""Which stories an edition takes: the hottest, spread over subjects, few of each provider."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from bot.domain.edition import Exclusion
from bot.domain.lead import Lead, provider_of
from bot.domain.likeness import Profile, profiles
from bot.domain.retelling import Retellings
from bot.domain.subscription import Policy

# So many are weighed against each other at a time, and so many of a provider.
_WEIGHED = 120
_WEIGHED_PER_PROVIDER = 12
_PLACES = 6


class Rejection(NamedTuple):
    """Why a story wasn't chosen, and when an edition told it, if that is why."""

    exclusion: Exclusion
    seen_at: datetime | None = None


_OVER_BUDGET = Rejection(Exclusion.OVER_BUDGET)


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories chosen, the best first, and why each other wasn't, by its id.

    What would have been next was over the provider's cap, or told already; the rest is over the
    budget.
    """

    chosen: tuple[Lead, ...]
    left: Mapping[int, Rejection]


@dataclass(slots=True)
class _Candidate:
    """A lead that may be chosen; `likeness` is to the nearest that is."""

    lead: Lead
    profile: Profile
    likeness: float = 0.0

    def value(self) -> float:
        return self.lead.heat.total - self.likeness


@dataclass(slots=True)
class _Chooser:
    policy: Policy
    retellings: Retellings
    chosen: list[Lead] = field(default_factory=list)
    rejected: dict[int, Rejection] = field(default_factory=dict)
    _taken: Counter[str] = field(default_factory=Counter)

    def is_full(self) -> bool:
        return len(self.chosen) >= self.policy.stories

    def choose_from(self, leads: Sequence[Lead]) -> None:
        """Choose from leads, the hottest first, until the edition is full or none is left.

        After each choice what is like it loses (maximal marginal relevance).
        """
        candidates = self._candidates(leads)
        while candidates and not self.is_full():
            best = max(candidates, key=_Candidate.value)
            candidates.remove(best)
            rejection = self._rejection(best.lead)
            if rejection is not None:
                self.rejected[best.lead.story_id] = rejection
                continue
            self._taken[provider_of(best.lead.article)] += 1
            self.chosen.append(replace(best.lead, heat=best.lead.heat.unlike(best.likeness)))
            _liken(candidates, best.profile)

    def _rejection(self, lead: Lead) -> Rejection | None:
        """Why not to choose what would be next; a pinned article may be one of many, or be told."""
        taken = self._taken[provider_of(lead.article)]
        if taken >= self.policy.per_provider and not lead.is_wanted:
            return Rejection(Exclusion.PROVIDER_CAP)
        if self.retellings.is_among(lead.article, [other.article for other in self.chosen]):
            return Rejection(Exclusion.SAME_STORY)
        if lead.is_wanted:
            return None
        seen_at = self.retellings.told_at(lead.article)
        return None if seen_at is None else Rejection(Exclusion.SEEN, seen_at)

    def _candidates(self, leads: Sequence[Lead]) -> list[_Candidate]:
        known = profiles([lead.article for lead in (*leads, *self.chosen)])
        candidates = [_Candidate(*pair) for pair in zip(leads, known, strict=False)]
        for profile in known[len(leads) :]:
            _liken(candidates, profile)
        return candidates


def choose_stories(leads: Sequence[Lead], policy: Policy, retellings: Retellings) -> Choice:
    """Choose as many of the leads as the policy has room for; equally hot ones by their ids.

    Pinned articles come first, then others that are on or of what is pinned.
    """
    chooser = _Chooser(policy, retellings)
    ranked = sorted(leads, key=lambda lead: (-lead.heat.total, lead.article.id))
    for some in (one for tier in _tiers(ranked) for one in _portions(tier)):
        chooser.choose_from(some)
        if chooser.is_full():
            break
    chosen = {lead.story_id for lead in chooser.chosen}
    left = {
        lead.story_id: chooser.rejected.get(lead.story_id, _OVER_BUDGET)
        for lead in leads
        if lead.story_id not in chosen
    }
    return Choice(tuple(chooser.chosen), left)


def _tiers(ranked: Sequence[Lead]) -> tuple[list[Lead], ...]:
    """Pinned articles, what is pinned otherwise, and the rest, each the hottest first."""
    return tuple([lead for lead in ranked if lead.tier == tier] for tier in (2, 1, 0))


def _portions(ranked: Sequence[Lead]) -> Iterator[list[Lead]]:
    """All leads, some at a time: the hottest, but not all of a provider that has very many."""
    rest = list(ranked)
    while rest:
        some: list[Lead] = []
        later: list[Lead] = []
        taken: Counter[str] = Counter()
        for lead in rest:
            provider = provider_of(lead.article)
            taken[provider] += 1
            is_next = len(some) < _WEIGHED and taken[provider] <= _WEIGHED_PER_PROVIDER
            (some if is_next else later).append(lead)
        yield some
        rest = later


def _liken(candidates: Sequence[_Candidate], chosen: Profile) -> None:
    for candidate in candidates:
        # Rounded, as the order in which words are summed up differs from one process to the next.
        likeness = round(chosen.likeness(candidate.profile), _PLACES)
        candidate.likeness = max(candidate.likeness, likeness)
