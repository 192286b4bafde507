"""Measures how late the event loop wakes up: all members wait as long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.telemetry.metrics import Metrics

_EVERY_SECONDS = 0.5


@asynccontextmanager
async def measured_lag(metrics: Metrics) -> AsyncIterator[None]:
    """Measure while the block lasts."""
    measuring = asyncio.create_task(_measure(metrics), name="loop lag")
    try:
        yield
    finally:
        measuring.cancel()
        await asyncio.wait({measuring})


async def _measure(metrics: Metrics) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + _EVERY_SECONDS
        await asyncio.sleep(_EVERY_SECONDS)
        metrics.loop_lag.observe(max(0.0, loop.time() - due))
        metrics.tasks.set(len(asyncio.all_tasks(loop)))
