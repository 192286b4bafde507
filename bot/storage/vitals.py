"""What tells how well the bot is; asked every few seconds, so each question has an index."""

from datetime import datetime, timedelta

from bot.domain.vitals import Vitals
from bot.storage.database import Connection
from bot.storage.subscription_rows import moment

_DAY = timedelta(days=1)
_MILLISECONDS = 1000
_VITALS = (
    "SELECT (SELECT now FROM ticks),"
    " (SELECT count(*) FROM outbox WHERE state = 'pending' AND not_before <= ?1),"
    " (SELECT count(*) FROM outbox WHERE state = 'sending'),"
    # Those that may be tried now are the first in their index.
    " (SELECT min(due) FROM outbox WHERE state = 'pending' AND not_before <= ?1),"
    " (SELECT count(*) FROM misses WHERE noticed > ?2),"
    " (SELECT count(*) FROM outbox WHERE state = 'unknown'),"
    " (SELECT count(*) FROM unplaced_articles),"
    " (SELECT coalesce(sum(articles), 0) FROM tallies WHERE kind = 1 AND guild_id = 0),"
    " (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)"
)


class VitalSigns:
    """Figures from several tables."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def read(self, now: datetime) -> Vitals:
        """The figures as they are now."""
        row = await self._connection.one(
            _VITALS, (int(now.timestamp() * _MILLISECONDS), int((now - _DAY).timestamp()))
        )
        if row is None:
            return Vitals()
        return Vitals(
            last_tick=None if row[0] is None else moment(row[0]),
            pending=row[1],
            sending=row[2],
            oldest=None if row[3] is None else moment(row[3] // _MILLISECONDS),
            misses=row[4],
            doubts=row[5],
            waiting_stories=row[6],
            articles=row[7],
            database_bytes=row[8],
        )
