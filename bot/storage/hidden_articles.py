"""Which shared articles a server doesn't see: it retracted them, or has versions of its own."""

from collections.abc import Iterable

from bot.storage.database import Connection, listed
from bot.storage.tallies import Tallies


class HiddenArticles:
    """The table of hidden articles, which the tallies of servers are in step with."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tallies = Tallies(connection)

    async def hide(self, guild_id: int, article_ids: Iterable[int]) -> None:
        """Hide shared articles from one server; what it hides already doesn't matter."""
        wanted = set(article_ids)
        new = wanted - await self.of(guild_id, wanted)
        await self._connection.run_many(
            "INSERT INTO hidden_articles (guild_id, article_id) VALUES (?, ?)",
            [(guild_id, article_id) for article_id in sorted(new)],
        )
        await self._tallies.add_hidden(guild_id, new, is_shown=False)

    async def show(self, guild_id: int, article_ids: Iterable[int]) -> None:
        """Show the server articles again; what it doesn't hide doesn't matter."""
        hidden = await self.of(guild_id, article_ids)
        await self._tallies.add_hidden(guild_id, hidden, is_shown=True)
        await self._connection.run(
            "DELETE FROM hidden_articles WHERE guild_id = ?"
            " AND article_id IN (SELECT value FROM json_each(?))",
            (guild_id, listed(hidden)),
        )

    async def of(self, guild_id: int, article_ids: Iterable[int]) -> set[int]:
        """Those of the articles that the server hides."""
        rows = await self._connection.all(
            "SELECT article_id FROM json_each(?) AS wanted CROSS JOIN hidden_articles AS hidden"
            " ON hidden.guild_id = ? AND hidden.article_id = wanted.value",
            (listed(article_ids), guild_id),
        )
        return {row[0] for row in rows}
