"""/metrics, /healthz and /readyz, for those who watch over the process."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiohttp import web
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.errors import NewsdeskError
from bot.telemetry.health import Health
from bot.telemetry.metrics import Metrics

_OK, _UNAVAILABLE = 200, 503


class WatchAddressError(NewsdeskError):
    """The address to be watched at can't be listened on."""


@asynccontextmanager
async def watch_pages(
    metrics: Metrics, health: Health, *, host: str, port: int
) -> AsyncIterator[int]:
    """Serve the three pages while the block lasts; yields the port (a free one for 0).

    Raises WatchAddressError where the address is taken or isn't this machine's.
    """
    app = web.Application()
    pages = _Pages(metrics, health)
    app.router.add_get("/metrics", pages.metrics)
    app.router.add_get("/healthz", pages.healthz)
    app.router.add_get("/readyz", pages.readyz)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise WatchAddressError(
                f"NEWSDESK_WATCH={host}:{port} can't be listened on: {error.strerror}; choose"
                " another port, or `off`"
            ) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


class _Pages:
    def __init__(self, metrics: Metrics, health: Health) -> None:
        self._metrics = metrics
        self._health = health

    async def metrics(self, _: web.Request) -> web.Response:
        """All metrics, in Prometheus's text format."""
        await self._health.diagnose(datetime.now(UTC))
        body = generate_latest(self._metrics.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def healthz(self, _: web.Request) -> web.Response:
        """Whether somebody should look, and at what."""
        diagnosis = await self._health.diagnose(datetime.now(UTC))
        return _verdict(diagnosis.ailments)

    async def readyz(self, _: web.Request) -> web.Response:
        """Whether interactions are answered."""
        return _verdict(self._health.readiness())


def _verdict(ailments: tuple[str, ...]) -> web.Response:
    text = json.dumps({"ok": not ailments, "ailments": [str(each) for each in ailments]})
    status = _UNAVAILABLE if ailments else _OK
    return web.Response(text=text + "\n", status=status, content_type="application/json")
