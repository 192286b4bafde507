"""Which articles are worth ranking: those that hold all words, else most of what was meant.

Works on sets of article ids alone, since reading an article costs more than all of this.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.occurrences import Occurrences, holds
from bot.domain.ranking import ELSEWHERE, TITLE, QueryWord
from bot.domain.spelling import Alternative

Ids = Sequence[int] | set[int]
# Looking ids up one by one in a list this many times longer beats making a set of it.
_LOOK_UP = 20
# Articles that lack words are weighed one by one: of the words' lists at most so many ids in all.
_MOST_WEIGHED = 30_000


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one alternative stands: in titles, or elsewhere (then in part, perhaps, in titles)."""

    weight: float
    titles: Ids
    others: Ids


@dataclass(frozen=True, slots=True)
class _Slot:
    """A query word with the places of its alternatives, the likeliest first."""

    weight: float
    places: tuple[_Place, ...]

    def size(self) -> int:
        return sum(len(place.titles) + len(place.others) for place in self.places)


class Selection:
    """What the occurrences of a query's words select.

    A word whose occurrences are not given is not asked for here: it is so frequent that it tells
    little, and the ranking sees whether a selected article holds it.
    """

    def __init__(self, words: Iterable[QueryWord], occurrences: Mapping[str, Occurrences]) -> None:
        self._slots = [
            _Slot(word.weight, tuple(_place(a, occurrences) for a in word.alternatives))
            for word in words
            if word.alternatives
            and all(spelt in occurrences for a in word.alternatives for spelt in a.words)
        ]

    def in_titles(self) -> set[int]:
        """The articles that hold every word in their title."""
        return _intersection([[p.titles for p in slot.places] for slot in self._slots])

    def anywhere(self) -> set[int]:
        """The articles that hold every word somewhere."""
        return _intersection(
            [[ids for p in slot.places for ids in (p.titles, p.others)] for slot in self._slots]
        )

    def likeliest(self, ids: set[int], *, limit: int) -> list[int]:
        """The `limit` of the selected articles that hold likelier words, then the newest."""
        if len(ids) <= limit or all(len(slot.places) == 1 for slot in self._slots):
            return heapq.nlargest(limit, ids)
        scores = dict.fromkeys(ids, 0.0)
        for slot in self._slots:
            rest = set(ids)
            for value, held in _values(slot):
                found = rest.intersection(held)
                for article_id in found:
                    scores[article_id] += value
                rest -= found
        return _best(scores, limit)

    def lacking(self, *, limit: int) -> list[int]:
        """The `limit` articles that hold most of what was meant, then the newest."""
        scores: dict[int, float] = {}
        weighed = 0
        for slot in sorted(self._slots, key=_Slot.size):
            weighed += slot.size()
            if weighed > _MOST_WEIGHED and scores:
                break
            best: dict[int, float] = {}
            for value, ids in reversed(_values(slot)):
                best.update(dict.fromkeys(ids, value))
            for article_id, value in best.items():
                scores[article_id] = scores.get(article_id, 0.0) + value
        return _best(scores, limit)


def _place(alternative: Alternative, occurrences: Mapping[str, Occurrences]) -> _Place:
    found = [occurrences[word] for word in alternative.words]
    if len(found) == 1:
        return _Place(alternative.weight, found[0].titles, found[0].others)
    titles = _intersection([[word.titles] for word in found])
    anywhere = _intersection([[word.titles, word.others] for word in found])
    return _Place(alternative.weight, titles, anywhere - titles)


def _values(slot: _Slot) -> list[tuple[float, Ids]]:
    """The ids of each place with what they are worth, the best first."""
    values = [(slot.weight * TITLE * p.weight, p.titles) for p in slot.places]
    values += [(slot.weight * ELSEWHERE * p.weight, p.others) for p in slot.places]
    return sorted(values, key=lambda value: -value[0])


def _intersection(groups: Iterable[Sequence[Ids]]) -> set[int]:
    """The ids that are in some list of every group."""
    by_size = sorted(groups, key=_total)
    if not by_size:
        return set()
    found = set().union(*by_size[0]) if by_size[0] else set()
    for group in by_size[1:]:
        if _total(group) > _LOOK_UP * len(found):
            found = {i for i in found if any(_holds(ids, i) for ids in group)}
        else:
            found = found.intersection(set().union(*group))
    return found


def _total(group: Sequence[Ids]) -> int:
    return sum(map(len, group))


def _holds(ids: Ids, wanted: int) -> bool:
    return wanted in ids if isinstance(ids, set) else holds(ids, wanted)


def _best(scores: Mapping[int, float], limit: int) -> list[int]:
    return heapq.nlargest(limit, scores, key=lambda article_id: (scores[article_id], article_id))
