"""What becomes of slots whose time has come, however late and whatever the clock did.

The ledger decides by local date: no date is delivered twice, and none is dropped without a miss.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from bot.domain.schedule import Schedule, Slot, next_due, slots_from

# Later than this, an edition is no longer news of its day.
CATCH_UP = timedelta(hours=6)
# Older dates are not listed one by one: a clock that leaps by years would make thousands.
_LISTED = timedelta(days=366)
# A clock that is set right by less than two ticks has not made anything due too early.
_JITTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done with the slots that are due, all at once.

    `edition` is the one to deliver, if any; `misses` (ascending) are to be recorded; `following` is
    what to wait for next.
    """

    edition: Slot | None
    misses: tuple[Slot, ...]
    following: Slot


@dataclass(frozen=True, slots=True)
class Tick:
    """What a tick knew of time: the moment (aware UTC) and a fingerprint of the zone data."""

    now: datetime
    zone_data: str


def judge_due(
    schedule: Schedule, awaited: date, now: datetime, *, done: Collection[date]
) -> Verdict:
    """Decide on every slot from the awaited local date on that is due by now.

    `done` holds the local dates, from `awaited` on or all, that the ledger has an edition of, be it
    delivered or skipped. The latest slot is delivered if it is at most CATCH_UP late, all others
    are misses; of a span of more than a year only its last year.
    """
    first = max(awaited, (now - _LISTED).date())
    come = takewhile(lambda slot: slot.due <= now, slots_from(schedule, first))
    open_slots = [slot for slot in come if slot.local_date not in done]
    following = next_due(schedule, now, done=done)
    if open_slots and now - open_slots[-1].due <= CATCH_UP:
        return Verdict(open_slots[-1], tuple(open_slots[:-1]), following)
    return Verdict(None, tuple(open_slots), following)


def is_upset(last: Tick | None, this: Tick) -> bool:
    """Whether slots computed up to the last tick may be wrong, so that all need `renew_slot`.

    They are after other zone data came, and after the clock was set back: what was computed while
    it was ahead may be years off.
    """
    if last is None or last.zone_data != this.zone_data:
        return True
    return this.now < last.now - _JITTER


def renew_slot(schedule: Schedule, awaited: date, now: datetime, *, done: Collection[date]) -> Slot:
    """The slot to wait for instead of the awaited local date's, which may be that one again.

    An open slot that was awaited before stays so, even if it is overdue: `judge_due` tells what
    becomes of it.
    """
    waiting = next(s for s in slots_from(schedule, awaited) if s.local_date not in done)
    return min(waiting, next_due(schedule, now, done=done), key=lambda slot: slot.due)
