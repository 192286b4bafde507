"""What is needed to edit posted messages, from all tables that have some of it."""

from datetime import UTC, datetime, timedelta

from bot.domain.edited_part import ComposedPart, EditTarget, PartStory
from bot.storage.database import Connection
from bot.storage.message_edits import EDIT_COLUMNS, read_edit
from bot.storage.shown_articles import ShownArticles

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_READY = (
    f"SELECT {EDIT_COLUMNS}, guild_id, CASE kind WHEN 'forum' THEN coalesce("
    # The first message of a thread has the thread's id.
    "(SELECT message_id FROM outbox AS first"
    " WHERE first.edition_id = editions.id AND first.part = 0), channel_id)"
    " ELSE channel_id END, outbox.message_id, outbox.edition_id, outbox.part"
    " FROM message_edits CROSS JOIN outbox ON outbox.id = message_edits.outbox_id"
    " CROSS JOIN editions ON editions.id = outbox.edition_id"
    " CROSS JOIN subscriptions ON subscriptions.id = subscription_id"
    " WHERE message_edits.state = 'pending' AND message_edits.not_before <= ?"
    " AND outbox.message_id IS NOT NULL"
    " ORDER BY message_edits.not_before, message_edits.outbox_id LIMIT ?"
)


class EditedParts:
    """Edits with their messages, and the parts that these are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._shown = ShownArticles(connection)

    async def ready(self, now: datetime, *, limit: int) -> list[EditTarget]:
        """Edits that may be made now, in the order in which they might first."""
        rows = await self._connection.all(_READY, ((now - _EPOCH) // _MILLISECOND, limit))
        return [EditTarget(read_edit(row[:11]), *row[11:]) for row in rows]

    async def composed(self, outbox_id: int) -> ComposedPart:
        """The part that a post of the outbox is of, and what its server is shown of it now."""
        payload, is_plain, guild_id = (
            await self._connection.all(
                "SELECT CASE WHEN is_plain THEN plain ELSE body END, is_plain, guild_id"
                " FROM outbox JOIN editions ON editions.id = edition_id"
                " JOIN subscriptions ON subscriptions.id = subscription_id"
                " JOIN composition_parts AS parts"
                " ON parts.composition_id = editions.composition_id AND parts.part = outbox.part"
                " WHERE outbox.id = ?",
                (outbox_id,),
            )
        )[0]
        stories = await self._stories(outbox_id)
        named = {i for story in stories for i in (story.article_id, *story.related_ids)}
        now = await self._shown.to(guild_id, named)
        return ComposedPart(payload, bool(is_plain), stories, now)

    async def _stories(self, outbox_id: int) -> tuple[PartStory, ...]:
        rows = await self._connection.all(
            "SELECT stories.position, article_id, is_related"
            " FROM outbox JOIN editions ON editions.id = edition_id"
            " JOIN composition_stories AS stories"
            " ON stories.composition_id = editions.composition_id AND stories.part = outbox.part"
            " JOIN composition_articles AS told ON told.composition_id = stories.composition_id"
            " AND told.position = stories.position"
            " WHERE outbox.id = ? AND (place = 0 OR is_related) ORDER BY stories.position, place",
            (outbox_id,),
        )
        shown = {position: i for position, i, is_related in rows if not is_related}
        related = [(position, i) for position, i, is_related in rows if is_related]
        return tuple(
            PartStory(position, article_id, tuple(i for at, i in related if at == position))
            for position, article_id in shown.items()
        )
