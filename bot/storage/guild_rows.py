"""All that is stored of one server, to be deleted when it has gone."""

from collections.abc import Iterable
from datetime import datetime

from bot.storage.database import Connection, listed

# Tables with a column that tells the server's rows apart. The log comes last, with what is made of
# it: all else can be made of it.
_DERIVED = {
    "review_cards": "number",
    "notices": "number",
    "submissions": "number",
    "desk_conflicts": "key",
    "desk_addresses": "key",
    "weights": "name",
    "own_stories": "article_id",
    "unplaced_own": "article_id",
    "story_rulings": "id",
    "topic_aliases": "alias",
    "result_lists": "id",
    "tallies": "name",
}
_LOG = ("desk_subjects", "desk_records", "desk_acts", "desk_settings")


class GuildRows:
    """The rows of a server in all tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def delete_derived(self, guild_id: int, *, limit: int) -> int:
        """Delete about so many rows that belong to the server alone; how many those were."""
        for table, column in _DERIVED.items():
            deleted = await self._connection.run(
                f"DELETE FROM {table} WHERE guild_id = ?1 AND {column} IN"
                f" (SELECT {column} FROM {table} WHERE guild_id = ?1 LIMIT ?2)",
                (guild_id, limit),
            )
            if deleted:
                return deleted
        return 0

    async def delete_log(self, guild_id: int, now: datetime) -> None:
        """Delete its desk's log and settings, and where and by whom acts for all were made there.

        The server must be among the departures.
        """
        for table in _LOG:
            await self._connection.run(f"DELETE FROM {table} WHERE guild_id = ?", (guild_id,))
        await self._connection.run(
            "UPDATE desk_acts SET made_in = 0, made_by = 0, token = '', redacted_at = ?"
            " WHERE made_in = ?",
            (int(now.timestamp()), guild_id),
        )
        # The acts that they name are no more.
        await self._connection.run(
            "UPDATE desk_acts SET beside_guild = NULL, beside = NULL, redacted_at = ?"
            " WHERE guild_id = 0 AND beside_guild = ?",
            (int(now.timestamp()), guild_id),
        )

    async def delete_editions(self, guild_id: int, *, limit: int) -> int:
        """Delete so many editions with their posts and edits; how many those were."""
        rows = await self._connection.all(
            "SELECT editions.id, composition_id FROM subscriptions CROSS JOIN editions"
            " ON subscription_id = subscriptions.id WHERE guild_id = ? LIMIT ?",
            (guild_id, limit),
        )
        await self._connection.run(
            "DELETE FROM editions WHERE id IN (SELECT value FROM json_each(?))",
            (listed(row[0] for row in rows),),
        )
        await self._connection.run(
            "DELETE FROM compositions WHERE id IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM editions WHERE composition_id = compositions.id)",
            (listed({row[1] for row in rows if row[1] is not None}),),
        )
        return len(rows)

    async def delete_subscriptions(self, guild_id: int) -> None:
        """Delete its subscriptions, of which no edition is left."""
        await self._connection.run(
            "DELETE FROM misses WHERE subscription_id IN"
            " (SELECT id FROM subscriptions WHERE guild_id = ?)",
            (guild_id,),
        )
        await self._connection.run("DELETE FROM subscriptions WHERE guild_id = ?", (guild_id,))

    async def own_articles(self, guild_id: int, *, limit: int) -> list[int]:
        """Some articles and versions of its own."""
        rows = await self._connection.all(
            "SELECT id FROM articles WHERE guild_id = ? AND guild_id <> 0 ORDER BY id LIMIT ?",
            (guild_id, limit),
        )
        return [row[0] for row in rows]

    async def hidden_articles(self, guild_id: int, *, limit: int) -> list[int]:
        """Some articles that it hides."""
        rows = await self._connection.all(
            "SELECT article_id FROM hidden_articles WHERE guild_id = ? LIMIT ?", (guild_id, limit)
        )
        return [row[0] for row in rows]

    async def topics_of(self, article_ids: Iterable[int]) -> set[int]:
        """The ids of these articles' topics."""
        rows = await self._connection.all_among(
            "SELECT DISTINCT topic_id FROM article_topics"
            " WHERE article_id IN (SELECT value FROM json_each(?))",
            article_ids,
        )
        return {row[0] for row in rows}

    async def delete_unused(self, topic_ids: Iterable[int]) -> None:
        """Delete those of the topics that no article has."""
        await self._connection.run(
            "DELETE FROM topics WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS"
            " (SELECT 1 FROM article_topics WHERE topic_id = topics.id)",
            (listed(topic_ids),),
        )
