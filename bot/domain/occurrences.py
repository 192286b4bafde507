"""Where the archive holds a word: the articles that have it in their title, and elsewhere."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Ascending article ids; `others` are those that have the word outside the title only.

    Without `is_whole` they are the newest of a word that very many have.
    """

    titles: Sequence[int] = ()
    others: Sequence[int] = ()
    is_whole: bool = True

    def all(self) -> set[int]:
        """Every article that has the word."""
        return {*self.titles, *self.others}

    def elsewhere(self, article_id: int) -> bool:
        """Whether the article has the word outside its title only."""
        return holds(self.others, article_id)


def holds(ids: Sequence[int], wanted: int) -> bool:
    """Whether the ascending ids hold this one."""
    at = bisect_left(ids, wanted)
    return at < len(ids) and ids[at] == wanted
