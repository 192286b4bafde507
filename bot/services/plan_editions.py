"""Decides what becomes of subscriptions whose date is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.edition_record import Miss
from bot.domain.failure import Cause
from bot.domain.lateness import Verdict, judge_due
from bot.domain.subscription import Timing
from bot.services.read_schedule import dates_done, read_schedule
from bot.storage.due_dates import Awaiting
from bot.storage.store import Tables

_NONE: frozenset[date] = frozenset()


async def plan_editions(tables: Tables, rows: Sequence[Awaiting], *, now: datetime) -> int:
    """Plan an edition for each that is to have one, note misses, and wait for what follows.

    Of a slot that is still to come it is decided as at its own time. Returns how many were planned.
    """
    if not rows:
        return 0
    done = await dates_done(tables, rows, now=now)
    judge = _Judge(now)
    verdicts = [(row, judge.verdict(row, done.get(row.id, _NONE))) for row in rows]
    planned = [(row.id, verdict.edition) for row, verdict in verdicts if verdict.edition]
    await tables.editions.plan(
        (key, slot.local_date.isoformat(), slot.due, now) for key, slot in planned
    )
    await tables.misses.remove((key, slot.local_date.isoformat()) for key, slot in planned)
    await tables.misses.add(_misses(verdicts, now))
    await tables.due_dates.await_next(
        (verdict.following.local_date, verdict.following.due, row.id) for row, verdict in verdicts
    )
    return len(planned)


@dataclass(frozen=True, slots=True)
class _Case:
    timing: Timing
    awaited: date
    now: datetime
    done: frozenset[date]


class _Judge:
    """Gives a verdict once for all subscriptions that stand the same."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._verdicts: dict[_Case, Verdict] = {}

    def verdict(self, row: Awaiting, done: frozenset[date]) -> Verdict:
        case = _Case(row.timing, row.awaited, max(self._now, row.next_due), done)
        known = self._verdicts.get(case)
        if known is None:
            schedule = read_schedule(row.timing)
            known = judge_due(schedule, case.awaited, case.now, done=done)
            self._verdicts[case] = known
        return known


def _misses(
    verdicts: Sequence[tuple[Awaiting, Verdict]], now: datetime
) -> Iterator[tuple[int, Miss]]:
    for row, verdict in verdicts:
        for slot in verdict.misses:
            yield row.id, Miss(slot.local_date, slot.due, now, Cause.LATE)
