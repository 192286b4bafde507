"""Pins, boosts and mutes of servers, made from the records; each holds for some days."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.domain.desk_act import WeightState
from bot.storage.database import Connection, listed


class StoredWeight(NamedTuple):
    """A weight on an article (by key), a provider or a topic, that holds before `until`."""

    desk_id: int
    target: str
    name: str
    weight: str
    until: int


class Weights:
    """The table of weights."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, desk_id: int, target: str, name: str, state: WeightState) -> None:
        """Keep a weight in the place of the one that lay there."""
        await self._connection.run(
            "INSERT OR REPLACE INTO weights (guild_id, target, name, weight, until)"
            " VALUES (?, ?, ?, ?, ?)",
            stored_weight(desk_id, target, name, state),
        )

    async def delete(self, desk_id: int, target: str, name: str) -> None:
        """Take a weight away; one that isn't there doesn't matter."""
        await self._connection.run(
            "DELETE FROM weights WHERE guild_id = ? AND target = ? AND name = ?",
            (desk_id, target, name),
        )

    async def has(self, desk_id: int, target: str, name: str) -> bool:
        """Whether a weight lies there, also one that holds no more."""
        found = await self._connection.value(
            "SELECT 1 FROM weights WHERE guild_id = ? AND target = ? AND name = ?",
            (desk_id, target, name),
        )
        return found is not None

    async def delete_all(self, desk_id: int) -> None:
        """Forget the desk's weights, to make them anew."""
        await self._connection.run("DELETE FROM weights WHERE guild_id = ?", (desk_id,))

    async def holding(self, desk_id: int, *, now: datetime) -> list[StoredWeight]:
        """The server's weights that hold now."""
        rows = await self._connection.all(
            "SELECT guild_id, target, name, weight, until FROM weights"
            " WHERE guild_id = ? AND until > ? ORDER BY target, name",
            (desk_id, int(now.timestamp())),
        )
        return list(map(StoredWeight._make, rows))

    async def guilds(self, among: Iterable[int], *, now: datetime) -> set[int]:
        """Those of the servers that have a weight that holds now."""
        rows = await self._connection.all(
            "SELECT wanted.value FROM json_each(?) AS wanted WHERE EXISTS (SELECT 1 FROM weights"
            " WHERE guild_id = wanted.value AND until > ?)",
            (listed(among), int(now.timestamp())),
        )
        return {row[0] for row in rows}

    async def all(self) -> set[StoredWeight]:
        """All weights of all servers, also such that hold no more."""
        rows = await self._connection.all(
            "SELECT guild_id, target, name, weight, until FROM weights"
        )
        return set(map(StoredWeight._make, rows))


def stored_weight(desk_id: int, target: str, name: str, state: WeightState) -> StoredWeight:
    """The row that the table has of a weight."""
    return StoredWeight(desk_id, target, name, state.weight.value, int(state.until.timestamp()))
