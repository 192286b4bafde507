"""Cards of suggestions in review channels, as far as they are behind their suggestions."""

from collections.abc import Iterable

from bot.domain.review_card import ReviewCard
from bot.storage.database import Connection, Row, listed

_COLUMNS = "guild_id, number, channel_id, message_id, wanted, shown, attempts"


class ReviewCards:
    """The table of cards; times are whole seconds, a card that isn't due has none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, guild_id: int, number: int) -> ReviewCard | None:
        """The suggestion's card, if it has one."""
        row = await self._connection.one(
            f"SELECT {_COLUMNS} FROM review_cards WHERE guild_id = ? AND number = ?",
            (guild_id, number),
        )
        return _read(row) if row else None

    async def want(self, guild_id: int, number: int, wanted: int) -> None:
        """Have a card that there is show the suggestion as this act left it."""
        await self._connection.run(
            "UPDATE review_cards SET wanted = ?, not_before = 0 WHERE guild_id = ? AND number = ?",
            (wanted, guild_id, number),
        )

    async def add(self, guild_id: int, channel_id: int, numbers: Iterable[tuple[int, int]]) -> None:
        """Have cards posted for those (number, last act) that have none yet."""
        await self._connection.run_many(
            "INSERT INTO review_cards (guild_id, number, channel_id, wanted, not_before)"
            " VALUES (?, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
            [(guild_id, number, channel_id, wanted) for number, wanted in numbers],
        )

    async def due(self, now: int, limit: int) -> list[ReviewCard]:
        """Cards that may be posted or edited now, those that wait longest first."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM review_cards WHERE not_before <= ?"
            " ORDER BY not_before, guild_id, number LIMIT ?",
            (now, limit),
        )
        return [_read(row) for row in rows]

    async def start(self, card: ReviewCard, *, until: int) -> None:
        """Note that the card is being posted or edited; it is due again at `until`."""
        await self._connection.run(
            "UPDATE review_cards SET attempts = attempts + 1, not_before = ?"
            " WHERE guild_id = ? AND number = ?",
            (until, card.guild_id, card.number),
        )

    async def record(self, card: ReviewCard, *, message_id: int, shown: int) -> None:
        """Note that Discord has the card; it stays due if more was done to the suggestion since."""
        await self._connection.run(
            "UPDATE review_cards SET message_id = ?, shown = ?, attempts = 0,"
            " not_before = CASE WHEN wanted > ? THEN 0 END WHERE guild_id = ? AND number = ?",
            (message_id, shown, shown, card.guild_id, card.number),
        )

    async def note_redrawn(
        self, guild_id: int, number: int, *, message_id: int, shown: int
    ) -> None:
        """Note that a press redrew the card, unless it is being edited now, which may win."""
        await self._connection.run(
            "UPDATE review_cards SET shown = ?, not_before = CASE WHEN wanted > ? THEN 0 END"
            " WHERE guild_id = ? AND number = ? AND message_id = ? AND attempts = 0 AND shown < ?",
            (shown, shown, guild_id, number, message_id, shown),
        )

    async def postpone(self, card: ReviewCard, *, until: int, attempts: int) -> None:
        """Try again from then on, after so many attempts of which nothing is known."""
        await self._connection.run(
            "UPDATE review_cards SET not_before = ?, attempts = ?"
            " WHERE guild_id = ? AND number = ?",
            (until, attempts, card.guild_id, card.number),
        )

    async def doubt_all(self) -> None:
        """Have every card that isn't known to be posted looked for before it is."""
        await self._connection.run(
            "UPDATE review_cards SET attempts = max(attempts, 1) WHERE message_id IS NULL"
        )

    async def drop(self, guild_id: int, numbers: Iterable[int]) -> None:
        """Forget these cards; messages that there are stay as they are."""
        await self._connection.run(
            "DELETE FROM review_cards WHERE guild_id = ?"
            " AND number IN (SELECT value FROM json_each(?))",
            (guild_id, listed(numbers)),
        )

    async def drop_unposted(self, guild_id: int) -> None:
        """Forget the server's cards that were never sent anywhere."""
        await self._connection.run(
            "DELETE FROM review_cards WHERE guild_id = ? AND message_id IS NULL AND attempts = 0",
            (guild_id,),
        )

    async def drop_channel(self, guild_id: int, channel_id: int) -> None:
        """Forget the cards of a channel that is gone."""
        await self._connection.run(
            "DELETE FROM review_cards WHERE guild_id = ? AND channel_id = ?", (guild_id, channel_id)
        )


def _read(row: Row) -> ReviewCard:
    return ReviewCard(*row)
