"""Connections to the outside web: guarded at the socket, without cookies, proxies or re-use."""

import errno
import socket
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp.abc import AbstractResolver

from bot import __version__
from bot.fetch.reach import Reach

_HEADERS = {
    "User-Agent": f"Newsdesk/{__version__} (Discord bot; reads a page that a person named)",
    "Accept": "text/html,application/xhtml+xml",
    # Only what zlib unpacks piece by piece.
    "Accept-Encoding": "gzip, deflate",
}
# What the loop is given at once; Linux doubles it. Of a body in chunks of one byte 32 KiB take it
# 20 ms, asyncio's own 256 KiB 60 to 110. A page over a line of 150 ms still comes with 150 KB/s.
_RECEIVED = 16 * 1024


class GuardedSession:
    """One HTTP session for one fetch; `refused` is the first address that the guard turned away.

    `resolver` takes the place of the system's; whatever it answers is guarded all the same.
    """

    def __init__(self, reach: Reach, resolver: AbstractResolver) -> None:
        self.refused: str | None = None
        self._reach = reach
        self._resolver = resolver

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            use_dns_cache=False,
            force_close=True,
            socket_factory=self._guarded_socket,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_HEADERS,
            timeout=aiohttp.ClientTimeout(total=None),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def get(self, url: str) -> aiohttp.ClientResponse:
        """The head of the answer; redirects are the caller's."""
        return await self._session.get(url, allow_redirects=False)

    def _guarded_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """The socket for an address as getaddrinfo gives it, if that may be reached.

        An OSError makes aiohttp try the name's next address.
        """
        family, kind, protocol, _, address = info
        if not self._reach.allows(address[0]):
            self.refused = self.refused or address[0]
            raise OSError(errno.EACCES, "not a public address")
        guarded = socket.socket(family, kind, protocol)
        guarded.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVED)
        return guarded
