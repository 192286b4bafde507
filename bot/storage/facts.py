"""Single values that outlive a process, each under a name."""

from bot.storage.database import Connection

# Counts the changes of the index, for what is remembered of it.
INDEX_VERSION = "index_version"


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

    async def count_up(self, name: str) -> None:
        """Add one to the whole number under this name; it begins at 1."""
        await self._connection.run(
            "INSERT INTO facts (name, value) VALUES (?, '1')"
            " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
            (name,),
        )
