"""What people ruled of stories, in the order they did; nothing is ever changed or deleted."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.story_ruling import StoryRuling, Verdict
from bot.storage.database import Connection


class StoryRulings:
    """The table of rulings, by the keys of articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def all(self) -> list[StoryRuling]:
        """Every ruling, the oldest first."""
        rows = await self._connection.all(
            "SELECT one_key, other_key, verdict FROM story_rulings ORDER BY id"
        )
        return [StoryRuling(one, other, Verdict(verdict)) for one, other, verdict in rows]

    async def add(
        self, rulings: Iterable[StoryRuling], *, now: datetime, member_id: int | None
    ) -> None:
        """Keep what a member ruled; None where nobody in particular did."""
        made_at = int(now.timestamp())
        await self._connection.run_many(
            "INSERT INTO story_rulings (one_key, other_key, verdict, made_at, made_by)"
            " VALUES (?, ?, ?, ?, ?)",
            [(*ruling.keys(), int(ruling.verdict), made_at, member_id) for ruling in rulings],
        )
