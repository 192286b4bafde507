"""When a subscription is due: one slot for each local date that its zone has."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A time on the clocks of a zone, on some weekdays (Monday is 0).

    `at` is naive. Raises ValueError where no weekday is left, as it would never be due.
    """

    at: time
    zone: ZoneInfo
    weekdays: frozenset[int] = EVERY_DAY

    def __post_init__(self) -> None:
        if not self.weekdays & EVERY_DAY:
            raise ValueError("a schedule needs at least one weekday")


@dataclass(frozen=True, slots=True)
class Slot:
    """What is delivered at most once: a local date, and the UTC moment at which it is due.

    The moment follows from schedule and time zone data, the date is what the ledger remembers.
    """

    local_date: date
    due: datetime


def next_due(schedule: Schedule, after: datetime, *, done: Collection[date] = ()) -> Slot:
    """The first slot due after the moment (aware) whose date is not done yet."""
    # A day earlier, as a slot that falls into a gap at midnight is due on the day after.
    first = after.astimezone(schedule.zone).date() - _DAY
    slots = slots_from(schedule, first)
    return next(slot for slot in slots if slot.due > after and slot.local_date not in done)


def slots_from(schedule: Schedule, first: date) -> Iterator[Slot]:
    """Every slot from a local date on, without an end, each due later than the one before."""
    day = first
    while True:
        if day.weekday() in schedule.weekdays and (due := due_on(schedule, day)) is not None:
            yield Slot(day, due)
        day += _DAY


def due_on(schedule: Schedule, day: date) -> datetime | None:
    """The UTC moment at which the local date's slot is due, None for a date that its zone skips.

    A time that the clocks skip is shifted forward by as much as they are, of a time that they show
    twice the first counts. Weekdays are not looked at.
    """
    wall = datetime.combine(day, schedule.at)
    due = _moment(wall, schedule.zone)
    if _shown(due, schedule.zone) == wall or _is_on_calendar(day, schedule.zone):
        return due
    return None


def _is_on_calendar(day: date, zone: ZoneInfo) -> bool:
    """Whether the clocks of the zone show the date's first or last moment."""
    ends = (datetime.combine(day, time.min), datetime.combine(day, time.max))
    return any(_shown(_moment(wall, zone), zone) == wall for wall in ends)


def _moment(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _shown(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
