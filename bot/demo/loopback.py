"""A simulated Discord on loopback sockets: SimCord's world behind Discord's REST and gateway.

A bot connects to it as it does to Discord; the world is changed through `backend`. Tests and
benches script through `faults` what goes wrong and let the nonces' time be over through `nonces`;
`gateway.drop()` breaks connections. It holds the bot to Discord's rate limits if it is given them.
"""

from types import TracebackType
from typing import Self

from aiohttp import web
from simcord.backend import Backend

from bot.demo.clock import WallClock
from bot.demo.errors import PortInUseError
from bot.demo.faults import FAULTS, Faults
from bot.demo.gateway import GATEWAY_PATH, Gateway
from bot.demo.nonces import NONCES, Nonces
from bot.demo.rate_limits import LIMITS, RateLimits
from bot.demo.rest import (
    API_PREFIX,
    BACKEND,
    MAX_REQUEST_BYTES,
    MIDDLEWARES,
    TOKEN,
    TRAFFIC,
    add_rest_routes,
)
from bot.demo.traffic import Traffic

HOST = "127.0.0.1"
_GOING_AWAY = 1001


class LoopbackDiscord:
    """One simulated Discord that accepts one bot token; port 0 takes any free port."""

    def __init__(self, *, token: str, port: int = 0, limits: RateLimits | None = None) -> None:
        self.token = token
        self.limits = limits
        self.faults = Faults()
        self.nonces = Nonces()
        self.backend = Backend(clock=WallClock())
        self.traffic = Traffic()
        self.gateway = Gateway(self.backend, token, self.traffic)
        self._port = port
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)

    @property
    def api_base(self) -> str:
        """Base address of the REST API, as the setting DISCORD_API_BASE takes it."""
        return f"http://{HOST}:{self._port}{API_PREFIX}"

    @property
    def gateway_url(self) -> str:
        """Address of the gateway, as the setting DISCORD_GATEWAY_URL takes it."""
        return f"ws://{HOST}:{self._port}{GATEWAY_PATH}"

    @property
    def is_ready(self) -> bool:
        """Whether a bot has connected and registered its commands."""
        return self.gateway.is_in_use and bool(self.backend.commands.get(None))

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise PortInUseError(self._port) from error
        self._port = self._runner.addresses[0][1]
        self.gateway.url = self.gateway_url
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.gateway.disconnect(_GOING_AWAY)
        await self._runner.cleanup()
        self.gateway.close()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=MIDDLEWARES, client_max_size=MAX_REQUEST_BYTES)
        app[BACKEND], app[TOKEN], app[TRAFFIC] = self.backend, self.token, self.traffic
        app[FAULTS], app[NONCES] = self.faults, self.nonces
        if self.limits is not None:
            app[LIMITS] = self.limits
        app.router.add_get(GATEWAY_PATH, self.gateway.serve)
        app.router.add_get(GATEWAY_PATH + "/", self.gateway.serve)
        add_rest_routes(app)
        return app
