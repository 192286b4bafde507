"""A connection of the driver that can do a whole piece of work in its own thread, in one go.

Each statement that the event loop asks for costs a round trip to that thread, of 0.1 to 0.2 ms
where waking a thread is slow; an article is stored by forty statements.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import aiosqlite

T = TypeVar("T")
Work = Callable[[], Coroutine[Any, Any, T]]
_ROWS_AT_A_TIME = 64


class ThreadedConnection(aiosqlite.Connection):
    """One connection and its thread."""

    def __init__(self, address: str | Path, *, timeout: float) -> None:
        connect = partial(
            sqlite3.connect,
            address,
            timeout=timeout,
            isolation_level=None,
            uri=isinstance(address, str),
        )
        super().__init__(connect, _ROWS_AT_A_TIME)
        self._piece: _Piece[Any] | None = None

    async def fetch(self, sql: str, values: Iterable[Any]) -> list[Any]:
        """Every row of the answer."""
        return await self._do(lambda c: c.execute(sql, tuple(values)).fetchall())

    async def change(self, sql: str, values: Iterable[Any]) -> int:
        """The number of rows that were changed."""
        return await self._do(lambda c: c.execute(sql, tuple(values)).rowcount)

    async def change_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Change something once for each row; they may be made as they are asked for."""
        await self._do(lambda c: c.executemany(sql, rows))

    async def undo(self) -> None:
        """Roll back, also inside work that is to stop, and whatever becomes of the task."""
        if self._is_here():
            self._conn.rollback()
        else:
            await asyncio.shield(self.rollback())

    async def at_once(self, work: Work[T]) -> T:
        """Do work that waits for nothing but this connection, in its thread, in one round trip.

        Where the task is cancelled meanwhile, the work is too, at its next statement. Raises
        RuntimeError for work that waits for anything else.
        """
        if self._is_here():
            return await work()
        piece = _Piece(work)
        try:
            return await self._in_thread(lambda: self._run(piece))
        except asyncio.CancelledError:
            piece.is_stopped = True
            raise

    def _run(self, piece: "_Piece[T]") -> T:
        self._piece = piece
        try:
            return piece.run()
        finally:
            self._piece = None

    async def _do(self, step: Callable[[sqlite3.Connection], T]) -> T:
        if not self._is_here():
            return await self._in_thread(lambda: step(self._conn))
        if self._piece is not None and self._piece.is_stopped:
            raise asyncio.CancelledError
        return step(self._conn)

    def _is_here(self) -> bool:
        return threading.get_ident() == self._thread.ident

    async def _in_thread(self, function: Callable[[], T]) -> T:
        # The driver has no public way to run a function in its thread, and no types for this one.
        return cast("T", await self._execute(function))  # type: ignore[no-untyped-call]


class _Piece(Generic[T]):
    """Work to be done in one go; another thread may say that it `is_stopped`."""

    def __init__(self, work: Work[T]) -> None:
        self._work = work
        self.is_stopped = False

    def run(self) -> T:
        if self.is_stopped:
            raise asyncio.CancelledError
        coroutine = self._work()
        try:
            coroutine.send(None)
        except StopIteration as end:
            return cast("T", end.value)
        coroutine.close()
        raise RuntimeError("work on the database waited for something else")
