"""Plans the editions that are due: one for each subscription and local date, ever."""

from datetime import datetime, timedelta
from functools import partial

from bot.domain.delivery import NONCE_TRUST
from bot.domain.lateness import Tick, is_upset
from bot.services.plan_editions import plan_editions
from bot.services.renew_slots import renew_slots
from bot.storage.store import Store, Tables

# Editions are composed so long before they are due.
AHEAD = timedelta(minutes=3)
# In one transaction, so that others get their turn to write.
_AT_A_TIME = 1_000
# Posts that failed are tried again within this time.
_LONGEST_PAUSE = timedelta(minutes=15)


async def plan_digests(store: Store, *, now: datetime, zone_data: str) -> int:
    """Plan all that is due now or in a moment; how many editions that were.

    `zone_data` is the fingerprint of the time zones. Killed at any point, or run twice at once, it
    plans nothing twice: the next run goes on.
    """
    tick = Tick(now, zone_data)
    if is_upset(await store.ticks.last(), tick):
        await _renew_all(store, now)
    await store.write(partial(_note, tick=tick))
    planned = 0
    while await store.due_dates.due(now + AHEAD, limit=1):
        planned += await store.write(partial(_plan, now=now))
    return planned


async def _note(tables: Tables, *, tick: Tick) -> None:
    await tables.ticks.put(tick)


async def _plan(tables: Tables, *, now: datetime) -> int:
    rows = await tables.due_dates.due(now + AHEAD, limit=_AT_A_TIME)
    return await plan_editions(tables, rows, now=now)


async def _renew_all(store: Store, now: datetime) -> None:
    last: int | None = 0
    while last is not None:
        last = await store.write(partial(_renew, after=last, now=now))
    await store.write(partial(_bring_forward, now=now))


async def _renew(tables: Tables, *, after: int, now: datetime) -> int | None:
    rows = await tables.due_dates.active(after=after, limit=_AT_A_TIME)
    await renew_slots(tables, rows, now=now)
    return rows[-1].id if rows else None


async def _bring_forward(tables: Tables, *, now: datetime) -> None:
    # What was sent by the clock that was ahead may still be on its way.
    await tables.outbox.bring_forward(now + NONCE_TRUST, after=now + _LONGEST_PAUSE)
