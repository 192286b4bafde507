"""Which articles tell of one event."""

from collections.abc import Iterable

from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection, Row, listed

# Members as a server has them: where it made stories of its own, these stand before those of all.
MEMBERS = (
    "(SELECT story_id, article_id FROM json_each(?) AS wanted CROSS JOIN own_stories"
    " ON guild_id = ? AND story_id = wanted.value"
    " UNION ALL SELECT shared.story_id, shared.article_id FROM json_each(?) AS wanted"
    " CROSS JOIN story_members AS shared ON shared.story_id = wanted.value"
    " WHERE NOT EXISTS (SELECT 1 FROM own_stories AS own"
    " WHERE own.guild_id = ? AND own.article_id = shared.article_id))"
)


class Stories:
    """The tables of stories' members.

    A story is known by the id of its leading article.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, article_ids: Iterable[int], *, guild_id: int | None) -> dict[int, int]:
        """The story of each article; one that isn't placed yet, a story by itself, is left out."""
        rows = await self._connection.all(
            "SELECT wanted.value, coalesce(own.story_id, shared.story_id) AS story"
            " FROM json_each(?) AS wanted"
            " LEFT JOIN own_stories AS own ON own.guild_id = ? AND own.article_id = wanted.value"
            " LEFT JOIN story_members AS shared ON shared.article_id = wanted.value"
            " WHERE story IS NOT NULL",
            (listed(article_ids), guild_id or SHARED),
        )
        return {row[0]: row[1] for row in rows}

    async def members(
        self, story_ids: Iterable[int], *, guild_id: int | None
    ) -> dict[int, list[int]]:
        """The articles of each story that the server sees: the best first, then the oldest.

        Stories of which it sees none are left out.
        """
        rows = await self._connection.all(
            f"SELECT story_id, articles.id FROM {MEMBERS} AS told"
            f" CROSS JOIN articles ON articles.id = told.article_id WHERE {VISIBLE}"
            " ORDER BY quality DESC, published, articles.id",
            (*member_values(story_ids, guild_id), guild_id or SHARED),
        )
        return _by_story(rows)

    async def all_members(
        self, story_ids: Iterable[int], *, guild_id: int | None
    ) -> dict[int, list[int]]:
        """The articles of each story as the server has it, whoever sees them."""
        rows = await self._connection.all(
            f"SELECT story_id, article_id FROM {MEMBERS}", member_values(story_ids, guild_id)
        )
        return _by_story(rows)


def member_values(story_ids: Iterable[int], guild_id: int | None) -> tuple[str | int, ...]:
    """The values of `MEMBERS`."""
    wanted, guild = listed(set(story_ids)), guild_id or SHARED
    return wanted, guild, wanted, guild


def _by_story(rows: Iterable[Row]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = {}
    for story_id, article_id in rows:
        members.setdefault(story_id, []).append(article_id)
    return members
