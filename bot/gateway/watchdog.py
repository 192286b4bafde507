"""Ends a bot whose gateway stays away, so that whoever started it starts it anew."""

import asyncio
from datetime import timedelta

from bot.domain.vitals import GATEWAY_WITHIN
from bot.errors import GatewayLostError
from bot.telemetry.health import Health

_EVERY_SECONDS = 5.0


async def watch_gateway(
    health: Health, *, patience: timedelta = GATEWAY_WITHIN, every: float = _EVERY_SECONDS
) -> None:
    """Raise GatewayLostError once the gateway was away for so long.

    By a clock that is never set: the machine's own may leap by hours.
    """
    loop = asyncio.get_running_loop()
    lost: float | None = None
    while True:
        await asyncio.sleep(every)
        if health.running.gateway_lost is None:
            lost = None
        elif lost is None:
            lost = loop.time()
        elif loop.time() - lost >= patience.total_seconds():
            raise GatewayLostError(patience.total_seconds() / 60)
