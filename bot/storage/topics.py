"""Topics and sources of the archive, with how many visible articles each has."""

from bot.domain.search import Tally
from bot.storage.articles import SHARED
from bot.storage.database import Connection
from bot.storage.tallies import DOMAIN, SOURCE, TOPIC


class Topics:
    """The table of tallies as readers ask for it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def tallies(self, *, guild_id: int | None) -> list[Tally]:
        """Every topic with visible articles, the largest first."""
        return await self._tallies(TOPIC, guild_id)

    async def sources(self, *, guild_id: int | None) -> list[Tally]:
        """Every provider with visible articles, the largest first."""
        return await self._tallies(SOURCE, guild_id)

    async def _tallies(self, kind: int, guild_id: int | None) -> list[Tally]:
        rows = await self._connection.all(
            "SELECT name, sum(articles) AS size FROM tallies WHERE kind = ?"
            " AND guild_id IN (0, ?) GROUP BY name HAVING size > 0 ORDER BY size DESC, name",
            (kind, guild_id or SHARED),
        )
        return [Tally(name, count) for name, count in rows]

    async def providers_of_domain(self, domain: str, *, guild_id: int | None) -> tuple[str, ...]:
        """The providers whose visible articles come from this domain."""
        start = domain.removeprefix("www.") + " "
        rows = await self._connection.all(
            "SELECT DISTINCT substr(name, ?) AS provider FROM tallies WHERE kind = ?"
            " AND guild_id IN (0, ?) AND articles > 0 AND name >= ? AND name < ? ORDER BY provider",
            (len(start) + 1, DOMAIN, guild_id or SHARED, start, f"{start}\U0010ffff"),
        )
        return tuple(row[0] for row in rows)
