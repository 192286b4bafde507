"""Made-up publishers' pages on loopback, for a visitor of the demo to add."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_network

from aiohttp import web

from bot.demo.publisher_pages import PAGES
from bot.fetch.reach import Reach

HOST = "127.0.0.1"
_WEB_PORTS = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class Publisher:
    """Where the pages lie: `port` on this computer."""

    port: int

    @property
    def addresses(self) -> dict[str, str]:
        """The address of each page by what it shows, in the order in which they are offered."""
        return {name: f"http://{HOST}:{self.port}/{path}" for path, (name, _) in PAGES.items()}

    @property
    def reach(self) -> Reach:
        """The public web, and this one port of this computer."""
        return Reach(_WEB_PORTS | {self.port}, (ip_network(f"{HOST}/32"),))


@asynccontextmanager
async def open_publisher() -> AsyncIterator[Publisher]:
    """Serve the pages on a free port while the block lasts."""
    application = web.Application()
    application.router.add_get("/{path:.*}", _show)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, 0).start()
        yield Publisher(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _show(request: web.Request) -> web.Response:
    page = PAGES.get(request.match_info["path"])
    if page is None:
        raise web.HTTPNotFound
    return web.Response(text=page[1], content_type="text/html")
