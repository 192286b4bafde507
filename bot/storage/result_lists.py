"""Answers that buttons page through, kept for a while under an id, and what was asked most."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from bot.domain.search import ResultList, Tally
from bot.storage.articles import SHARED
from bot.storage.database import Connection

_decoder = msgspec.json.Decoder(ResultList)
# Searches are private: what fewer members asked for may tell who they are.
_FEWEST_MEMBERS = 3
_MOST_POPULAR = 50
# Asked at every key, counted anew after a while; for so many servers at the same time.
_FRESH = timedelta(minutes=1)
_REMEMBERED = 256


class ResultLists:
    """The table of remembered answers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._popular: dict[int, tuple[datetime, list[Tally]]] = {}

    async def add(
        self,
        results: ResultList,
        *,
        guild_id: int | None,
        now: datetime,
        asked: str = "",
        asker: bytes = b"",
    ) -> None:
        """Keep an answer for the server it was given in.

        `asked` is the text that others may be offered ("" for none) and `asker` tells the member
        from others, for this text only.
        """
        await self._connection.run(
            "INSERT INTO result_lists (id, guild_id, made_at, data, asked, asker)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                results.id,
                guild_id or SHARED,
                int(now.timestamp()),
                msgspec.json.encode(results).decode(),
                asked,
                asker,
            ),
        )

    async def get(self, list_id: str, *, guild_id: int | None) -> ResultList | None:
        """The answer, if it was given in this server and is still kept."""
        data = await self._connection.value(
            "SELECT data FROM result_lists WHERE id = ? AND guild_id = ?",
            (list_id, guild_id or SHARED),
        )
        try:
            return None if data is None else _decoder.decode(data)
        except msgspec.ValidationError:
            # One of an older Newsdesk, which kept other things; it is forgotten within days.
            return None

    async def popular(self, *, guild_id: int | None, now: datetime) -> list[Tally]:
        """What members of this server asked, with how many did, the most first.

        Only what at least three of them asked for within the time that answers are kept, as of the
        last minute. Nothing outside of servers.
        """
        if guild_id is None:
            return []
        remembered = self._popular.get(guild_id)
        if remembered is not None and remembered[0] <= now < remembered[0] + _FRESH:
            return remembered[1]
        rows = await self._connection.all(
            "SELECT asked, count(DISTINCT asker) AS members FROM result_lists"
            " WHERE guild_id = ? AND asked <> '' GROUP BY asked HAVING members >= ?"
            " ORDER BY members DESC, asked LIMIT ?",
            (guild_id, _FEWEST_MEMBERS, _MOST_POPULAR),
        )
        popular = [Tally(asked, members) for asked, members in rows]
        self._popular.pop(guild_id, None)
        while len(self._popular) >= _REMEMBERED:
            del self._popular[next(iter(self._popular))]
        self._popular[guild_id] = (now, popular)
        return popular

    async def marks(self) -> list[tuple[str, bytes, int]]:
        """Each text with each mark of who asked it, and how many answers have both."""
        rows = await self._connection.all(
            "SELECT asked, asker, count(*) FROM result_lists WHERE asker <> x''"
            " GROUP BY asked, asker"
        )
        return [(row[0], row[1], row[2]) for row in rows]

    async def unmark(self, marks: Iterable[tuple[str, bytes]]) -> None:
        """Forget who asked these texts, and the texts as something to be offered."""
        await self._connection.run_many(
            "UPDATE result_lists SET asked = '', asker = x'' WHERE asked = ? AND asker = ?", marks
        )

    async def delete_before(self, time: datetime) -> int:
        """Forget answers older than `time`; how many there were."""
        return await self._connection.run(
            "DELETE FROM result_lists WHERE made_at < ?", (int(time.timestamp()),)
        )
