"""Pages of the outside web, fetched so that whoever names the address gains nothing by it."""

import asyncio
import ssl
from dataclasses import dataclass, field

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.http_exceptions import ContentEncodingError
from yarl import URL

from bot.domain.page_links import resolve
from bot.domain.page_media import judge_media
from bot.domain.url import parse_url
from bot.errors import (
    LargePageError,
    NoPageError,
    PageAddressError,
    PageError,
    PageStatusError,
    PrivateAddressError,
    RedirectLoopError,
    SlowPageError,
    UnreachablePageError,
)
from bot.fetch.connections import GuardedSession
from bot.fetch.names import SystemNames
from bot.fetch.reach import Reach

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MEDIA_HEAD = 1024
# More at once only happens when someone tries how many there can be.
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class PageLimits:
    """What one fetch may take: seconds for all of it, bytes unpacked, redirects."""

    seconds: float = 10.0
    max_bytes: int = 2 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page's bytes: `asked` is the address that was named, `url` where redirects led.

    `charset` is the one of the Content-Type header, "" where it names none.
    """

    asked: str
    url: str
    body: bytes = field(repr=False)
    charset: str = ""


class PageFetcher:
    """Fetches pages within a reach and limits, a few at once; holds nothing open in between."""

    def __init__(
        self,
        reach: Reach | None = None,
        limits: PageLimits | None = None,
        *,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._reach = reach or Reach()
        self._limits = limits or PageLimits()
        self._resolver = resolver or SystemNames()
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def fetch(self, url: str) -> FetchedPage:
        """The page at the address; PageError of the kind that says why there is none."""
        asked = self._admit(url)
        async with self._places:
            journey = _Journey(asked, self._limits)
            try:
                async with asyncio.timeout(self._limits.seconds):
                    return await self._follow(asked, journey)
            except TimeoutError as error:
                raise SlowPageError(journey.url, self._limits.seconds) from error

    async def _follow(self, asked: str, journey: "_Journey") -> FetchedPage:
        """The page at the end of the redirects, each of them admitted anew."""
        for _ in range(self._limits.redirects + 1):
            async with GuardedSession(self._reach, self._resolver) as session:
                try:
                    answer = await journey.step(session)
                except (aiohttp.ClientError, OSError, ValueError) as error:
                    raise _explain(error, journey.url, session.refused) from error
            if isinstance(answer, URL):
                journey.url = self._admit(str(answer))
            else:
                return FetchedPage(asked, journey.url, *answer)
        raise RedirectLoopError(journey.url, self._limits.redirects)

    def _admit(self, text: str) -> str:
        """The address as it is fetched, if it has the form and the port of a public page."""
        url = parse_url(text)
        if url is None:
            raise PageAddressError(text, "form")
        if url.port not in self._reach.ports:
            raise PageAddressError(text, "port")
        return str(url.with_fragment(None))


@dataclass(slots=True)
class _Journey:
    """One fetch under way: the address it has come to, and what it may take."""

    url: str
    limits: PageLimits

    async def step(self, session: GuardedSession) -> URL | tuple[bytes, str]:
        """Where the address leads on to, or the body and charset it answers with."""
        async with await session.get(self.url) as response:
            location = response.headers.get("Location")
            if response.status in _REDIRECTS and location:
                return _next_stop(self.url, location)
            if response.status != 200:
                raise PageStatusError(self.url, response.status)
            media_type = response.content_type if "Content-Type" in response.headers else ""
            if media_type:
                self._require_page(media_type, b"")
            body = await self._read(response, media_type)
            return body, (response.charset or "").lower()

    async def _read(self, response: aiohttp.ClientResponse, media_type: str) -> bytes:
        """The unpacked body; given up as soon as it is seen to be too large or no page."""
        if (response.content_length or 0) > self.limits.max_bytes:
            raise LargePageError(self.url, self.limits.max_bytes)
        body = bytearray()
        is_known = False
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > self.limits.max_bytes:
                raise LargePageError(self.url, self.limits.max_bytes)
            if not is_known and len(body) >= _MEDIA_HEAD:
                self._require_page(media_type, bytes(body[:_MEDIA_HEAD]))
                is_known = True
        self._require_page(media_type, bytes(body[:_MEDIA_HEAD]))
        return bytes(body)

    def _require_page(self, media_type: str, head: bytes) -> None:
        media = judge_media(media_type, head)
        if media is not None:
            raise NoPageError(self.url, media)


def _next_stop(url: str, location: str) -> URL:
    """Where a redirect leads; the address is refused where it means none that is fetched."""
    stop = resolve(url, location)
    if stop is None:
        raise PageAddressError(location, "form")
    return stop


def _explain(error: Exception, url: str, refused: str | None) -> PageError:
    """Whose fault a failed connection is, in the order in which one explains another."""
    if refused is not None:
        return PrivateAddressError(url, refused)
    match error:
        case aiohttp.InvalidURL():
            return PageAddressError(url, "form")
        case aiohttp.ClientConnectorDNSError():
            return UnreachablePageError(url, "name")
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return UnreachablePageError(url, "certificate")
        case _ if _is_misencoded(error):
            return NoPageError(url, "damaged")
        case ValueError():
            return PageAddressError(url, "form")
        case _:
            return UnreachablePageError(url, "connection")


def _is_misencoded(error: BaseException | None) -> bool:
    """Whether a body that can't be unpacked is at the root; aiohttp wraps that in other errors."""
    while error is not None:
        if isinstance(error, ContentEncodingError):
            return True
        error = error.__cause__
    return False
