"""What a subscription's timing means by this machine's zones, and which of its dates are done."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.schedule import Schedule, Slot, next_due
from bot.domain.subscription import Timing
from bot.fetch.zones import find_zone
from bot.storage.due_dates import Awaiting
from bot.storage.store import Tables

# How far before a moment a local date may begin that is due after it.
_LONGEST_LEAD = timedelta(days=2)


def read_schedule(timing: Timing) -> Schedule:
    """The schedule; in UTC where the zone is one that this machine's data no longer has.

    So its editions come hours off, but they come.
    """
    return Schedule(timing.at, find_zone(timing.zone) or ZoneInfo("UTC"), timing.weekdays)


async def next_open_slot(
    tables: Tables, subscription_id: int, timing: Timing, *, after: datetime
) -> Slot:
    """The subscription's first slot after the moment whose date has no edition yet."""
    since = (after.astimezone(UTC) - _LONGEST_LEAD).date()
    done = await tables.due_dates.done([subscription_id], since=since)
    return next_due(read_schedule(timing), after, done=done.get(subscription_id, ()))


async def dates_done(
    tables: Tables, rows: Sequence[Awaiting], *, now: datetime
) -> dict[int, frozenset[date]]:
    """The local dates with an edition of each that has any, since those awaited and about now."""
    about_now = now.astimezone(UTC).date() - _LONGEST_LEAD
    since = min(about_now, *(row.awaited for row in rows))
    return await tables.due_dates.done((row.id for row in rows), since=since)
