"""Topics and sources of the archive: how many visible articles each has, and which."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.search import Tally
from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection, listed
from bot.storage.tallies import DOMAIN, SOURCE, TOPIC

_NEVER = 1 << 60
_LABELLED = f"{VISIBLE} AND has_file = 1 AND topics_inferred = 0"
_NAMES = (
    " (SELECT json_group_array(name) FROM article_topics JOIN topics ON topics.id = topic_id"
    " WHERE article_id = articles.id)"
)


@dataclass(frozen=True, slots=True)
class LabelledText:
    """An article's text with the topics that its own file states."""

    published: datetime
    title: str
    excerpt: str
    topics: tuple[str, ...]


class Topics:
    """The table of tallies as readers ask for it, and articles with topics of their own."""

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

    async def stated(
        self, ids: Iterable[int], *, guild_id: int | None, before: datetime | None = None
    ) -> dict[int, tuple[str, ...]]:
        """What the files of those of the articles state that came out before then.

        Only of visible articles with a file; none of them may have topics.
        """
        rows = await self._connection.all(
            f"SELECT articles.id,{_NAMES} FROM json_each(?) AS wanted"
            f" CROSS JOIN articles ON articles.id = wanted.value WHERE {_LABELLED}"
            " AND published < ? ORDER BY wanted.key",
            (listed(ids), guild_id or SHARED, int(before.timestamp()) if before else _NEVER),
        )
        return {article_id: tuple(json.loads(names)) for article_id, names in rows}

    async def labelled(self, *, until: datetime | None, limit: int) -> list[LabelledText]:
        """The newest articles of the archive that all servers share, oldest first."""
        rows = await self._connection.all(
            f"SELECT published, title, excerpt,{_NAMES} FROM articles"
            f" WHERE {_LABELLED} AND published < ? ORDER BY published DESC, articles.id LIMIT ?",
            (SHARED, int(until.timestamp()) if until else _NEVER, limit),
        )
        return [
            LabelledText(
                datetime.fromtimestamp(row[0], UTC), row[1], row[2], tuple(json.loads(row[3]))
            )
            for row in reversed(rows)
        ]

    async def providers_of_domain(self, domain: str, *, guild_id: int | None) -> tuple[str, ...]:
        """The providers whose visible articles come from this domain."""
        start = domain.removeprefix("www.") + " "
        rows = await self._connection.all(
            "SELECT substr(name, ?) AS provider FROM tallies WHERE kind = ?"
            " AND guild_id IN (0, ?) AND name >= ? AND name < ?"
            " GROUP BY name HAVING sum(articles) > 0 ORDER BY provider",
            (len(start) + 1, DOMAIN, guild_id or SHARED, start, f"{start}\U0010ffff"),
        )
        return tuple(row[0] for row in rows)
