"""Counts over all tables of digests, which look at every row."""

from datetime import date, datetime

from bot.domain.delivery import State
from bot.domain.digest_figures import MissedDate, PendingPost
from bot.domain.failure import Cause
from bot.domain.subscription import Activity, Subscription
from bot.storage.database import Connection
from bot.storage.subscription_rows import COLUMNS, moment, read_subscription

_MILLISECONDS = 1000


class DigestCounts:
    """Subscriptions, editions, posts and misses of all servers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def subscriptions(self) -> dict[Activity, int]:
        """How many there are of each activity."""
        rows = await self._connection.all(
            "SELECT activity, count(*) FROM subscriptions GROUP BY activity"
        )
        counts = {Activity(row[0]): row[1] for row in rows}
        return {activity: counts.get(activity, 0) for activity in Activity}

    async def posts(self) -> dict[State, int]:
        """How many there are in each state."""
        rows = await self._connection.all("SELECT state, count(*) FROM outbox GROUP BY state")
        counts = {State(row[0]): row[1] for row in rows}
        return {state: counts.get(state, 0) for state in State}

    async def planned(self) -> int:
        """How many editions are still to be composed."""
        return int(
            await self._connection.value(
                "SELECT count(*) FROM editions WHERE freeze_at IS NOT NULL"
            )
        )

    async def oldest(self) -> PendingPost | None:
        """The pending post that has been due longest."""
        row = await self._connection.one(
            "SELECT outbox.due, guild_id, channel_id, attempts, cause FROM outbox"
            " JOIN editions ON editions.id = edition_id"
            " JOIN subscriptions ON subscriptions.id = subscription_id"
            " WHERE outbox.state = 'pending' ORDER BY outbox.due, outbox.id LIMIT 1"
        )
        if row is None:
            return None
        cause = Cause(row[4]) if row[4] else None
        return PendingPost(moment(row[0] // _MILLISECONDS), row[1], row[2], row[3], cause)

    async def misses(self, *, since: datetime) -> tuple[int, int]:
        """How many dates were missed in all, and since then."""
        row = await self._connection.one(
            "SELECT count(*), coalesce(sum(due >= ?), 0) FROM misses", (int(since.timestamp()),)
        )
        return (row[0], row[1]) if row else (0, 0)

    async def latest_misses(self, *, limit: int) -> tuple[MissedDate, ...]:
        """The newest misses of any channel."""
        rows = await self._connection.all(
            "SELECT guild_id, channel_id, local_date, misses.reason FROM misses"
            " JOIN subscriptions ON subscriptions.id = subscription_id"
            " ORDER BY due DESC, subscription_id LIMIT ?",
            (limit,),
        )
        return tuple(
            MissedDate(row[0], row[1], date.fromisoformat(row[2]), Cause(row[3])) for row in rows
        )

    async def listed(self, *, limit: int) -> tuple[Subscription, ...]:
        """Subscriptions: disabled ones first, then those due next, then paused ones."""
        rows = await self._connection.all(
            f"SELECT {COLUMNS} FROM subscriptions WHERE activity <> 'ended'"
            " ORDER BY activity <> 'disabled', next_due IS NULL, next_due, id LIMIT ?",
            (limit,),
        )
        return tuple(map(read_subscription, rows))
