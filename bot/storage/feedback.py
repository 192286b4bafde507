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
