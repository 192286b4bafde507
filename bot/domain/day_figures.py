"""What a bot did on each day, for who runs it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

# The chart's length.
DAYS_SHOWN = 14
# Figures of earlier days are forgotten.
DAYS_KEPT = 90


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts: questions to the archive, interactions answered and the seconds that took in all,
    interactions that weren't answered or ended in a fault, messages of editions that were posted,
    and those that failed or whose fate is unknown.
    """

    searches: float = 0.0
    answers: float = 0.0
    answer_seconds: float = 0.0
    faults: float = 0.0
    posts: float = 0.0
    lost_posts: float = 0.0

    def since(self, earlier: "Figures") -> "Figures":
        """What has come since."""
        return Figures(**{name: getattr(self, name) - getattr(earlier, name) for name in names()})

    @property
    def mean_milliseconds(self) -> float:
        """How long an answer took, 0 without any."""
        return 1000 * self.answer_seconds / self.answers if self.answers else 0.0


def names() -> tuple[str, ...]:
    """The names of all figures."""
    return tuple(field.name for field in fields(Figures))


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day's, by UTC."""

    day: date
    figures: Figures


def last_days(known: Mapping[date, Figures], *, today: date) -> tuple[DayFigures, ...]:
    """The days that are shown, the oldest first, also those on which nothing happened."""
    days = (today - timedelta(days=back) for back in reversed(range(DAYS_SHOWN)))
    return tuple(DayFigures(day, known.get(day, Figures())) for day in days)


def total(figures: Iterable[Figures]) -> Figures:
    """All of them together."""
    every = list(figures)
    return Figures(**{name: sum(getattr(each, name) for each in every) for name in names()})
