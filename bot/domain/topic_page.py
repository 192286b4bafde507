"""A page of the archive's topics: how much there is of each, and how fresh."""

from dataclasses import dataclass
from datetime import datetime

PAGE_SIZE = 6


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with its articles in all and, of the archive's last days, articles and stories.

    `also` are other names of it. `newest` is when its newest article came out.
    """

    name: str
    articles: int
    recent: int = 0
    stories: int = 0
    newest: datetime | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A page, by number from 0, of all topics, those with most in the last days first.

    The last days are `days` up to when the newest article of all came out, which is `newest`.
    """

    rows: tuple[TopicRow, ...]
    number: int
    total: int
    days: int
    newest: datetime | None = None

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE_SIZE))
