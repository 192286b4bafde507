"""How a subscription is written into its row, and read from it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import msgspec

from bot.domain.failure import Cause
from bot.domain.strikes import Standing
from bot.domain.subscription import Activity, Manner, Policy, Subscription, Timing

COLUMNS = (
    "subscriptions.id, guild_id, channel_id, kind, made_at, at, zone, weekdays, policy, manner,"
    " activity, reason, awaited, next_due, watermark, strikes, strike_slot, missing_since"
)
_policies = msgspec.json.Decoder(Policy)
_manners = msgspec.json.Decoder(Manner)


def read_subscription(row: Sequence[Any]) -> Subscription:
    """The subscription in a row of COLUMNS."""
    disabled = Cause(row[11]) if row[10] == Activity.DISABLED and row[11] else None
    return Subscription(
        id=row[0],
        guild_id=row[1],
        channel_id=row[2],
        kind=row[3],
        made_at=moment(row[4]),
        timing=read_timing(row[5], row[6], row[7]),
        policy=_policies.decode(row[8]),
        manner=_manners.decode(row[9]),
        activity=Activity(row[10]),
        reason=row[11],
        awaited=date.fromisoformat(row[12]) if row[12] else None,
        next_due=None if row[13] is None else moment(row[13]),
        watermark=row[14],
        standing=Standing(row[15], row[16], None if row[17] is None else moment(row[17]), disabled),
    )


def read_timing(at: int, zone: str, weekdays: int) -> Timing:
    """The timing whose minutes after midnight, zone and bits of weekdays these are."""
    days = frozenset(day for day in range(7) if weekdays >> day & 1)
    return Timing(time(at // 60, at % 60), zone, days)


def timing_values(timing: Timing) -> tuple[int, str, int]:
    """The columns of a timing."""
    bits = sum(1 << day for day in timing.weekdays)
    return 60 * timing.at.hour + timing.at.minute, timing.zone, bits


def json_of(value: Policy | Manner) -> str:
    """The column of a policy or a manner."""
    return msgspec.json.encode(value).decode()


def moment(seconds: int) -> datetime:
    """The aware UTC time of a column in seconds."""
    return datetime.fromtimestamp(seconds, UTC)


def seconds(moment: datetime | None) -> int | None:
    """The column of a time, in whole seconds."""
    return None if moment is None else int(moment.timestamp())
