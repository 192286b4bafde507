"""What is loud: articles of topics by day, and stories by how many report them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.scope import Scope
from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection, listed
from bot.storage.latest import SINCE_LATEST
from bot.storage.scopes import IS_PLACED, PLACED, STORY

_IN_TIME = (
    " FROM articles INDEXED BY articles_by_published{}"
    f" WHERE {VISIBLE} AND published >= ? AND published < ?"
)
_TOPICS = " CROSS JOIN article_topics ON article_topics.article_id = articles.id"
# As many are read in some milliseconds; every large topic has some of them.
_LATEST = 5_000


@dataclass(frozen=True, slots=True)
class Recent:
    """A topic's articles and stories in a span of time."""

    articles: int
    stories: int


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

    async def by_topic(self, scope: Scope, *, guild_id: int | None) -> dict[str, Recent]:
        """What there is of each topic in the scope's time, by its name; no topic without."""
        rows = await self._connection.all(
            "SELECT name, size, stories FROM (SELECT topic_id, count(*) AS size,"
            f" count(DISTINCT {STORY}) AS stories{_IN_TIME.format(_TOPICS + PLACED)}"
            " GROUP BY topic_id) JOIN topics ON topics.id = topic_id",
            (guild_id or SHARED, *_values(scope, guild_id)),
        )
        return {name: Recent(size, stories) for name, size, stories in rows}

    async def newest(self, *, before: datetime, guild_id: int | None) -> dict[str, datetime]:
        """When the newest article of each topic came out, of topics that the latest articles have.

        The latest are looked at, of those before; `newest_of` finds what none of them has.
        """
        end = int(before.timestamp())
        rows = await self._connection.all(
            "SELECT name, newest FROM (SELECT topic_id, max(published) AS newest FROM"
            f" articles INDEXED BY articles_by_published{_TOPICS}"
            f" WHERE published < ? AND published >= {SINCE_LATEST} AND {VISIBLE}"
            " GROUP BY topic_id) JOIN topics ON topics.id = topic_id",
            (end, end, _LATEST, guild_id or SHARED),
        )
        return {name: datetime.fromtimestamp(newest, UTC) for name, newest in rows}

    async def newest_of(
        self, names: Sequence[str], *, before: datetime, guild_id: int | None
    ) -> datetime | None:
        """When the newest visible article on topics of these names came out, of those before."""
        newest = await self._connection.value(
            "SELECT max(published) FROM json_each(?) AS named JOIN topics ON name = named.value"
            " CROSS JOIN article_topics ON topic_id = topics.id"
            " CROSS JOIN articles ON articles.id = article_topics.article_id"
            f" WHERE {VISIBLE} AND published < ?",
            (listed(names), guild_id or SHARED, int(before.timestamp())),
        )
        return None if newest is None else datetime.fromtimestamp(newest, UTC)

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
        """About how many articles all share in the scope's time, read from an index alone."""
        return int(
            await self._connection.value(
                "SELECT count(*) FROM articles INDEXED BY articles_shared_by_published"
                " WHERE guild_id = 0 AND published >= ? AND published < ?",
                _values(scope, None)[1:],
            )
        )

    async def stories(
        self, scope: Scope, *, fewest: int, limit: int, guild_id: int | None
    ) -> list[LoudStory]:
        """The stories that most sources report in the scope's time, `fewest` at least."""
        rows = await self._connection.all(
            f"SELECT {STORY} AS story, count(DISTINCT provider) AS sources, count(*) AS size"
            f"{_IN_TIME.format(PLACED)} AND {IS_PLACED} GROUP BY story HAVING sources >= ?"
            " ORDER BY sources DESC, size DESC, story LIMIT ?",
            (guild_id or SHARED, *_values(scope, guild_id), fewest, limit),
        )
        return [LoudStory(*row) for row in rows]

    async def sources_of_stories(self, scope: Scope, *, guild_id: int | None) -> float:
        """By how many sources a story of the scope's time is reported on average; 0 without."""
        rows = await self._connection.all(
            "SELECT avg(sources) FROM (SELECT count(DISTINCT provider) AS sources"
            f"{_IN_TIME.format(PLACED)} AND {IS_PLACED} GROUP BY {STORY})",
            (guild_id or SHARED, *_values(scope, guild_id)),
        )
        return float(rows[0][0] or 0)


def _values(scope: Scope, guild_id: int | None) -> tuple[int, int, int]:
    after, before = scope.after, scope.before
    if after is None or before is None:
        raise ValueError("trends are counted in a span of time with two ends")
    return guild_id or SHARED, int(after.timestamp()), int(before.timestamp())
