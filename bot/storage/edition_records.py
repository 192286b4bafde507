"""Past editions as admins look at them."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.delivery import State
from bot.domain.edition_record import EditionRecord, EditionState, outcome_of
from bot.domain.failure import Cause
from bot.storage.database import Connection, Row, listed
from bot.storage.subscription_rows import moment

_RECORD = (
    "SELECT editions.id, slot, due, state, source,"
    " (SELECT count(*) FROM composition_stories AS stories"
    " WHERE stories.composition_id = editions.composition_id),"
    " (SELECT count(*) FROM feedback WHERE edition_id = editions.id)"
    " FROM editions LEFT JOIN compositions ON compositions.id = composition_id"
)
_FAR = 1 << 60


class EditionRecords:
    """Editions with what became of their posts, from all tables that have it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(
        self, subscription_id: int, *, before: datetime | None = None, limit: int = 20
    ) -> tuple[EditionRecord, ...]:
        """The subscription's editions that were due before then, the newest first."""
        rows = await self._connection.all(
            f"{_RECORD} WHERE subscription_id = ? AND due < ?"
            " ORDER BY due DESC, editions.id DESC LIMIT ?",
            (subscription_id, int(before.timestamp()) if before else _FAR, limit),
        )
        return await self._records(rows)

    async def last(self, subscription_id: int) -> EditionRecord | None:
        """The subscription's newest edition that isn't only planned."""
        rows = await self._connection.all(
            f"{_RECORD} WHERE subscription_id = ? AND freeze_at IS NULL"
            " ORDER BY due DESC, editions.id DESC LIMIT 1",
            (subscription_id,),
        )
        return next(iter(await self._records(rows)), None)

    async def get(self, edition_id: int) -> EditionRecord | None:
        """The edition, if it is in the ledger."""
        rows = await self._connection.all(f"{_RECORD} WHERE editions.id = ?", (edition_id,))
        return next(iter(await self._records(rows)), None)

    async def _records(self, rows: Sequence[Row]) -> tuple[EditionRecord, ...]:
        posts = await self._connection.all(
            "SELECT edition_id, state, message_id, cause FROM json_each(?) AS wanted"
            " CROSS JOIN outbox ON edition_id = wanted.value ORDER BY edition_id, part",
            (listed(row[0] for row in rows),),
        )
        return tuple(_record(row, [post for post in posts if post[0] == row[0]]) for row in rows)


def _record(row: Row, posts: Sequence[Row]) -> EditionRecord:
    states = [State(post[1]) for post in posts]
    causes = [post[3] for post in posts if post[3]]
    return EditionRecord(
        id=row[0],
        slot=row[1],
        due=moment(row[2]),
        outcome=outcome_of(EditionState(row[3]), states),
        stories=row[5],
        source=row[4],
        message_ids=tuple(p[2] for p, s in zip(posts, states, strict=True) if s is State.SENT),
        useless=row[6],
        cause=Cause(causes[0]) if causes else None,
    )
