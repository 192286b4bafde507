"""Articles to which a desk gave another address than that of their key, made from the records."""

from collections.abc import Collection
from typing import NamedTuple

from bot.storage.database import Connection, listed


class AddressRow(NamedTuple):
    """The key of an article on a desk, and that of the address which the desk gave it."""

    desk_id: int
    key: str
    address: str


class DeskAddresses:
    """The table of addresses."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, desk_id: int, key: str, address: str | None) -> None:
        """Keep the address that the desk gives the article; None for none."""
        if address is None:
            await self._connection.run(
                "DELETE FROM desk_addresses WHERE guild_id = ? AND key = ?", (desk_id, key)
            )
            return
        await self._connection.run(
            "INSERT OR REPLACE INTO desk_addresses (guild_id, key, address) VALUES (?, ?, ?)",
            AddressRow(desk_id, key, address),
        )

    async def delete_all(self, desk_id: int) -> None:
        """Forget the desk's addresses, to make them anew."""
        await self._connection.run("DELETE FROM desk_addresses WHERE guild_id = ?", (desk_id,))

    async def keys_at(self, address: str, *, desk_ids: Collection[int]) -> list[str]:
        """The keys of the articles to which one of the desks gave the address; servers' first."""
        rows = await self._connection.all(
            "SELECT key FROM desk_addresses WHERE address = ?"
            " AND guild_id IN (SELECT value FROM json_each(?)) ORDER BY guild_id DESC, key",
            (address, listed(desk_ids)),
        )
        return [row[0] for row in rows]

    async def taken(self, desk_id: int) -> list[str]:
        """The keys of the desk's articles at whose new address there is another article."""
        rows = await self._connection.all(
            "SELECT key FROM desk_addresses AS moved WHERE guild_id = ? AND EXISTS"
            " (SELECT 1 FROM articles WHERE articles.key = moved.address AND is_removed = 0"
            " AND articles.guild_id IN (0, moved.guild_id)) ORDER BY key",
            (desk_id,),
        )
        return [row[0] for row in rows]

    async def all(self) -> set[AddressRow]:
        """All of them."""
        rows = await self._connection.all("SELECT guild_id, key, address FROM desk_addresses")
        return set(map(AddressRow._make, rows))
