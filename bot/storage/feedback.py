"""What members think of editions."""

from datetime import datetime

from bot.storage.database import Connection


class Feedback:
    """The table of members who found an edition of no use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, edition_id: int, user_id: int, *, now: datetime) -> bool:
        """Note that a member did; False if that is noted, or there is no such edition."""
        changed = await self._connection.run(
            "INSERT INTO feedback (edition_id, user_id, made_at)"
            " SELECT id, ?, ? FROM editions WHERE id = ?"
            " ON CONFLICT (edition_id, user_id) DO NOTHING",
            (user_id, int(now.timestamp()), edition_id),
        )
        return changed > 0

    async def count_of(self, user_id: int) -> int:
        """How many editions the member found of no use."""
        return int(
            await self._connection.value(
                "SELECT count(*) FROM feedback WHERE user_id = ?", (user_id,)
            )
        )

    async def forget(self, user_id: int) -> None:
        """Delete what is stored of a member."""
        await self._connection.run("DELETE FROM feedback WHERE user_id = ?", (user_id,))
