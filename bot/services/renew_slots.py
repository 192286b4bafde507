"""Works out anew what subscriptions wait for, after the clock or the time zones changed."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.lateness import renew_slot
from bot.services.read_schedule import dates_done, read_schedule
from bot.storage.due_dates import Awaiting
from bot.storage.store import Tables

_NONE: frozenset[date] = frozenset()


async def renew_slots(tables: Tables, rows: Sequence[Awaiting], *, now: datetime) -> None:
    """Store for each the slot to wait for by this clock and these zones."""
    if not rows:
        return
    done = await dates_done(tables, rows, now=now)
    renewed = {}
    changed = []
    for row in rows:
        case = row.timing, row.awaited, done.get(row.id, _NONE)
        if case not in renewed:
            renewed[case] = renew_slot(read_schedule(row.timing), case[1], now, done=case[2])
        slot = renewed[case]
        if (slot.local_date, slot.due) != (row.awaited, row.next_due):
            changed.append((slot.local_date, slot.due, row.id))
    await tables.due_dates.await_next(changed)
