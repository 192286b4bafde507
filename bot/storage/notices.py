"""Members who are to be told what became of their suggestions; each is told once at most."""

from enum import StrEnum

from bot.domain.review_card import Notice
from bot.storage.database import Connection


class NoticeState(StrEnum):
    """How far a notice has come; one that was taken when the bot was killed stays so."""

    PENDING = "pending"
    TAKEN = "taken"
    TOLD = "told"
    FAILED = "failed"


class Notices:
    """The table of notices."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, notice: Notice) -> None:
        """Have the member told, unless they were."""
        await self._connection.run(
            "INSERT INTO notices (guild_id, number, user_id, state) VALUES (?, ?, ?, 'pending')"
            " ON CONFLICT DO NOTHING",
            (notice.guild_id, notice.number, notice.user_id),
        )

    async def withdraw(self, guild_id: int, number: int) -> None:
        """Tell nobody, if nobody was told: there is no outcome any more."""
        await self._connection.run(
            "DELETE FROM notices WHERE guild_id = ? AND number = ? AND state = 'pending'",
            (guild_id, number),
        )

    async def are_pending(self) -> bool:
        """Whether there are any that nobody took."""
        sql = "SELECT EXISTS (SELECT 1 FROM notices WHERE state = 'pending')"
        return bool(await self._connection.value(sql))

    async def take(self, limit: int) -> list[Notice]:
        """Notices that were pending, and are not from now on."""
        rows = await self._connection.all(
            "UPDATE notices SET state = 'taken' WHERE (guild_id, number) IN"
            " (SELECT guild_id, number FROM notices WHERE state = 'pending'"
            " ORDER BY guild_id, number LIMIT ?) RETURNING guild_id, number, user_id",
            (limit,),
        )
        return [Notice(*row) for row in rows]

    async def give_up(self) -> None:
        """Take all that are pending, so that nobody is told."""
        await self._connection.run("UPDATE notices SET state = 'failed' WHERE state = 'pending'")

    async def settle(self, notice: Notice, state: NoticeState) -> None:
        """Note how it went."""
        await self._connection.run(
            "UPDATE notices SET state = ? WHERE guild_id = ? AND number = ?",
            (state, notice.guild_id, notice.number),
        )

    async def state_of(self, guild_id: int, number: int) -> NoticeState | None:
        """How far the notice on a suggestion has come, None where nobody is to be told."""
        state = await self._connection.value(
            "SELECT state FROM notices WHERE guild_id = ? AND number = ?", (guild_id, number)
        )
        return None if state is None else NoticeState(state)

    async def forget(self, user_id: int) -> None:
        """Delete what is stored of a member."""
        await self._connection.run("DELETE FROM notices WHERE user_id = ?", (user_id,))
