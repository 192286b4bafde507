"""Takes from the metrics what has come since it was last taken."""

from bot.domain.day_figures import Figures
from bot.telemetry.metrics import Metrics


class DayBook:
    """Remembers the totals that were noted."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._noted = metrics.figures()

    def since_last(self) -> tuple[Figures, Figures]:
        """What has come, and the totals to be noted once that is stored."""
        totals = self._metrics.figures()
        return totals.since(self._noted), totals

    def note(self, totals: Figures) -> None:
        """What is in these totals is stored."""
        self._noted = totals
