"""How fast the bot may call Discord: below its limit, and not at all after too many refusals.

Times are seconds on any clock that never goes back.
"""

import math
from dataclasses import dataclass, replace

# Discord takes 50 a second; what the network bunches up must still fit.
CALLS_PER_SECOND = 47.0
# Discord bans an address after 10,000 in ten minutes.
INVALID_CALLS = 200
_INVALID_SECONDS = 600.0
_PAUSE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Pace:
    """A token bucket that holds one token: calls come evenly, and none are saved up."""

    calls_per_second: float = CALLS_PER_SECOND
    free_at: float = 0.0
    left_at: float = -math.inf

    def take(self, now: float) -> tuple["Pace", float]:
        """Take the next place in the row; returns the seconds to wait for it."""
        start = max(now, self.free_at)
        return replace(self, free_at=start + 1 / self.calls_per_second), start - now

    def is_clear(self, now: float) -> bool:
        """Whether a call may leave whose turn has come; else it must take another place.

        Those that were held up together, by a pause or a stall, would leave together.
        """
        return now - self.left_at >= 0.5 / self.calls_per_second

    def leave(self, now: float) -> "Pace":
        """A call leaves."""
        return replace(self, left_at=now)

    def pause(self, until: float) -> "Pace":
        """Give out no place before then."""
        return replace(self, free_at=max(self.free_at, until))


@dataclass(frozen=True, slots=True)
class InvalidCalls:
    """When Discord refused calls in the way it bans for, in the last ten minutes."""

    times: tuple[float, ...] = ()
    paused_until: float = 0.0

    def note(self, now: float) -> "InvalidCalls":
        """Count one; one too many pauses posting for five minutes."""
        recent = [when for when in self.times if when > now - _INVALID_SECONDS][-INVALID_CALLS:]
        is_storm = len(recent) == INVALID_CALLS
        return InvalidCalls((*recent, now), now + _PAUSE_SECONDS if is_storm else self.paused_until)

    def is_paused(self, now: float) -> bool:
        """Whether nothing may be posted."""
        return now < self.paused_until
