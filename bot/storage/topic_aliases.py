"""Other names of topics, of all servers or of one."""

from bot.domain.topic import TopicAlias
from bot.storage.articles import SHARED
from bot.storage.database import Connection


class TopicAliases:
    """The table of topics' aliases."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def all(self, *, guild_id: int | None) -> list[TopicAlias]:
        """The aliases that hold in a server: its own after those of all, which they overrule."""
        rows = await self._connection.all(
            "SELECT alias, name, guild_id FROM topic_aliases WHERE guild_id IN (0, ?)"
            " ORDER BY guild_id, alias",
            (guild_id or SHARED,),
        )
        return [TopicAlias(alias, name, owner != SHARED) for alias, name, owner in rows]

    async def put(self, alias: str, name: str, *, guild_id: int | None) -> None:
        """Keep another name of a topic, of one server or (None) of all."""
        await self._connection.run(
            "INSERT OR REPLACE INTO topic_aliases (guild_id, alias, name) VALUES (?, ?, ?)",
            (guild_id or SHARED, alias, name),
        )

    async def delete(self, alias: str, *, guild_id: int | None) -> bool:
        """Forget another name, of one server or (None) of all; whether there was one."""
        return bool(
            await self._connection.run(
                "DELETE FROM topic_aliases WHERE guild_id = ? AND alias = ?",
                (guild_id or SHARED, alias),
            )
        )
