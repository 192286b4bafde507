"""Messages that are to be edited, as what they show was retracted or corrected since."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.failure import Cause
from bot.domain.message_edit import EditState, MessageEdit
from bot.storage.database import Connection, Row, listed

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
EDIT_COLUMNS = (
    "message_edits.outbox_id, wanted, message_edits.not_before, done, borne, shown, must_read,"
    " message_edits.state, message_edits.attempts, message_edits.attempted, message_edits.cause"
)
# What a message shows of an article changes with the article, with what it stands for, and with
# what stands for it.
_CHANGED = (
    "WITH given AS (SELECT value AS id FROM json_each(?1)),"
    " originals AS (SELECT id FROM given UNION SELECT stands_for FROM given"
    " CROSS JOIN articles USING (id) WHERE stands_for IS NOT NULL),"
    " changed AS (SELECT id FROM originals UNION SELECT articles.id FROM originals"
    " CROSS JOIN articles ON stands_for = originals.id)"
)
_WANT = (
    "INSERT INTO message_edits (outbox_id, wanted, state, must_read, not_before)"
    f" {_CHANGED} SELECT DISTINCT outbox.id, 1, 'pending', outbox.state <> 'sent',"
    " CASE outbox.state WHEN 'sent' THEN ?3 ELSE ?4 END"
    " FROM changed CROSS JOIN composition_articles AS told ON told.article_id = changed.id"
    " CROSS JOIN composition_stories AS stories"
    " ON stories.composition_id = told.composition_id AND stories.position = told.position"
    " CROSS JOIN editions ON editions.composition_id = told.composition_id"
    " CROSS JOIN subscriptions ON subscriptions.id = subscription_id"
    " CROSS JOIN outbox ON edition_id = editions.id AND outbox.part = stories.part"
    # Of other sources a message has the names only.
    " WHERE (place = 0 OR is_related) AND (?2 = 0 OR guild_id = ?2)"
    " AND (message_id IS NOT NULL OR outbox.state IN ('pending', 'sending'))"
    " ON CONFLICT (outbox_id) DO UPDATE SET wanted = wanted + 1,"
    " state = CASE WHEN state IN ('done', 'refused') THEN 'pending' ELSE state END,"
    " not_before = CASE WHEN state IN ('done', 'refused') THEN excluded.not_before"
    " ELSE not_before END"
)


class MessageEdits:
    """The table of edits; one row for each message."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def want(
        self, guild_id: int, article_ids: Iterable[int], *, now: datetime, once_posted: datetime
    ) -> int:
        """Ask once more for an edit of all messages that show one of the articles; how many.

        In one server, or with 0 in all. What isn't posted yet waits until `once_posted`.
        """
        values = (listed(article_ids), guild_id, _milliseconds(now), _milliseconds(once_posted))
        return await self._connection.run(_WANT, values)

    async def open(self, outbox_id: int, now: datetime) -> None:
        """Let an edit be made whose message has been posted now."""
        await self._connection.run(
            "UPDATE message_edits SET not_before = ?, must_read = 1"
            " WHERE outbox_id = ? AND state = 'pending' AND borne = 0 AND done = 0",
            (_milliseconds(now), outbox_id),
        )

    async def get(self, outbox_id: int) -> MessageEdit | None:
        """The edit of the message that this post of the outbox is."""
        row = await self._connection.one(
            f"SELECT {EDIT_COLUMNS} FROM message_edits WHERE outbox_id = ?", (outbox_id,)
        )
        return read_edit(row) if row else None

    async def wanted(self, outbox_ids: Iterable[int]) -> dict[int, int]:
        """How many times edits of these posts were asked for, of those that were."""
        rows = await self._connection.all_among(
            "SELECT outbox_id, wanted FROM json_each(?) AS asked"
            " CROSS JOIN message_edits ON outbox_id = asked.value",
            outbox_ids,
        )
        return {row[0]: row[1] for row in rows}

    async def is_any_ready(self, now: datetime) -> bool:
        """Whether some edit may be tried now."""
        found = await self._connection.value(
            "SELECT 1 FROM message_edits WHERE state = 'pending' AND not_before <= ? LIMIT 1",
            (_milliseconds(now),),
        )
        return found is not None

    async def sending(self) -> list[MessageEdit]:
        """Edits that somebody has taken and that have no outcome yet."""
        rows = await self._connection.all(
            f"SELECT {EDIT_COLUMNS} FROM message_edits WHERE state = 'sending' ORDER BY outbox_id"
        )
        return [read_edit(row) for row in rows]

    async def put(self, edits: Iterable[MessageEdit]) -> None:
        """Store edits as they are now; how many times they are wanted stays."""
        await self._connection.run_many(
            "UPDATE message_edits SET not_before = ?, done = ?, borne = ?, shown = ?,"
            " must_read = ?, state = ?, attempts = ?, attempted = ?, cause = ?"
            " WHERE outbox_id = ?",
            [(*_values(edit), edit.outbox_id) for edit in edits],
        )

    async def doubt_all(self) -> None:
        """Have every message read that waits to be edited: it may have been, as nobody knows."""
        await self._connection.run("UPDATE message_edits SET must_read = 1 WHERE state = 'pending'")

    async def refused(self, subscription_id: int) -> list[Cause]:
        """Why messages of a subscription could not be edited, for each that could not."""
        rows = await self._connection.all(
            "SELECT message_edits.cause FROM message_edits"
            " CROSS JOIN outbox ON outbox.id = outbox_id CROSS JOIN editions"
            " ON editions.id = edition_id WHERE message_edits.state = 'refused'"
            " AND subscription_id = ? ORDER BY outbox_id DESC",
            (subscription_id,),
        )
        return [Cause(row[0]) for row in rows]


def _values(edit: MessageEdit) -> tuple[Any, ...]:
    return (
        _milliseconds(edit.not_before),
        edit.done,
        edit.borne,
        edit.shown,
        edit.must_read,
        edit.state,
        edit.attempts,
        None if edit.attempted is None else _milliseconds(edit.attempted),
        edit.cause,
    )


def read_edit(row: Row) -> MessageEdit:
    """The edit in these columns."""
    return MessageEdit(
        outbox_id=row[0],
        wanted=row[1],
        not_before=_moment(row[2]),
        done=row[3],
        borne=row[4],
        shown=row[5],
        must_read=bool(row[6]),
        state=EditState(row[7]),
        attempts=row[8],
        attempted=None if row[9] is None else _moment(row[9]),
        cause=Cause(row[10]) if row[10] else None,
    )


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def _moment(milliseconds: int) -> datetime:
    return _EPOCH + milliseconds * _MILLISECOND
