"""Keeps every call to Discord below its limits, and knows what became of each attempt.

discord.py repeats calls by itself, and only slows down once it was refused. So each attempt waits
for its turn in the hooks that aiohttp has around a request.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, TypeAlias

import aiohttp
from discord.http import Route
from yarl import URL

from bot.domain.failure import Failure
from bot.domain.pace import InvalidCalls, Pace

log = logging.getLogger(__name__)

# Discord leaves these out of the limit of 50 calls a second; each has limits of its own.
_UNLIMITED = ("/interactions/", "/webhooks/")


# Is told the method, path below the API's address, and status (0: none) of each attempt.
Witness: TypeAlias = Callable[[str, str, int], None]


@dataclass(slots=True)
class Trail:
    """What became of the attempts that make up one call: how many left, and their statuses.

    To be given to discord.py's HTTP client as `trace_request_ctx`. Where it is `final`, a call that
    may have been carried out isn't repeated. `retry_after` is what the last 429 said, in seconds.
    """

    final: bool = False
    sent: int = 0
    statuses: list[int] = field(default_factory=list)
    retry_after: float = 0.0

    @property
    def is_in_doubt(self) -> bool:
        """Whether an attempt may have been carried out although it failed."""
        return self.sent > len(self.statuses) or any(status >= 500 for status in self.statuses)


class RepeatError(aiohttp.ClientError):
    """discord.py was about to repeat a call that must not be carried out twice."""


class Governor:
    """Paces the calls of the one client whose `http_trace` is its `trace`."""

    def __init__(self, witness: Witness) -> None:
        self.trace = aiohttp.TraceConfig()
        self._witness = witness
        self.trace.on_request_start.append(self._take_turn)
        self.trace.on_request_headers_sent.append(_note_sent)
        self.trace.on_request_end.append(self._note_status)
        self.trace.on_request_exception.append(self._note_silence)
        self._pace = Pace()
        self._invalid = InvalidCalls()
        self._held_until = 0.0

    @property
    def is_paused(self) -> bool:
        """Whether so many calls were refused that nothing may be posted for some minutes."""
        return self._invalid.is_paused(time.monotonic())

    @property
    def backlog(self) -> float:
        """How many seconds a call that comes now waits for its turn."""
        return max(0.0, self._pace.free_at - time.monotonic())

    async def _take_turn(
        self,
        _: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestStartParams,
    ) -> None:
        trail = _trail(context)
        if trail is not None and trail.final and trail.is_in_doubt:
            raise RepeatError
        if not _is_limited(params.url):
            return
        now = time.monotonic()
        self._pace, wait = self._pace.take(now)
        while wait > 0 or (wait := self._wait(now)) > 0:
            await asyncio.sleep(wait)
            now, wait = time.monotonic(), 0.0
        self._pace = self._pace.leave(now)

    def _wait(self, now: float) -> float:
        """How long a call must wait whose turn has come."""
        return max(self._pace.wait(now), self._held_until - now)

    async def _note_status(
        self,
        _: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        answer = params.response
        self._tell(params.method, params.url, answer.status)
        if (trail := _trail(context)) is not None:
            trail.statuses.append(answer.status)
            trail.retry_after = retry_after(answer)
        if Failure(answer.status).is_invalid_call:
            self._note_invalid(answer)

    async def _note_silence(
        self,
        _: aiohttp.ClientSession,
        __: SimpleNamespace,
        params: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        self._tell(params.method, params.url, 0)

    def _tell(self, method: str, url: URL, status: int) -> None:
        address = str(url)
        if address.startswith(Route.BASE):
            path = address.removeprefix(Route.BASE).partition("?")[0]
            self._witness(method, path, status)

    def _note_invalid(self, answer: aiohttp.ClientResponse) -> None:
        now = time.monotonic()
        was_paused = self._invalid.is_paused(now)
        self._invalid = self._invalid.note(now)
        if self._invalid.is_paused(now) and not was_paused:
            log.error("Discord refuses very many calls: nothing is posted for five minutes")
        if answer.headers.get("X-RateLimit-Global"):
            self._held_until = now + retry_after(answer)
            self._pace = self._pace.pause(self._held_until)


def retry_after(answer: Any) -> float:
    """How many seconds an answer's headers ask to wait."""
    try:
        return max(0.0, float(answer.headers.get("Retry-After", 0)))
    except ValueError:
        return 0.0


async def _note_sent(
    _: aiohttp.ClientSession, context: SimpleNamespace, __: aiohttp.TraceRequestHeadersSentParams
) -> None:
    if (trail := _trail(context)) is not None:
        trail.sent += 1


def _trail(context: SimpleNamespace) -> Trail | None:
    given = context.trace_request_ctx
    return given if isinstance(given, Trail) else None


def _is_limited(url: URL) -> bool:
    """Whether it is a call of the API that counts; others are the gateway and pictures."""
    address = str(url)
    if not address.startswith(Route.BASE):
        return False
    return not address.removeprefix(Route.BASE).startswith(_UNLIMITED)
