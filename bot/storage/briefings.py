"""Briefings that buttons page through, kept beside the answers of searches, as long as those."""

from datetime import datetime

import msgspec

from bot.domain.briefing import Briefing
from bot.storage.articles import SHARED
from bot.storage.database import Connection

_decoder = msgspec.json.Decoder(Briefing)


class Briefings:
    """Remembered briefings in the table of remembered answers, which is cleared by age."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, briefing: Briefing, *, guild_id: int | None, now: datetime) -> None:
        """Keep a briefing for the server it was given in."""
        await self._connection.run(
            "INSERT INTO result_lists (id, guild_id, made_at, data) VALUES (?, ?, ?, ?)",
            (
                briefing.id,
                guild_id or SHARED,
                int(now.timestamp()),
                msgspec.json.encode(briefing).decode(),
            ),
        )

    async def get(self, briefing_id: str, *, guild_id: int | None) -> Briefing | None:
        """The briefing, if it was given in this server and is still kept."""
        data = await self._connection.value(
            "SELECT data FROM result_lists WHERE id = ? AND guild_id = ?",
            (briefing_id, guild_id or SHARED),
        )
        try:
            return None if data is None else _decoder.decode(data)
        except msgspec.ValidationError:
            # One of an older Newsdesk, or the answer to a search.
            return None
