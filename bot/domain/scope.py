"""Which articles are meant: on a topic, or found by a query, in a span of time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scope:
    """Limits that all apply; None is no limit.

    `topics` are exact names, any of which will do; `ids` are articles. `after` is inclusive and
    `before` exclusive, both aware UTC.
    """

    topics: tuple[str, ...] | None = None
    ids: tuple[int, ...] | None = None
    after: datetime | None = None
    before: datetime | None = None
