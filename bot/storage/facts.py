"""Single values that outlive a process, each under a name."""

from bot.storage.database import Connection

# Counts the changes of the index, for what is remembered of it.
INDEX_VERSION = "index_version"
# How many articles are in the index.
INDEX_SIZE = "index_size"
# What the index is made like; another one is made anew.
INDEX_FORMAT = "index_format"

# Acts of desks are numbered above this.
DESK_FLOOR = "desk_floor"


class Facts:
    """The table of facts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, name: str) -> str | None:
        """The value under this name, if there is one."""
        value = await self._connection.value("SELECT value FROM facts WHERE name = ?", (name,))
        return None if value is None else str(value)

    async def put(self, name: str, value: str) -> None:
        """Store the value under this name, whatever stood there."""
        await self._connection.run(
            "INSERT INTO facts (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    async def number(self, name: str) -> int:
        """The whole number under this name, 0 without one."""
        return int(await self.get(name) or 0)

    async def add(self, name: str, number: int) -> int:
        """Add to the whole number under this name, which begins at 0; the sum."""
        return int(
            await self._connection.value(
                "INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name)"
                " DO UPDATE SET value = CAST(value AS INTEGER) + ?2 RETURNING value",
                (name, number),
            )
        )
