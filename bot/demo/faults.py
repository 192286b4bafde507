"""What goes wrong at the simulated Discord, as a test or a bench scripts it; nothing in a demo.

server.faults.script(Fault(refuse(502), "POST", "/channels/*/messages", share=0.05))
server.faults.script(Fault(Cut(is_carried_out=True), "POST", times=1))  # one reply is lost
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeAlias

from aiohttp import web

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer in place of the call, which is not carried out; `refuse` and its like make them."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection breaks without an answer, before the call is carried out or after it."""

    is_carried_out: bool


@dataclass(frozen=True, slots=True)
class Delay:
    """The call waits for so long, and then goes on to the faults scripted after this one."""

    seconds: float


Effect: TypeAlias = Refusal | Cut | Delay


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong: with the calls that match, with a share of them, so many times.

    `method` and `path` are patterns of fnmatch, the path begins after `/api/v10`. `times` None is
    until the end.
    """

    effect: Effect
    method: str = "*"
    path: str = "*"
    share: float = 1.0
    times: int | None = None

    def matches(self, method: str, path: str) -> bool:
        """Whether a call is one of those that this fault is for."""
        return fnmatchcase(method, self.method) and fnmatchcase(path, self.path)


class Faults:
    """The scripted faults in order; `happened` counts how often each has come about."""

    def __init__(self, seed: int = 0) -> None:
        self.happened: Counter[Fault] = Counter()
        self._chance = random.Random(seed)  # noqa: S311 - not for secrets
        self._left: list[tuple[Fault, int | None]] = []

    def script(self, *faults: Fault) -> None:
        """Add faults behind those there are."""
        self._left += [(fault, fault.times) for fault in faults]

    def clear(self) -> None:
        """Let nothing more go wrong."""
        self._left.clear()

    def draw(self, method: str, path: str) -> list[Effect]:
        """What happens to a call, in order: delays, and at last what ends it, if anything does."""
        effects: list[Effect] = []
        for index, (fault, times) in enumerate(self._left):
            if times == 0 or not fault.matches(method, path):
                continue
            if self._chance.random() >= fault.share:
                continue
            self._left[index] = fault, None if times is None else times - 1
            self.happened[fault] += 1
            effects.append(fault.effect)
            if not isinstance(fault.effect, Delay):
                break
        return effects


FAULTS = web.AppKey("faults", Faults)


def refuse(status: int, code: int = 0, message: str = "scripted") -> Refusal:
    """Discord's own error; from 500 on the answer of a proxy before it, which is no JSON."""
    if status >= 500:
        return Refusal(status, f"<html>{status}</html>", (("Content-Type", "text/html"),))
    return _refuse_in_json(status, {"message": message, "code": code})


def rate_limit(seconds: float, *, is_global: bool = False, has_via: bool = True) -> Refusal:
    """A 429; without `Via` it is Cloudflare's, which discord.py does not wait for."""
    scope = "global" if is_global else "user"
    headers = (
        *((("Via", "1.1 google"),) if has_via else ()),
        *((("X-RateLimit-Global", "true"),) if is_global else ()),
        ("X-RateLimit-Scope", scope),
        ("Retry-After", str(int(seconds) + 1)),
    )
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": is_global}
    return _refuse_in_json(429, body, headers)


def _refuse_in_json(
    status: int, body: dict[str, object], headers: tuple[tuple[str, str], ...] = ()
) -> Refusal:
    return Refusal(status, json.dumps(body), (("Content-Type", "application/json"), *headers))


def answer_refusal(refusal: Refusal) -> web.Response:
    """The refusal as an HTTP response."""
    # As bytes: aiohttp adds a charset to a text, and discord.py then reads no JSON.
    return web.Response(
        status=refusal.status, body=refusal.body.encode(), headers=dict(refusal.headers)
    )


@web.middleware
async def let_go_wrong(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Do to a call of the API what its FAULTS have scripted."""
    path = request.match_info.get("path")
    effects = request.app[FAULTS].draw(request.method, f"/{path}") if path else []
    for effect in effects:
        if isinstance(effect, Delay):
            await asyncio.sleep(effect.seconds)
        elif isinstance(effect, Refusal):
            return answer_refusal(effect)
        else:
            return await _cut(request, handler, effect)
    return await handler(request)


async def _cut(request: web.Request, handler: _Handler, cut: Cut) -> web.StreamResponse:
    response = await handler(request) if cut.is_carried_out else web.Response()
    if request.transport is not None:
        request.transport.abort()
    return response
