"""What is loud: articles of topics by day, and stories by how many report them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.scope import Scope
from bot.domain.search import Tally
from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection

_IN_TIME = (
    " FROM articles INDEXED BY articles_by_published{}"
    f" WHERE {VISIBLE} AND published >= ? AND published < ?"
)
_TOPICS = " CROSS JOIN article_topics ON article_topics.article_id = articles.id"
_STORIES = " CROSS JOIN story_members ON story_members.article_id = articles.id"


@dataclass(frozen=True, slots=True)
class LoudStory:
    """A story with the sources and articles that report it in a span of time."""

    story_id: int
    sources: int
    articles: int


class Trends:
    """The tables of articles, topics and stories, counted over time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def by_topic(self, scope: Scope, *, guild_id: int | None) -> list[Tally]:
        """How many visible articles of the scope's time each topic has; no topic without."""
        rows = await self._connection.all(
            f"SELECT name, size FROM (SELECT topic_id, count(*) AS size{_IN_TIME.format(_TOPICS)}"
            " GROUP BY topic_id) JOIN topics ON topics.id = topic_id",
            _values(scope, guild_id),
        )
        return [Tally(name, size) for name, size in rows]

    async def by_span(
        self, edges: Sequence[datetime], *, guild_id: int | None
    ) -> dict[str, dict[int, int]]:
        """Articles of each topic between each time and the next, by number from 0.

        The times are equally far apart. Topics are by their names in the archive.
        """
        start, width = edges[0].timestamp(), (edges[1] - edges[0]).total_seconds()
        rows = await self._connection.all(
            "SELECT name, span, size FROM (SELECT topic_id, (published - ?) / ? AS span,"
            f" count(*) AS size{_IN_TIME.format(_TOPICS)} GROUP BY topic_id, span)"
            " JOIN topics ON topics.id = topic_id",
            (
                int(start),
                int(width),
                *_values(Scope(after=edges[0], before=edges[-1]), guild_id),
            ),
        )
        counts: dict[str, dict[int, int]] = {}
        for name, span, size in rows:
            counts.setdefault(name, {})[span] = size
        return counts

    async def sizes(self, edges: Sequence[datetime], *, guild_id: int | None) -> dict[int, int]:
        """All visible articles between the times likewise."""
        start, width = edges[0].timestamp(), (edges[1] - edges[0]).total_seconds()
        rows = await self._connection.all(
            f"SELECT (published - ?) / ? AS span, count(*){_IN_TIME.format('')} GROUP BY span",
            (
                int(start),
                int(width),
                *_values(Scope(after=edges[0], before=edges[-1]), guild_id),
            ),
        )
        return {row[0]: row[1] for row in rows}

    async def size(self, scope: Scope) -> int:
        """About how many articles there are in the scope's time, read from an index alone."""
        return int(
            await self._connection.value(
                "SELECT count(*) FROM articles WHERE published >= ? AND published < ?",
                _values(scope, None)[1:],
            )
        )

    async def stories(
        self, scope: Scope, *, fewest: int, limit: int, guild_id: int | None
    ) -> list[LoudStory]:
        """The stories that most sources report in the scope's time, `fewest` at least."""
        rows = await self._connection.all(
            f"SELECT story_id, count(DISTINCT provider) AS sources, count(*) AS size"
            f"{_IN_TIME.format(_STORIES)} GROUP BY story_id HAVING sources >= ?"
            " ORDER BY sources DESC, size DESC, story_id LIMIT ?",
            (*_values(scope, guild_id), fewest, limit),
        )
        return [LoudStory(*row) for row in rows]

    async def sources_of_stories(self, scope: Scope, *, guild_id: int | None) -> float:
        """By how many sources a story of the scope's time is reported on average; 0 without."""
        rows = await self._connection.all(
            "SELECT avg(sources) FROM (SELECT count(DISTINCT provider) AS sources"
            f"{_IN_TIME.format(_STORIES)} GROUP BY story_id)",
            _values(scope, guild_id),
        )
        return float(rows[0][0] or 0)


def _values(scope: Scope, guild_id: int | None) -> tuple[int, int, int]:
    after, before = scope.after, scope.before
    if after is None or before is None:
        raise ValueError("trends are counted in a span of time with two ends")
    return guild_id or SHARED, int(after.timestamp()), int(before.timestamp())
