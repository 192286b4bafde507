"""Real time for SimCord, whose own clock only moves when a test winds it."""

from datetime import UTC, datetime

from simcord._clock import Clock  # private: Backend(clock=...) takes no other type


class WallClock(Clock):
    """The simulated Discord lives in the present, so that its deadlines are real ones."""

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        return datetime.now(UTC)
