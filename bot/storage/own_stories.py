"""The stories that a server's rulings make, which it reads before those of all.

A server has rows only where its rulings reach; elsewhere it reads what all read.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bot.storage.database import Connection, listed

_AMONG = "(SELECT value FROM json_each(?))"
_WAIT = "INSERT OR IGNORE INTO unplaced_own (guild_id, article_id)"
# Of a story (wanted.value): what came to it for this server alone, what left it, what it ruled of.
_COME = (
    "SELECT 1 FROM own_stories AS own LEFT JOIN story_members AS shared"
    " ON shared.article_id = own.article_id WHERE own.guild_id = ?"
    " AND own.story_id = wanted.value AND shared.story_id IS NOT own.story_id"
)
_GONE = (
    "SELECT 1 FROM story_members AS shared CROSS JOIN own_stories AS own"
    " ON own.guild_id = ? AND own.article_id = shared.article_id"
    " WHERE shared.story_id = wanted.value AND own.story_id <> wanted.value"
)
_RULED = (
    "SELECT 1 FROM own_stories AS own CROSS JOIN articles ON articles.id = own.article_id"
    " WHERE own.guild_id = ? AND own.story_id = wanted.value AND EXISTS (SELECT 1"
    " FROM story_rulings AS ruled WHERE ruled.guild_id = own.guild_id"
    " AND (ruled.one_key = articles.key OR ruled.other_key = articles.key))"
)


class Waiting(NamedTuple):
    """Articles that wait to be placed anew for one server."""

    guild_id: int
    article_ids: list[int]


class OwnStories:
    """The tables of servers' own stories, and of articles that wait to be placed in them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def is_any(self) -> bool:
        """Whether any server has ruled, or has a story of its own."""
        return bool(
            await self._connection.value(
                "SELECT EXISTS (SELECT 1 FROM own_stories)"
                " OR EXISTS (SELECT 1 FROM story_rulings WHERE guild_id > 0)"
            )
        )

    async def total(self) -> int:
        """How many articles wait to be placed, counted once for each server."""
        return int(await self._connection.value("SELECT count(*) FROM unplaced_own"))

    async def waiting(self, *, limit: int) -> Waiting | None:
        """Some articles that wait for the server whose turn it is; None where nothing waits."""
        rows = await self._connection.all(
            "SELECT guild_id, article_id FROM unplaced_own"
            " WHERE guild_id = (SELECT min(guild_id) FROM unplaced_own) ORDER BY 2 LIMIT ?",
            (limit,),
        )
        return Waiting(rows[0][0], [row[1] for row in rows]) if rows else None

    async def waiting_for(self, guild_id: int) -> set[int]:
        """All articles that wait to be placed for this server."""
        rows = await self._connection.all(
            "SELECT article_id FROM unplaced_own WHERE guild_id = ?", (guild_id,)
        )
        return {row[0] for row in rows}

    async def reconsider(self, guild_id: int, article_ids: Iterable[int]) -> None:
        """Have articles wait for the server, with all that are in a story with them there."""
        wanted = listed(article_ids)
        await self._connection.run(
            f"{_WAIT} SELECT ?, articles.id FROM json_each(?) AS wanted"
            " CROSS JOIN articles ON articles.id = wanted.value",
            (guild_id, wanted),
        )
        await self._connection.run(
            "WITH wanted AS MATERIALIZED (SELECT coalesce(own.story_id, shared.story_id) AS story"
            " FROM json_each(?) AS asked LEFT JOIN own_stories AS own"
            " ON own.guild_id = ? AND own.article_id = asked.value"
            " LEFT JOIN story_members AS shared ON shared.article_id = asked.value)"
            f" {_WAIT} SELECT guild_id, article_id FROM wanted CROSS JOIN own_stories"
            " ON guild_id = ? AND story_id = story"
            " UNION SELECT ?, shared.article_id FROM wanted CROSS JOIN story_members AS shared"
            " ON shared.story_id = story CROSS JOIN articles ON articles.id = shared.article_id"
            " WHERE articles.guild_id IN (0, ?) AND NOT EXISTS (SELECT 1 FROM own_stories AS own"
            " WHERE own.guild_id = ? AND own.article_id = shared.article_id)",
            (wanted, *[guild_id] * 5),
        )

    async def follow(self, near: Iterable[tuple[int, int]]) -> None:
        """Have articles wait that were placed for all, for servers that this concerns.

        That are those to whose own stories an article belongs that is like it, or itself: pairs of
        what was placed with each of these; and those that have ruled of it.
        """
        pairs = list(near)
        await self._connection.run(
            f"{_WAIT} SELECT own.guild_id, pair.value ->> 0 FROM json_each(?) AS pair"
            " CROSS JOIN own_stories AS own ON own.article_id = pair.value ->> 1"
            " CROSS JOIN articles ON articles.id = pair.value ->> 0"
            " WHERE articles.guild_id IN (0, own.guild_id)",
            ("[" + ",".join(f"[{placed},{other}]" for placed, other in pairs) + "]",),
        )
        for key in ("one_key", "other_key"):
            await self._connection.run(
                f"{_WAIT} SELECT ruled.guild_id, articles.id FROM json_each(?) AS wanted"
                " CROSS JOIN articles ON articles.id = wanted.value"
                f" CROSS JOIN story_rulings AS ruled ON ruled.{key} = articles.key"
                " WHERE ruled.guild_id > 0 AND articles.guild_id IN (0, ruled.guild_id)",
                (listed({placed for placed, _ in pairs}),),
            )

    async def place(self, guild_id: int, stories: Mapping[int, int], asked: Iterable[int]) -> None:
        """Put articles into stories of the server, each by its leader's id; none asked for waits.

        What is then as all have it, and not ruled of, is left to what all have.
        """
        before = await self._connection.all(
            "SELECT DISTINCT story_id FROM json_each(?) AS wanted CROSS JOIN own_stories"
            " ON guild_id = ? AND article_id = wanted.value",
            (listed(stories), guild_id),
        )
        await self._connection.run_many(
            "INSERT OR REPLACE INTO own_stories (guild_id, article_id, story_id) VALUES (?, ?, ?)",
            [(guild_id, article_id, story) for article_id, story in stories.items()],
        )
        await self._connection.run(
            f"DELETE FROM unplaced_own WHERE guild_id = ? AND article_id IN {_AMONG}",
            (guild_id, listed({*stories, *asked})),
        )
        await self._leave(guild_id, {*stories.values(), *(row[0] for row in before)})

    async def _leave(self, guild_id: int, story_ids: Iterable[int]) -> None:
        """Forget those of the stories that are as all have them, unless the server ruled of one."""
        rows = await self._connection.all(
            f"SELECT wanted.value FROM json_each(?) AS wanted WHERE NOT EXISTS ({_COME})"
            f" AND NOT EXISTS ({_GONE}) AND NOT EXISTS ({_RULED})",
            (listed(story_ids), guild_id, guild_id, guild_id),
        )
        await self._connection.run(
            f"DELETE FROM own_stories WHERE guild_id = ? AND story_id IN {_AMONG}",
            (guild_id, listed(row[0] for row in rows)),
        )

    async def forget(self, article_ids: Iterable[int]) -> None:
        """Take articles out of servers' stories, whose others wait to be placed without them."""
        gone = listed(article_ids)
        await self._connection.run(
            f"{_WAIT} SELECT own.guild_id, other.article_id FROM json_each(?) AS wanted"
            " CROSS JOIN own_stories AS own ON own.article_id = wanted.value"
            " CROSS JOIN own_stories AS other ON other.guild_id = own.guild_id"
            " AND other.story_id = own.story_id WHERE other.article_id <> own.article_id",
            (gone,),
        )
        await self._connection.run(f"DELETE FROM own_stories WHERE article_id IN {_AMONG}", (gone,))

    async def regroup(self) -> None:
        """Have all that servers ruled of wait to be placed anew, with what belongs to it."""
        await self._connection.run("DELETE FROM own_stories")
        for key in ("one_key", "other_key"):
            await self._connection.run(
                f"{_WAIT} SELECT ruled.guild_id, articles.id FROM story_rulings AS ruled"
                f" CROSS JOIN articles ON articles.key = ruled.{key}"
                " AND articles.guild_id IN (0, ruled.guild_id)"
                " WHERE ruled.guild_id > 0 AND is_removed = 0"
            )
