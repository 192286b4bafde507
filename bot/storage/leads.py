"""The stories of a scope that are likeliest to lead a briefing on it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.domain.heat import MOST_SOURCES, PER_SOURCE
from bot.domain.scope import Scope
from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection
from bot.storage.latest import FOREVER, SINCE_LATEST
from bot.storage.scopes import STORY, source_of
from bot.storage.stories import MEMBERS, member_values

_LATEST = 5_000


@dataclass(frozen=True, slots=True)
class StoryLead:
    """A story by its best visible article in the scope; `sources` are all its visible providers."""

    story_id: int
    article_id: int
    sources: int


class Leads:
    """The articles' and stories' tables, as a briefing asks for them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def hottest(
        self, scope: Scope, *, end: datetime, life: timedelta, limit: int, guild_id: int | None
    ) -> list[StoryLead]:
        """The `limit` stories with most quality and sources, less their age at `end`.

        `life` is how long a story takes to lose as much as 100 of quality gives.
        """
        source = await source_of(self._connection, scope, guild_id=guild_id)
        # The one max() has SQLite take the id from the row that has it.
        rows = await self._connection.all(
            f"SELECT story, id FROM (SELECT {STORY} AS story, articles.id AS id,"
            " max(quality / 100.0 - (? - published) / ?) AS heat,"
            f" count(DISTINCT provider) AS sources{source.tables}{source.where} GROUP BY story)"
            " ORDER BY heat + ? * min(sources - 1, ?) DESC, id LIMIT ?",
            (
                int(end.timestamp()),
                life.total_seconds(),
                *source.values,
                PER_SOURCE,
                MOST_SOURCES,
                limit,
            ),
        )
        sources = await self._sources([story for story, _ in rows], guild_id)
        return [StoryLead(story, best, sources.get(story, 1)) for story, best in rows]

    async def newest(self, scope: Scope, *, guild_id: int | None, limit: int) -> list[int]:
        """The newest articles of the scope."""
        if scope.ids is None:
            # Of what is frequent there are enough among the newest; what is rare is soon sorted.
            latest = replace(scope, after=await self._latest(scope))
            found = await self._newest(latest, guild_id, limit)
            if len(found) == limit:
                return found
        return await self._newest(scope, guild_id, limit)

    async def _latest(self, scope: Scope) -> datetime | None:
        """When the latest few thousand articles of the scope's time begin."""
        before = FOREVER if scope.before is None else int(scope.before.timestamp())
        published = await self._connection.value(f"SELECT {SINCE_LATEST}", (before, _LATEST))
        since = None if published == -FOREVER else datetime.fromtimestamp(published, UTC)
        return max(filter(None, (since, scope.after)), default=None)

    async def _newest(self, scope: Scope, guild_id: int | None, limit: int) -> list[int]:
        source = await source_of(self._connection, scope, guild_id=guild_id)
        rows = await self._connection.all(
            f"SELECT articles.id{source.articles}{source.where}"
            " ORDER BY published DESC, articles.id LIMIT ?",
            (*source.article_values, limit),
        )
        return [row[0] for row in rows]

    async def _sources(self, story_ids: list[int], guild_id: int | None) -> dict[int, int]:
        rows = await self._connection.all(
            f"SELECT story_id, count(DISTINCT provider) FROM {MEMBERS} AS told"
            f" CROSS JOIN articles ON articles.id = told.article_id WHERE {VISIBLE}"
            " GROUP BY story_id",
            (*member_values(story_ids, guild_id), guild_id or SHARED),
        )
        return {row[0]: row[1] for row in rows}
