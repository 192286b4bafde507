"""Which articles are worth ranking: those that hold all words, else most of what was meant.

Works on ids of articles alone, since reading an article costs more than all of this.
"""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.domain.occurrences import Occurrences, holds
from bot.domain.query_word import QueryWord
from bot.domain.spelling import Alternative
from bot.domain.terms import EXCERPT, TITLE

Ids = Sequence[int] | set[int]
# Looking an id up in an ascending list takes as long as putting so many into a set.
_LOOK_UP = 12
# Articles that lack words are weighed one by one: of the words' lists at most so many ids in all.
_MOST_WEIGHED = 6_000
# Of words that are all frequent the newest articles are looked at: so many that hold the rarest.
_MOST_HELD = 8_000


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one alternative stands: in titles, or elsewhere (then in part, perhaps, in titles)."""

    weight: float
    titles: Ids
    others: Ids


@dataclass(frozen=True, slots=True)
class _Slot:
    """A query word with the places of its alternatives, the likeliest first.

    What `is_small` beside words that name something brings no article in by itself.
    """

    weight: float
    places: tuple[_Place, ...]
    is_small: bool = False

    def titles(self) -> list[Ids]:
        return [place.titles for place in self.places if place.titles]

    def anywhere(self) -> list[Ids]:
        return self.titles() + [place.others for place in self.places if place.others]

    def size(self) -> int:
        return _total(self.anywhere())

    def values(self) -> list[tuple[float, Ids]]:
        """The ids of each place with what they are worth at most, the best first."""
        values = [(self.weight * TITLE * p.weight, p.titles) for p in self.places if p.titles]
        values += [(self.weight * EXCERPT * p.weight, p.others) for p in self.places if p.others]
        return sorted(values, key=_value, reverse=True)


@dataclass(frozen=True, slots=True)
class Matches:
    """Articles that match, `total` of them or, with `is_more`, more than that."""

    ids: set[int]
    total: int
    is_more: bool = False


class Selection:
    """What the occurrences of a query's words select.

    Where not all occurrences of a word are given, it is so frequent that it tells little: it is
    asked for only if there is no other, and the ranking sees whether a selected article holds it.

    Small words name nothing, unless they are `quoted`: where no other word stands anywhere, though
    there are others, nothing is selected.
    """

    def __init__(
        self,
        words: Iterable[QueryWord],
        occurrences: Mapping[str, Occurrences],
        *,
        most: int | None = None,
        quoted: Collection[str] = (),
    ) -> None:
        self._most = most or _MOST_HELD
        asked = list(words)
        naming = {w.typed for w in asked if not w.is_small or w.typed in quoted}
        given = [w for w in asked if w.alternatives and occurrences.keys() >= w.spelt()]
        if naming and naming.isdisjoint(w.typed for w in given):
            given = []
        whole = [w for w in given if all(occurrences[spelt].is_whole for spelt in w.spelt())]
        self._is_cut = bool(given) and not whole
        self._slots = [
            _Slot(
                word.weight,
                tuple(_place(a, occurrences) for a in word.alternatives),
                is_small=bool(naming) and word.typed not in naming,
            )
            for word in whole or given
        ]

    def size(self) -> int:
        """How many ids there are to look at, in all."""
        return sum(slot.size() for slot in self._slots)

    @cached_property
    def in_titles(self) -> Matches:
        """The articles that hold every word in their title."""
        return self._matching([slot.titles() for slot in self._slots])

    @cached_property
    def anywhere(self) -> Matches:
        """The articles that hold every word somewhere."""
        if not any(place.others for slot in self._slots for place in slot.places):
            return self.in_titles
        return self._matching([slot.anywhere() for slot in self._slots])

    def _matching(self, groups: Sequence[Sequence[Ids]]) -> Matches:
        found = _matches(groups, self._most)
        return replace(found, is_more=True) if self._is_cut else found

    def likeliest(self, ids: set[int], *, limit: int) -> list[int]:
        """The `limit` of the selected articles that hold likelier words, then the newest."""
        if all(len(slot.places) == 1 for slot in self._slots):
            return heapq.nlargest(limit, ids)
        if len(self._slots) == 1:
            return _first(ids, self._slots[0], limit)
        scores = dict.fromkeys(ids, 0.0)
        for slot in self._slots:
            _add_held(scores, slot)
        return _best(scores, limit)

    def lacking(self, *, nearly: float, limit: int) -> list[int]:
        """The `limit` articles that hold most of what was meant, then the newest.

        Only those that may hold `nearly` (0 to 1) as much as the best.
        """
        slots = sorted(self._slots, key=lambda slot: (slot.is_small, slot.size()))
        remaining = sum(slot.weight for slot in slots)
        scores: dict[int, float] = {}
        weighed = 0
        for slot in slots:
            least = nearly * max(scores.values(), default=0.0)
            if remaining < least:
                # What holds none of the words before can't be as good any more.
                least -= remaining
                scores = {i: score for i, score in scores.items() if score >= least}
                _add_held(scores, slot)
            elif slot.is_small:
                # It comes after all that names something.
                _add_held(scores, slot)
            elif not scores or weighed + slot.size() <= _MOST_WEIGHED:
                weighed += slot.size()
                _add_all(scores, slot)
            remaining -= slot.weight
        least = nearly * max(scores.values(), default=0.0)
        return _best({i: score for i, score in scores.items() if score >= least}, limit)


def _place(alternative: Alternative, occurrences: Mapping[str, Occurrences]) -> _Place:
    found = [occurrences[word] for word in alternative.words]
    if len(found) == 1:
        return _Place(alternative.weight, found[0].titles, found[0].others)
    titles = _intersection([[word.titles] for word in found])
    anywhere = _intersection([[word.titles, word.others] for word in found])
    return _Place(alternative.weight, titles, anywhere - titles)


def _first(ids: set[int], slot: _Slot, limit: int) -> list[int]:
    """Those of the ids at the best place, the newest first, then those at the next."""
    found: dict[int, None] = {}
    for _, held in slot.values():
        found |= dict.fromkeys(heapq.nlargest(limit, _common(ids, [held])))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _add_held(scores: dict[int, float], slot: _Slot) -> None:
    """Add what the slot is worth to each article that is known already."""
    rest = set(scores)
    for value, ids in slot.values():
        found = _common(rest, [ids])
        rest -= found
        for article_id in found:
            scores[article_id] += value


def _add_all(scores: dict[int, float], slot: _Slot) -> None:
    """Add what the slot is worth to each article that holds it."""
    best: dict[int, float] = {}
    for value, ids in reversed(slot.values()):
        best.update(dict.fromkeys(ids, value))
    for article_id in scores.keys() & best:
        best[article_id] += scores[article_id]
    scores.update(best)


def _matches(groups: Sequence[Sequence[Ids]], most: int = _MOST_HELD) -> Matches:
    """What is in some list of every group; of `most` of the shortest's ids, the newest."""
    by_size = sorted(groups, key=_total)
    if not by_size or not by_size[0]:
        return Matches(set(), 0)
    size = _total(by_size[0])
    is_cut = size > most
    each = most // len(by_size[0])
    found = set().union(*(_newest(ids, each) if is_cut else ids for ids in by_size[0]))
    for group in by_size[1:]:
        found = _common(found, group)
    # One word in one form is counted without looking.
    total = size if len(by_size) == 1 and len(by_size[0]) == 1 else len(found)
    return Matches(found, total, is_more=is_cut and total == len(found))


def _newest(ids: Ids, most: int) -> Ids:
    return heapq.nlargest(most, ids) if isinstance(ids, set) else ids[-most:]


def _intersection(groups: Iterable[Sequence[Ids]]) -> set[int]:
    """The ids that are in some list of every group."""
    return _matches(list(groups)).ids


def _common(found: set[int], group: Sequence[Ids]) -> set[int]:
    """Those of the ids that are in some list of the group."""
    if _LOOK_UP * len(found) * len(group) < _total(group):
        return {i for i in found if any(_holds(ids, i) for ids in group)}
    if len(group) == 1:
        return found.intersection(group[0])
    return found.intersection(set().union(*group))


def _total(group: Sequence[Ids]) -> int:
    return sum(map(len, group))


def _holds(ids: Ids, wanted: int) -> bool:
    return wanted in ids if isinstance(ids, set) else holds(ids, wanted)


def _value(valued: tuple[float, Ids]) -> float:
    return valued[0]


def _best(scores: Mapping[int, float], limit: int) -> list[int]:
    best = heapq.nlargest(limit, zip(scores.values(), scores, strict=True))
    return [article_id for _, article_id in best]
