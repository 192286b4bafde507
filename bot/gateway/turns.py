"""What goes on until it is stopped, turn by turn, whatever goes wrong in one of them."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import StorageError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rests:
    """How many seconds to rest after a turn with something to do, without, and with trouble."""

    busy: float
    idle: float
    trouble: float


async def take_turns(
    turn: Callable[[], Coroutine[Any, Any, int]], stopping: asyncio.Event, rests: Rests, who: str
) -> None:
    """Take turns until `stopping` is set; each answers with how much there was to do.

    Trouble is logged as that of `who`, and waited out.
    """
    while not stopping.is_set():
        seconds = await _take(turn, rests, who)
        try:
            async with asyncio.timeout(seconds):
                await stopping.wait()
        except TimeoutError:
            continue


async def _take(turn: Callable[[], Coroutine[Any, Any, int]], rests: Rests, who: str) -> float:
    """Take one turn; how long to rest then."""
    results: Sequence[Any] = await asyncio.gather(turn(), return_exceptions=True)
    result = results[0]
    if isinstance(result, int):
        return rests.busy if result else rests.idle
    if isinstance(result, StorageError):
        log.warning("the %s waits: %s", who, result)
    else:
        log.error("the %s failed", who, exc_info=result)
    return rests.trouble
