"""A simulation of digests: what is replayed, and the editions that come of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.domain.edition import Edition
from bot.domain.schedule import Schedule, Slot, due_on
from bot.domain.subscription import Policy, Timing


@dataclass(frozen=True, slots=True)
class Simulation:
    """So many local days from a date on, as a subscription of this policy and timing has them."""

    policy: Policy
    timing: Timing
    first: date
    days: int

    def slots(self) -> Iterator[Slot]:
        """The slots, but for days that the zone skips, and weekdays that have none."""
        schedule = Schedule(self.timing.at, ZoneInfo(self.timing.zone), self.timing.weekdays)
        for number in range(self.days):
            day = self.first + timedelta(days=number)
            due = due_on(schedule, day)
            if due is not None and day.weekday() in self.timing.weekdays:
                yield Slot(day, due)


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """The edition of a local date, also if it has no stories; `topics` are those asked for."""

    slot: Slot
    topics: tuple[str, ...]
    edition: Edition
