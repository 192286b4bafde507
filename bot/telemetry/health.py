"""How well the process is, for who asks over HTTP or in Discord."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.vitals import Ailment, Running, Vitals, find_ailments
from bot.errors import StorageError
from bot.telemetry.metrics import Metrics
from bot.telemetry.vitals_metrics import VitalsCollector

ReadVitals = Callable[[datetime], Awaitable[Vitals]]
# A database that takes longer to tell these few figures is not well.
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found; `vitals` is None where the database couldn't be read in time."""

    ailments: tuple[Ailment, ...]
    vitals: Vitals | None
    running: Running


class Health:
    """Knows since when the process runs and whether the gateway is there; looks up the rest."""

    def __init__(self, metrics: Metrics, *, now: datetime) -> None:
        self._metrics = metrics
        self._collector = VitalsCollector()
        metrics.registry.register(self._collector)
        self._started = now
        self._gateway_lost: datetime | None = now
        self._was_ready = False
        self.read_vitals: ReadVitals | None = None

    def gateway_is_up(self) -> None:
        """Discord has sent what there is, or taken up where it was."""
        self._gateway_lost = None
        self._was_ready = True
        self._metrics.gateway_ready.set(1)

    def gateway_is_down(self, now: datetime) -> None:
        """The connection was lost; discord.py tells of it again at each try."""
        if self._gateway_lost is None:
            self._gateway_lost = now
            self._metrics.gateway_drops.inc()
        self._metrics.gateway_ready.set(0)

    @property
    def running(self) -> Running:
        """Since when the process runs, and the gateway is away."""
        return Running(self._started, self._gateway_lost)

    async def diagnose(self, now: datetime) -> Diagnosis:
        """Look at everything that somebody should be woken for."""
        vitals = await self._vitals(now)
        self._collector.vitals, self._collector.read_at = vitals, now
        return Diagnosis(find_ailments(self.running, vitals, now=now), vitals, self.running)

    def readiness(self) -> tuple[Ailment, ...]:
        """Why no interaction would be answered now; nothing if it would."""
        if not self._was_ready:
            return (Ailment.STARTING,)
        return (Ailment.GATEWAY_AWAY,) if self._gateway_lost is not None else ()

    async def _vitals(self, now: datetime) -> Vitals | None:
        if self.read_vitals is None:
            return None
        try:
            async with asyncio.timeout(_SECONDS):
                return await self.read_vitals(now)
        except (StorageError, TimeoutError):
            return None
