"""Topics and sources of the archive, with how many visible articles each has."""

from bot.domain.search import Tally
from bot.storage.articles import SHARED
from bot.storage.database import Connection
from bot.storage.facts import INDEX_VERSION, Facts

# Every key that a member types asks for tallies; more servers than this are seldom asked from at
# the same time, and each takes some 10 KB.
_REMEMBERED = 64


class Topics:
    """Counts over the tables of topics and articles, remembered until the index changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._facts = Facts(connection)
        self._remembered: dict[tuple[str, int], tuple[str | None, list[Tally]]] = {}

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
        key = (column, guild_id or SHARED)
        version = await self._facts.get(INDEX_VERSION)
        remembered = self._remembered.get(key)
        if remembered is not None and remembered[0] == version:
            return remembered[1]
        rows = await self._connection.all(
            f"SELECT {column}, count(*) AS size FROM {tables}"
            " WHERE is_removed = 0 AND guild_id IN (0, ?)"
            f" GROUP BY {column} ORDER BY size DESC, {column}",
            (guild_id or SHARED,),
        )
        tallies = [Tally(name, count) for name, count in rows]
        self._remember(key, (version, tallies))
        return tallies

    def _remember(self, key: tuple[str, int], value: tuple[str | None, list[Tally]]) -> None:
        self._remembered.pop(key, None)
        while len(self._remembered) >= _REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[key] = value

    async def providers_of_domain(self, domain: str, *, guild_id: int | None) -> tuple[str, ...]:
        """The providers whose visible articles come from this domain."""
        rows = await self._connection.all(
            "SELECT DISTINCT provider FROM articles WHERE domain = ?"
            " AND is_removed = 0 AND guild_id IN (0, ?) ORDER BY provider",
            (domain.removeprefix("www."), guild_id or SHARED),
        )
        return tuple(row[0] for row in rows)
