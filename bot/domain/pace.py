"""How fast the bot may call Discord: below its limit, and not at all after too many refusals.

Times are seconds on any clock that never goes back.
"""

from dataclasses import dataclass, replace

# Discord takes 50 a second; what the network bunches up must still fit.
CALLS_PER_SECOND = 47.0
# Discord bans an address after 10,000 in ten minutes.
INVALID_CALLS = 200
_INVALID_SECONDS = 600.0
_PAUSE_SECONDS = 300.0
# So many calls leave in so many seconds at most, and no two together, however many were held up.
_MOST_CALLS = 48
_WINDOW_SECONDS = 1.02
_LEAST_GAP = 0.016


@dataclass(frozen=True, slots=True)
class Pace:
    """A token bucket that holds one token: calls come evenly, and none are saved up.

    `left` is when the last calls left.
    """

    calls_per_second: float = CALLS_PER_SECOND
    free_at: float = 0.0
    left: tuple[float, ...] = ()

    def take(self, now: float) -> tuple["Pace", float]:
        """Take the next place in the row; returns the seconds to wait for it."""
        start = max(now, self.free_at)
        return replace(self, free_at=start + 1 / self.calls_per_second), start - now

    def wait(self, now: float) -> float:
        """The seconds until a call may leave whose turn has come.

        Those that a pause or a stall held up must not leave together.
        """
        if not self.left:
            return 0.0
        gap = self.left[-1] + _LEAST_GAP - now
        room = self.left[0] + _WINDOW_SECONDS - now if len(self.left) == _MOST_CALLS else 0.0
        return max(0.0, gap, room)

    def leave(self, now: float) -> "Pace":
        """A call leaves."""
        return replace(self, left=(*self.left, now)[-_MOST_CALLS:])

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
