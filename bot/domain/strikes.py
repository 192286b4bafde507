"""When a subscription is given up, because its channel keeps refusing the bot."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.failure import Cause

# So many editions in a row may be refused.
STRIKES = 3
# A channel that is unknown twice, so far apart, is gone; Discord's outages are shorter.
CHANNEL_GONE_AFTER = timedelta(minutes=10)
_STRIKING = frozenset(
    [Cause.NO_ACCESS, Cause.NO_PERMISSION, Cause.FORBIDDEN, Cause.THREAD_CLOSED, Cause.BLOCKED]
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a subscription has fared since its last success.

    `slot` names the last edition that was refused, which counts once for all of its parts;
    `missing_since` is when the channel was first unknown; `disabled` says why it is given up.
    """

    strikes: int = 0
    slot: str | None = None
    missing_since: datetime | None = None
    disabled: Cause | None = None

    def note_failure(self, cause: Cause, slot: str, now: datetime) -> "Standing":
        """Count a refusal of an edition; causes that will pass change nothing."""
        if cause is Cause.GUILD_LEFT:
            return replace(self, disabled=cause)
        if cause is Cause.NO_CHANNEL:
            return self._note_missing(now)
        if cause not in _STRIKING or slot == self.slot:
            return self
        strikes = self.strikes + 1
        disabled = cause if strikes >= STRIKES else self.disabled
        return replace(self, strikes=strikes, slot=slot, disabled=disabled)

    def note_success(self) -> "Standing":
        """Forget refusals; one that was given up stays so until an admin resumes it."""
        return Standing(disabled=self.disabled)

    def _note_missing(self, now: datetime) -> "Standing":
        since = self.missing_since or now
        is_gone = now - since >= CHANNEL_GONE_AFTER
        disabled = Cause.NO_CHANNEL if is_gone else self.disabled
        return replace(self, missing_since=since, disabled=disabled)
