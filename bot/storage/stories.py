"""Which articles tell of one event."""

from collections.abc import Iterable

from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection, listed


class Stories:
    """The table of stories' members.

    A story is known by the id of its leading article.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, article_ids: Iterable[int]) -> dict[int, int]:
        """The story of each article; one that isn't placed yet, a story by itself, is left out."""
        rows = await self._connection.all(
            "SELECT article_id, story_id FROM json_each(?) AS wanted"
            " CROSS JOIN story_members ON article_id = wanted.value",
            (listed(article_ids),),
        )
        return {row[0]: row[1] for row in rows}

    async def members(
        self, story_ids: Iterable[int], *, guild_id: int | None
    ) -> dict[int, list[int]]:
        """The articles of each story that the server sees: the best first, then the oldest.

        Stories of which it sees none are left out.
        """
        rows = await self._connection.all(
            "SELECT story_id, articles.id FROM json_each(?) AS wanted"
            " CROSS JOIN story_members ON story_id = wanted.value"
            f" CROSS JOIN articles ON articles.id = article_id WHERE {VISIBLE}"
            " ORDER BY quality DESC, published, articles.id",
            (listed(story_ids), guild_id or SHARED),
        )
        members: dict[int, list[int]] = {}
        for story_id, article_id in rows:
            members.setdefault(story_id, []).append(article_id)
        return members

    async def all_members(self, story_ids: Iterable[int]) -> dict[int, list[int]]:
        """The articles of each story, whoever sees them."""
        rows = await self._connection.all(
            "SELECT story_id, article_id FROM json_each(?) AS wanted"
            " CROSS JOIN story_members ON story_id = wanted.value",
            (listed(story_ids),),
        )
        members: dict[int, list[int]] = {}
        for story_id, article_id in rows:
            members.setdefault(story_id, []).append(article_id)
        return members
