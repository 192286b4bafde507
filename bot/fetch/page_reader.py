"""Reading of fetched pages, each in a process of its own that ends with it (ADR 13)."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from datetime import datetime

import msgspec

from bot.domain.page import PageMetadata
from bot.errors import UnreadablePageError
from bot.fetch.pages import FetchedPage

_WORKER = "bot.fetch.page_worker"
# Starting takes 0.2 s and an honest page of 2 MiB 0.5 s, on a busy machine some times that.
_SECONDS = 8.0
_AT_ONCE = 2
# Metadata hold a title, an excerpt and some keywords.
_MAX_ANSWER = 256 * 1024


class PageReader:
    """Reads pages for what they say of themselves; `seconds` are what one may take."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def read(self, page: FetchedPage, *, now: datetime) -> PageMetadata:
        """What the page says of itself; UnreadablePageError where its reader fails over it."""
        errand = msgspec.json.encode(
            {"url": page.url, "asked": page.asked, "charset": page.charset, "now": now}
        )
        async with self._places:
            answer = await self._ask(errand + b"\n" + page.body)
        try:
            return msgspec.json.decode(answer, type=PageMetadata)
        except msgspec.DecodeError as error:
            raise UnreadablePageError(page.url) from error

    async def _ask(self, errand: bytes) -> bytes:
        """What a new process answers; nothing if it dies or takes too long."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", _WORKER, stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
            env=_environment(),
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._seconds):
                answer, _ = await asyncio.gather(_receive(process), _send(process, errand))
                return answer if await process.wait() == 0 else b""
        except TimeoutError:
            return b""
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _send(process: Process, errand: bytes) -> None:
    if process.stdin is None:
        return
    # A process that dies early leaves the rest unread.
    with contextlib.suppress(ConnectionError):
        process.stdin.write(errand)
        await process.stdin.drain()
    process.stdin.close()


async def _receive(process: Process) -> bytes:
    """The answer up to its limit; of a longer one a part, which is no JSON."""
    answer = bytearray()
    while process.stdout is not None and len(answer) <= _MAX_ANSWER:
        piece = await process.stdout.read(_MAX_ANSWER)
        if not piece:
            break
        answer += piece
    return bytes(answer)


def _environment() -> dict[str, str]:
    """Where to import from, and nothing else: no token of ours is there to be read."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
