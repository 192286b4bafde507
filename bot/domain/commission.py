"""What an edition is to be composed for: whose policy, up to when, and what came before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.subscription import Policy

# What came out longer before an edition is no news, whenever it was found.
NEWS = timedelta(days=30)
# The first edition is the best of so many days; without any, of the archive's last ones.
FIRST_DAYS, ARCHIVE_DAYS = timedelta(days=3), timedelta(days=14)
_SHORTEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Commission:
    """An edition that is to be composed for a server, None for the archive that all share.

    `due` is aware UTC. `watermark` is the id of the newest article that the edition before was
    chosen from, and `previous` when that was due, None where there was none.
    """

    guild_id: int | None
    policy: Policy
    slot: str
    due: datetime
    watermark: int = 0
    previous: datetime | None = None

    @property
    def length(self) -> timedelta:
        """How long a time the edition tells of."""
        if self.previous is None:
            return FIRST_DAYS
        return min(NEWS, max(_SHORTEST, self.due - self.previous))


class Ledger(Protocol):
    """What a subscription has been sent: the stories of its editions, article by article."""

    async def sent(self, article_ids: Iterable[int]) -> dict[int, datetime]:
        """When an edition was due that showed it, for those of the articles that one did."""
        ...

    async def led_since(self, moment: datetime) -> dict[int, datetime]:
        """The articles that led stories of editions due after the moment, and when they were."""
        ...
