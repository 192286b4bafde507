"""Reading of fetched pages, each in a process of its own that ends with it (ADR 15)."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from datetime import datetime
from typing import cast

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
        try:
            async with self._places:
                answer = await self._ask(errand + b"\n" + page.body)
            return msgspec.json.decode(answer, type=PageMetadata)
        except (OSError, msgspec.DecodeError) as error:
            # No process could be started, or it answered nothing of use.
            raise UnreadablePageError(page.url) from error

    async def _ask(self, errand: bytes) -> bytes:
        """What a new process answers; nothing if it fails, says too much or takes too long."""
        loop = asyncio.get_running_loop()
        transport, conversation = await loop.subprocess_exec(
            _Conversation, sys.executable, "-m", _WORKER, stderr=DEVNULL, env=_environment()
        )
        try:
            async with asyncio.timeout(self._seconds):
                conversation.ask(errand)
                await conversation.over.wait()
            return bytes(conversation.answer) if transport.get_returncode() == 0 else b""
        except TimeoutError:
            return b""
        finally:
            # Kills what still runs, and doesn't wait for pipes that a grandchild may hold.
            transport.close()
            await conversation.exited.wait()


class _Conversation(asyncio.SubprocessProtocol):
    """One errand and its answer, of which no more is kept than an honest one has."""

    def __init__(self) -> None:
        self.answer = bytearray()
        self.over = asyncio.Event()
        self.exited = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.SubprocessTransport", transport)

    def ask(self, errand: bytes) -> None:
        pipe = cast("asyncio.WriteTransport", self._transport.get_pipe_transport(0))
        pipe.write(errand)
        # What is written goes out first.
        pipe.close()

    def pipe_data_received(self, fd: int, data: bytes) -> None:  # noqa: ARG002 - asyncio's
        self.answer += data
        if len(self.answer) > _MAX_ANSWER:
            self._transport.close()

    def process_exited(self) -> None:
        self.exited.set()

    def connection_lost(self, error: Exception | None) -> None:  # noqa: ARG002 - asyncio's
        self.over.set()


def _environment() -> dict[str, str]:
    """Where to import from, and nothing else: no token of ours is there to be read."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
