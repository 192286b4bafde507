"""Answers that buttons page through, kept for a while under an id."""

from datetime import datetime

import msgspec

from bot.domain.search import ResultList
from bot.storage.articles import SHARED
from bot.storage.database import Connection

_decoder = msgspec.json.Decoder(ResultList)


class ResultLists:
    """The table of remembered answers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, results: ResultList, *, guild_id: int | None, now: datetime) -> None:
        """Keep an answer for the server it was given in."""
        await self._connection.run(
            "INSERT INTO result_lists (id, guild_id, made_at, data) VALUES (?, ?, ?, ?)",
            (
                results.id,
                guild_id or SHARED,
                int(now.timestamp()),
                msgspec.json.encode(results).decode(),
            ),
        )

    async def get(self, list_id: str, *, guild_id: int | None) -> ResultList | None:
        """The answer, if it was given in this server and is still kept."""
        data = await self._connection.value(
            "SELECT data FROM result_lists WHERE id = ? AND guild_id = ?",
            (list_id, guild_id or SHARED),
        )
        return None if data is None else _decoder.decode(data)

    async def delete_before(self, time: datetime) -> int:
        """Forget answers older than `time`; how many there were."""
        return await self._connection.run(
            "DELETE FROM result_lists WHERE made_at < ?", (int(time.timestamp()),)
        )
