"""Subscriptions of channels as admins make and change them."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.strikes import Standing
from bot.domain.subscription import Activity, Subscription
from bot.domain.subscription_draft import SubscriptionDraft
from bot.storage.database import Connection, listed
from bot.storage.subscription_rows import (
    COLUMNS,
    json_of,
    read_subscription,
    seconds,
    timing_values,
)


class Subscriptions:
    """The table of subscriptions; a row is never deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(
        self, subscription_id: int, *, guild_id: int | None = None
    ) -> Subscription | None:
        """The subscription; with a server only if it is one of that."""
        row = await self._connection.one(
            f"SELECT {COLUMNS} FROM subscriptions WHERE id = ?1"
            " AND guild_id = coalesce(?2, guild_id)",
            (subscription_id, guild_id),
        )
        return read_subscription(row) if row else None

    async def of_channel(self, guild_id: int, channel_id: int) -> Subscription | None:
        """The channel's subscription, also one that has ended."""
        row = await self._connection.one(
            f"SELECT {COLUMNS} FROM subscriptions WHERE channel_id = ? AND guild_id = ?",
            (channel_id, guild_id),
        )
        return read_subscription(row) if row else None

    async def of_guild(self, guild_id: int) -> list[Subscription]:
        """The server's subscriptions that haven't ended, in the order they were made."""
        rows = await self._connection.all(
            f"SELECT {COLUMNS} FROM subscriptions WHERE guild_id = ? AND activity <> ? ORDER BY id",
            (guild_id, Activity.ENDED),
        )
        return [read_subscription(row) for row in rows]

    async def among(self, ids: Iterable[int]) -> dict[int, Subscription]:
        """The subscriptions by id."""
        rows = await self._connection.all(
            f"SELECT {COLUMNS} FROM json_each(?) AS wanted"
            " CROSS JOIN subscriptions ON subscriptions.id = wanted.value",
            (listed(ids),),
        )
        return {row[0]: read_subscription(row) for row in rows}

    async def last_zone(self, guild_id: int) -> str | None:
        """The zone that was chosen last in the server, None before the first."""
        zone: str | None = await self._connection.value(
            "SELECT zone FROM subscriptions WHERE guild_id = ?"
            " ORDER BY changed_at DESC, id DESC LIMIT 1",
            (guild_id,),
        )
        return zone

    async def add(self, draft: SubscriptionDraft, *, now: datetime) -> int:
        """Store a new one, which waits for no date yet; its id."""
        made_at = seconds(now)
        row_id = await self._connection.value(
            "INSERT INTO subscriptions (guild_id, channel_id, kind, made_at, changed_at, at, zone,"
            " weekdays, policy, manner, activity, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '') RETURNING id",
            (
                draft.guild_id,
                draft.channel_id,
                draft.kind,
                made_at,
                made_at,
                *timing_values(draft.timing),
                json_of(draft.policy),
                json_of(draft.manner),
                Activity.PAUSED,
            ),
        )
        return int(row_id)

    async def set(self, subscription: Subscription, *, now: datetime) -> None:
        """Store everything of it that admins and the planner change."""
        awaited = subscription.awaited
        await self._connection.run(
            "UPDATE subscriptions SET guild_id = ?, kind = ?, made_at = ?, changed_at = ?, at = ?,"
            " zone = ?, weekdays = ?, policy = ?, manner = ?, activity = ?, reason = ?,"
            " awaited = ?, next_due = ? WHERE id = ?",
            (
                subscription.guild_id,
                subscription.kind,
                seconds(subscription.made_at),
                seconds(now),
                *timing_values(subscription.timing),
                json_of(subscription.policy),
                json_of(subscription.manner),
                subscription.activity,
                subscription.reason,
                awaited.isoformat() if awaited else None,
                seconds(subscription.next_due),
                subscription.id,
            ),
        )
        await self.set_standing(subscription.id, subscription.standing)

    async def set_standing(self, subscription_id: int, standing: Standing) -> None:
        """Store how it has fared; what disables it is stored with its activity."""
        await self._connection.run(
            "UPDATE subscriptions SET strikes = ?, strike_slot = ?, missing_since = ? WHERE id = ?",
            (standing.strikes, standing.slot, seconds(standing.missing_since), subscription_id),
        )

    async def tell(self, rows: Iterable[tuple[int, str, int]]) -> None:
        """Note (watermark, ledger, subscription id) after an edition."""
        await self._connection.run_many(
            "UPDATE subscriptions SET watermark = ?, ledger = ? WHERE id = ?", rows
        )

    async def ledgers(self, ids: Iterable[int]) -> dict[int, str]:
        """The ledger's name of each: those with the same were told the same."""
        rows = await self._connection.all(
            "SELECT subscriptions.id, ledger FROM json_each(?) AS wanted"
            " CROSS JOIN subscriptions ON subscriptions.id = wanted.value",
            (listed(ids),),
        )
        return dict(rows)  # type: ignore[arg-type]  # rows of two columns
