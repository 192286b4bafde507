"""What is done at the desk beside the presses: cards brought up to date, members told."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.errors import StorageError
from bot.gateway.client import Newsdesk
from bot.gateway.notices import tell_outcomes
from bot.gateway.review_cards import tend_review_cards

log = logging.getLogger(__name__)

# One round of something; how much there was to do.
_Round: TypeAlias = Callable[[], Coroutine[Any, Any, int]]
_IDLE_SECONDS = 1.0
_TROUBLE_SECONDS = 10.0
# How long a stop waits for what is under way. What is cut off is looked up at the next start.
_STOP_SECONDS = 10.0


@asynccontextmanager
async def running_desk_rounds(client: Newsdesk) -> AsyncIterator[None]:
    """Go the rounds while the block lasts; it must end before the store is closed."""

    async def tend() -> int:
        return await tend_review_cards(client, now=datetime.now(UTC))

    async def tell() -> int:
        return await tell_outcomes(client)

    stopping = asyncio.Event()
    going = [asyncio.create_task(_go(each, stopping)) for each in (tend, tell)]
    try:
        yield
    finally:
        stopping.set()
        _, late = await asyncio.wait(going, timeout=_STOP_SECONDS)
        for each in late:
            each.cancel()
        await asyncio.gather(*going, return_exceptions=True)


async def _go(each: _Round, stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        pause = await _once(each)
        try:
            async with asyncio.timeout(pause):
                await stopping.wait()
        except TimeoutError:
            continue


async def _once(each: _Round) -> float:
    """Go one round; how long to wait then."""
    results: Sequence[Any] = await asyncio.gather(each(), return_exceptions=True)
    result = results[0]
    if isinstance(result, int):
        return 0.0 if result else _IDLE_SECONDS
    if isinstance(result, StorageError):
        log.warning("the desk waits: %s", result)
    else:
        log.error("a round of the desk failed", exc_info=result)
    return _TROUBLE_SECONDS
