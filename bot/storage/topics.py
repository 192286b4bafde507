"""Topics and sources of the archive, with how many visible articles each has."""

from bot.domain.search import Tally
from bot.storage.articles import SHARED
from bot.storage.database import Connection


class Topics:
    """Counts over the tables of topics and articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def tallies(self, *, guild_id: int | None) -> list[Tally]:
        """Every topic with visible articles, the largest first."""
        return await self._tallies(
            "name",
            "topics JOIN article_topics ON topic_id = topics.id"
            " JOIN articles ON articles.id = article_id",
            guild_id,
        )

    async def sources(self, *, guild_id: int | None) -> list[Tally]:
        """Every provider with visible articles, the largest first."""
        return await self._tallies("provider", "articles", guild_id)

    async def _tallies(self, column: str, tables: str, guild_id: int | None) -> list[Tally]:
        rows = await self._connection.all(
            f"SELECT {column}, count(*) AS size FROM {tables}"
            " WHERE is_removed = 0 AND guild_id IN (0, ?)"
            f" GROUP BY {column} ORDER BY size DESC, {column}",
            (guild_id or SHARED,),
        )
        return [Tally(name, count) for name, count in rows]

    async def providers_of_domain(self, domain: str, *, guild_id: int | None) -> tuple[str, ...]:
        """The providers whose visible articles come from this domain."""
        rows = await self._connection.all(
            "SELECT DISTINCT provider FROM articles WHERE domain = ?"
            " AND is_removed = 0 AND guild_id IN (0, ?) ORDER BY provider",
            (domain.removeprefix("www."), guild_id or SHARED),
        )
        return tuple(row[0] for row in rows)
