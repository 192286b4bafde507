"""What the admins of servers settled for their desks."""

from collections.abc import Sequence

import msgspec

from bot.domain.desk_settings import DeskSettings
from bot.storage.database import Connection


class DeskSettingsTable:
    """The table of settings; a server without a row has the usual ones."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, guild_id: int) -> DeskSettings:
        """The server's settings."""
        row = await self._connection.one(
            "SELECT roles, review_channel_id, trouble FROM desk_settings WHERE guild_id = ?",
            (guild_id,),
        )
        if row is None:
            return DeskSettings()
        return DeskSettings(msgspec.json.decode(row[0], type=tuple[int, ...]), row[1], row[2])

    async def set_roles(self, guild_id: int, role_ids: Sequence[int]) -> None:
        """Name the roles of its moderators, none for those who may manage messages."""
        await self._connection.run(
            "INSERT INTO desk_settings (guild_id, roles) VALUES (?, ?)"
            " ON CONFLICT (guild_id) DO UPDATE SET roles = excluded.roles",
            (guild_id, msgspec.json.encode(list(role_ids)).decode()),
        )

    async def set_channel(self, guild_id: int, channel_id: int | None) -> None:
        """Have suggestions reviewed there, or nowhere but in the queue; trouble is forgotten."""
        await self._connection.run(
            "INSERT INTO desk_settings (guild_id, review_channel_id) VALUES (?, ?)"
            " ON CONFLICT (guild_id) DO UPDATE SET review_channel_id = excluded.review_channel_id,"
            " trouble = ''",
            (guild_id, channel_id),
        )

    async def note_trouble(self, guild_id: int, channel_id: int, trouble: str) -> None:
        """Keep what is wrong with the review channel, "" for nothing; others are of no concern."""
        await self._connection.run(
            "UPDATE desk_settings SET trouble = ? WHERE guild_id = ? AND review_channel_id = ?",
            (trouble, guild_id, channel_id),
        )
