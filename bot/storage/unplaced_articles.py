"""Which articles wait to be placed in a story, and what makes them wait."""

from collections.abc import Collection, Iterable, Mapping

from bot.storage.database import Connection, listed
from bot.storage.own_stories import OwnStories

_IDS = "(SELECT value FROM json_each(?))"


class UnplacedArticles:
    """The table of articles that wait, which is in step with that of stories' members."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._own = OwnStories(connection)

    async def waiting(self, *, limit: int) -> list[int]:
        """Articles that wait to be placed, in the order of their ids."""
        rows = await self._connection.all(
            "SELECT article_id FROM unplaced_articles ORDER BY article_id LIMIT ?", (limit,)
        )
        return [row[0] for row in rows]

    async def total(self) -> int:
        """How many articles wait to be placed."""
        return int(await self._connection.value("SELECT count(*) FROM unplaced_articles"))

    async def place(self, stories: Mapping[int, int]) -> None:
        """Put articles into stories, each by its leader's id; they wait no more."""
        await self._connection.run_many(
            "INSERT OR REPLACE INTO story_members (article_id, story_id) VALUES (?, ?)",
            list(stories.items()),
        )
        await self._connection.run(
            f"DELETE FROM unplaced_articles WHERE article_id IN {_IDS}",
            (listed(stories),),
        )

    async def reconsider(self, article_ids: Iterable[int], *, old: Collection[int]) -> None:
        """Have articles wait to be placed, new or changed, but for removed ones.

        `old` are those that may be in a story by now, all of which then waits.
        """
        await self.forget(old)
        await self._connection.run(
            "INSERT OR IGNORE INTO unplaced_articles SELECT articles.id FROM json_each(?) AS wanted"
            " CROSS JOIN articles ON articles.id = wanted.value WHERE is_removed = 0",
            (listed(article_ids),),
        )

    async def forget(self, article_ids: Collection[int]) -> None:
        """Take articles out of their stories, whose others wait to be placed without them."""
        gone = listed(article_ids)
        if gone == listed(()):
            return
        await self._own.forget(article_ids)
        await self._connection.run(
            "INSERT OR IGNORE INTO unplaced_articles SELECT other.article_id"
            " FROM json_each(?) AS wanted CROSS JOIN story_members AS own"
            " ON own.article_id = wanted.value CROSS JOIN story_members AS other"
            " ON other.story_id = own.story_id",
            (gone,),
        )
        await self._connection.run(
            "DELETE FROM story_members WHERE story_id IN"
            f" (SELECT story_id FROM story_members WHERE article_id IN {_IDS})",
            (gone,),
        )
        await self._connection.run(
            f"DELETE FROM unplaced_articles WHERE article_id IN {_IDS}", (gone,)
        )

    async def regroup(self) -> None:
        """Have every article wait to be placed anew, also for servers that ruled of it."""
        await self._own.regroup()
        await self._connection.run("DELETE FROM story_members")
        await self._connection.run(
            "INSERT OR IGNORE INTO unplaced_articles SELECT id FROM articles WHERE is_removed = 0"
        )
