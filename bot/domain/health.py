"""What a look at an archive found."""

from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """What of an archive can be healthy or not, in the order it is looked at."""

    FILE = "file"
    LINKS = "links"
    SCHEMA = "schema"
    FORMAT = "index_format"
    TALLIES = "tallies"
    STORIES = "stories"
    WAITING = "waiting"
    UNINDEXED = "unindexed"
    STRAYS = "strays"
    BLOCKS = "blocks"
    WORDS = "words"
    POSTINGS = "postings"
    COUNTS = "counts"
    SIZE = "index_size"
    DESK_LOG = "desk_log"
    DESK_MADE = "desk_made"


@dataclass(frozen=True, slots=True)
class Check:
    """One aspect with how many things are wrong, some of them by name.

    `looked_at` is how many were looked at, where they are counted.
    """

    aspect: Aspect
    problems: int = 0
    examples: tuple[str, ...] = ()
    looked_at: int | None = None


@dataclass(slots=True)
class Finding:
    """Counts what is wrong of one aspect while it is looked at, and remembers the first ten."""

    aspect: Aspect
    looked_at: int = 0
    problems: int = 0
    examples: tuple[str, ...] = ()

    def look(self, example: str, *, is_right: bool) -> None:
        """Take in one thing; `example` is how it is called."""
        self.looked_at += 1
        if not is_right:
            self.problems += 1
            self.examples = (*self.examples, example)[:MOST_EXAMPLES]

    def check(self) -> Check:
        """What was found so far."""
        return Check(self.aspect, self.problems, self.examples, self.looked_at)


MOST_EXAMPLES = 10
