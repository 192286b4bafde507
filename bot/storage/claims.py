"""What a poster needs to know of the posts that it takes."""

from collections.abc import Iterable

import msgspec

from bot.domain.claimed_post import ClaimedPost
from bot.domain.delivery import Step
from bot.domain.subscription import Manner
from bot.storage.database import Connection, Row, listed
from bot.storage.outbox import read_post

_manners = msgspec.json.Decoder(Manner)
_CLAIM = (
    "SELECT outbox.id, edition_id, subscription_id, slot, outbox.part, nonce, guild_id, channel_id,"
    " kind, manner, CASE WHEN outbox.is_plain THEN plain ELSE body END,"
    " (SELECT count(*) FROM composition_parts AS every"
    " WHERE every.composition_id = editions.composition_id),"
    " (SELECT message_id FROM outbox AS first"
    " WHERE first.edition_id = editions.id AND first.part = 0),"
    " outbox.due, not_before, outbox.state, attempts, attempted, doubt_since, must_look, is_plain,"
    " takes_nonce, message_id, cause FROM json_each(?) AS wanted"
    " CROSS JOIN outbox ON outbox.id = wanted.value"
    " CROSS JOIN editions ON editions.id = edition_id"
    " CROSS JOIN subscriptions ON subscriptions.id = subscription_id"
    " CROSS JOIN composition_parts AS parts"
    " ON parts.composition_id = editions.composition_id AND parts.part = outbox.part"
    " ORDER BY wanted.key"
)


class Claims:
    """Posts with their payload, edition and channel, from all tables that have them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, steps: Iterable[tuple[int, Step]]) -> list[ClaimedPost]:
        """The posts with these ids, for these steps, in the order of the ids given."""
        step_of = dict(steps)
        rows = await self._connection.all(_CLAIM, (listed(step_of),))
        return [_read(row, step_of[row[0]]) for row in rows]


def _read(row: Row, step: Step) -> ClaimedPost:
    goes_into_thread = row[8] == "forum" and row[4] > 0
    return ClaimedPost(
        id=row[0],
        step=step,
        edition_id=row[1],
        subscription_id=row[2],
        slot=row[3],
        part=row[4],
        nonce=row[5],
        guild_id=row[6],
        channel_id=row[7],
        kind=row[8],
        manner=_manners.decode(row[9]),
        payload=row[10],
        parts=row[11],
        # The first message of a thread has the thread's id.
        thread_id=row[12] if goes_into_thread else None,
        post=read_post(row[13:]),
    )
