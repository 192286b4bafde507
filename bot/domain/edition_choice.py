"""Which stories an edition takes: the hottest, spread over subjects, few of each provider."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.edition import Exclusion
from bot.domain.lead import Lead, provider_of
from bot.domain.likeness import Profile, profiles
from bot.domain.subscription import Policy

# So many are weighed against each other at a time, and so many of a provider.
_WEIGHED = 120
_WEIGHED_PER_PROVIDER = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories chosen, the best first, and why each other wasn't, by its id.

    Those were over the provider's cap that would have been next; all others are over the budget.
    """

    chosen: tuple[Lead, ...]
    left: Mapping[int, Exclusion]


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
    chosen: list[Lead] = field(default_factory=list)
    capped: set[int] = field(default_factory=set)
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
            provider = provider_of(best.lead.article)
            if self._taken[provider] >= self.policy.per_provider:
                self.capped.add(best.lead.story_id)
                continue
            self._taken[provider] += 1
            self.chosen.append(replace(best.lead, heat=best.lead.heat.unlike(best.likeness)))
            _liken(candidates, best.profile)

    def _candidates(self, leads: Sequence[Lead]) -> list[_Candidate]:
        known = profiles([lead.article for lead in (*leads, *self.chosen)])
        candidates = [_Candidate(*pair) for pair in zip(leads, known, strict=False)]
        for profile in known[len(leads) :]:
            _liken(candidates, profile)
        return candidates


def choose_stories(leads: Sequence[Lead], policy: Policy) -> Choice:
    """Choose as many of the leads as the policy has room for; equally hot ones by their ids."""
    chooser = _Chooser(policy)
    ranked = sorted(leads, key=lambda lead: (-lead.heat.total, lead.article.id))
    for some in _portions(ranked):
        chooser.choose_from(some)
        if chooser.is_full():
            break
    chosen = {lead.story_id for lead in chooser.chosen}
    left = {
        lead.story_id: (
            Exclusion.PROVIDER_CAP if lead.story_id in chooser.capped else Exclusion.OVER_BUDGET
        )
        for lead in leads
        if lead.story_id not in chosen
    }
    return Choice(tuple(chooser.chosen), left)


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
        candidate.likeness = max(candidate.likeness, chosen.likeness(candidate.profile))
