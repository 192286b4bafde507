"""Discord's rate limits: 50 calls in any second of one bot, and buckets of each route and channel.

https://discord.com/developers/docs/topics/rate-limits
"""

import hashlib
import math
import re
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from aiohttp import web

from bot.demo.faults import answer_refusal, rate_limit

CALLS_PER_SECOND = 50
# Their callers are told apart by a token in the path, and the bot's limit is not theirs.
_NOT_THE_BOTS = ("/interactions/", "/webhooks/")
_MAJOR = re.compile(r"/(?:channels|guilds)/\d+")

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class RouteLimit:
    """So many calls in so many seconds, for each channel or server that the route is about."""

    method: str
    path: str
    calls: int
    seconds: float

    @property
    def bucket(self) -> str:
        """The bucket's name, as opaque as Discord's."""
        return hashlib.sha256(f"{self.method} {self.path}".encode()).hexdigest()[:32]


# As bots commonly observe them in the headers; Discord documents none of them.
ROUTE_LIMITS = (
    RouteLimit("POST", "/channels/*/messages", 5, 5.0),
    RouteLimit("PATCH", "/channels/*/messages/*", 5, 5.0),
    RouteLimit("DELETE", "/channels/*/messages/*", 5, 1.0),
    RouteLimit("GET", "/channels/*/messages", 5, 5.0),
    RouteLimit("POST", "/channels/*/threads", 50, 300.0),
)


@dataclass(frozen=True, slots=True)
class Admission:
    """What the limits say of one call: headers for its answer, and how long it should have waited.

    `retry_after` is None for a call that is admitted.
    """

    headers: tuple[tuple[str, str], ...] = ()
    retry_after: float | None = None
    is_global: bool = False


class RateLimits:
    """Counts one bot's calls; times are seconds since 1970.

    `busiest_second` is the most calls that any second has had, `refused` counts 429s by scope.
    """

    def __init__(
        self,
        *,
        calls_per_second: int = CALLS_PER_SECOND,
        routes: tuple[RouteLimit, ...] = ROUTE_LIMITS,
    ) -> None:
        self.busiest_second = 0
        self.refused: Counter[str] = Counter()
        self._calls_per_second = calls_per_second
        self._routes = routes
        self._recent: deque[float] = deque()
        self._windows: dict[tuple[str, str], tuple[int, float]] = {}

    def admit(self, method: str, path: str, now: float) -> Admission:
        """Count a call, unless it is one too many."""
        if path.startswith(_NOT_THE_BOTS):
            return Admission()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) >= self._calls_per_second:
            self.refused["global"] += 1
            # Until the whole second is over: all that wait come back at once.
            return Admission((), self._recent[-1] + 1 - now, is_global=True)
        admission = self._admit_to_bucket(method, path, now)
        if admission.retry_after is None:
            self._recent.append(now)
            self.busiest_second = max(self.busiest_second, len(self._recent))
        else:
            self.refused["user"] += 1
        return admission

    def _admit_to_bucket(self, method: str, path: str, now: float) -> Admission:
        limit = next((r for r in self._routes if _is_for(r, method, path)), None)
        if limit is None:
            return Admission()
        major = _MAJOR.match(path)
        key = limit.bucket, major[0] if major else ""
        used, ends = self._windows.get(key, (0, 0.0))
        if now >= ends:
            used, ends = 0, now + limit.seconds
        is_full = used >= limit.calls
        used += not is_full
        self._windows[key] = used, ends
        return Admission(_headers(limit, used, ends, now), ends - now if is_full else None)


LIMITS = web.AppKey("limits", RateLimits)


@web.middleware
async def limit_rate(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Hold the bot to the application's LIMITS, where it has some."""
    limits, path = request.app.get(LIMITS), request.match_info.get("path")
    if limits is None or path is None:
        return await handler(request)
    admission = limits.admit(request.method, f"/{path}", time.time())
    if admission.retry_after is None:
        response = await handler(request)
    else:
        refusal = rate_limit(admission.retry_after, is_global=admission.is_global)
        response = answer_refusal(refusal)
    response.headers.update(admission.headers)
    return response


def _is_for(limit: RouteLimit, method: str, path: str) -> bool:
    return method == limit.method and fnmatchcase(path, limit.path)


def _headers(limit: RouteLimit, used: int, ends: float, now: float) -> tuple[tuple[str, str], ...]:
    return (
        ("X-RateLimit-Limit", str(limit.calls)),
        ("X-RateLimit-Remaining", str(limit.calls - used)),
        ("X-RateLimit-Reset", f"{ends:.3f}"),
        ("X-RateLimit-Reset-After", f"{math.ceil(1000 * (ends - now)) / 1000:.3f}"),
        ("X-RateLimit-Bucket", limit.bucket),
    )
