"""What people ruled of two articles, and what follows from all of it together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class Verdict(IntEnum):
    """Whether two articles are one story; whatever the rule finds where that is left open."""

    SAME = 1
    OPEN = 0
    APART = -1


@dataclass(frozen=True, slots=True)
class StoryRuling:
    """A verdict on the articles under two keys, whose order doesn't matter."""

    one_key: str
    other_key: str
    verdict: Verdict

    def keys(self) -> tuple[str, str]:
        """The two keys, the lesser first."""
        lesser, greater = sorted((self.one_key, self.other_key))
        return lesser, greater


@dataclass(slots=True)
class Rulings:
    """What holds: keys that are `bound` together, each with its group, and keys kept `apart`.

    Keys of which nothing is ruled are in neither.
    """

    bound: dict[str, frozenset[str]] = field(default_factory=dict)
    apart: dict[str, set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.bound or self.apart)

    def group(self, key: str) -> frozenset[str]:
        """The keys that are one story with this one, itself among them."""
        return self.bound.get(key) or frozenset([key])


def read_rulings(rulings: Iterable[StoryRuling]) -> Rulings:
    """What follows from the rulings, which come oldest first.

    The latest on two keys holds. Being one story carries over (A with B and B with C put A with C),
    unless that contradicts a later ruling: then the older gives way.
    """
    latest: dict[tuple[str, str], Verdict] = {}
    for ruling in rulings:
        keys = ruling.keys()
        latest.pop(keys, None)
        latest[keys] = ruling.verdict
    held = Rulings()
    for (one, other), verdict in reversed(latest.items()):
        if verdict is Verdict.SAME:
            _bind(held, one, other)
        elif verdict is Verdict.APART and other not in held.group(one):
            held.apart.setdefault(one, set()).add(other)
            held.apart.setdefault(other, set()).add(one)
    return held


def _bind(held: Rulings, one: str, other: str) -> None:
    """Make one group of the two keys' groups, unless later rulings keep some of them apart."""
    ours, theirs = held.group(one), held.group(other)
    if any(not theirs.isdisjoint(held.apart.get(key, ())) for key in ours):
        return
    both = ours | theirs
    held.bound.update(dict.fromkeys(both, both))
