"""What the bot does at the simulated Discord, for whoever waits for the bot.

Owns no state of the simulated world: only the moments at which it may have changed.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request, in the shape that SimCord's routes read."""

    filename: str
    fp: BytesIO
    description: str | None


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One REST request of the bot; `path` begins after `/api/v10`."""

    method: str
    path: str
    json: Any = None
    params: dict[str, str] = field(default_factory=dict)
    files: tuple[Upload, ...] = ()
    reason: str | None = None


class Traffic:
    """Tells listeners of each answered call, and waiters of whatever the bot does."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._listeners: list[Callable[[ApiCall], None]] = []

    def listen(self, listener: Callable[[ApiCall], None]) -> None:
        """Call the listener after every call that was answered without an error."""
        self._listeners.append(listener)

    def note(self, call: ApiCall) -> None:
        """Say that a call was answered."""
        self.wake()
        for listener in self._listeners:
            listener(call)

    def wake(self) -> None:
        """Let every waiter look again."""
        self._woken.set()
        self._woken = asyncio.Event()

    async def until(self, condition: Callable[[], bool], *, seconds: float) -> bool:
        """Wait until the bot has made the condition true, or the time is over."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await self._woken.wait()
        except TimeoutError:
            return condition()
        return True
