"""The SQLite file: one connection that writes, one that reads, and short transactions."""

import asyncio
import json
import os
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Sequence, Sized
from contextlib import asynccontextmanager, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from urllib.parse import quote

from bot.errors import (
    StorageDamagedError,
    StorageError,
    StorageFullError,
    StorageLockedError,
)
from bot.storage.schema import migrate, require_current
from bot.storage.threaded import ThreadedConnection

P = ParamSpec("P")
T = TypeVar("T")

# A writer in another process (`newsdesk load` beside the bot) is waited for this long.
_BUSY_SECONDS = 10
_KINDS = {
    sqlite3.SQLITE_FULL: StorageFullError,
    sqlite3.SQLITE_NOTADB: StorageDamagedError,
    sqlite3.SQLITE_CORRUPT: StorageDamagedError,
    sqlite3.SQLITE_BUSY: StorageLockedError,
}
_MENDS = {
    "unable to open database file": (
        "can't be opened; create the folder, allow writing to it, or choose another path"
    ),
    "attempt to write a readonly database": "is read-only; allow writing or choose another path",
    "database is locked": "is in use by another process; try again when that is done",
    "database or disk is full": "can't grow, the storage is full; free space on the disk",
    "disk I/O error": "can't be read or written; check the disk, and whether it is full",
    "file is not a database": "is no SQLite database; move it away or choose another path",
    "database disk image is malformed": (
        "is damaged; start the bot, which puts the newest backup in its place, or choose one"
        " with `newsdesk restore FILE`"
    ),
}
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -32768",
    # Pages of 4 KiB. Folding the log into the file takes 10 ms and more, however long the log is,
    # and one article of a million changes a hundred pages.
    "PRAGMA wal_autocheckpoint = 4000",
)
Row = Sequence[Any]


class Connection:
    """One SQLite connection whose errors come out as StorageError, worded once."""

    def __init__(self, path: Path, raw: ThreadedConnection, met_damage: threading.Event) -> None:
        self._path = path
        self._raw = raw
        self._met_damage = met_damage

    async def at_once(
        self, work: Callable[P, Coroutine[Any, Any, T]], *args: P.args, **named: P.kwargs
    ) -> T:
        """Do work that waits for nothing but this connection in one round trip to its thread."""
        return await self._raw.at_once(partial(work, *args, **named))

    async def all(self, sql: str, values: Iterable[Any] = ()) -> list[Row]:
        """Every row of the answer."""
        with worded_errors(self._path, self._met_damage):
            return await self._raw.fetch(sql, values)

    async def all_among(self, sql: str, values: Iterable[str | int]) -> list[Row]:
        """Every row of the answer for a list of values; for none of them nothing is asked."""
        wanted = list(values)
        return await self.all(sql, (listed(wanted),)) if wanted else []

    async def one(self, sql: str, values: Iterable[Any] = ()) -> Row | None:
        """The first row of the answer, if there is any."""
        rows = await self.all(sql, values)
        return rows[0] if rows else None

    async def value(self, sql: str, values: Iterable[Any] = ()) -> Any:
        """The first column of the first row, None without one."""
        row = await self.one(sql, values)
        return row[0] if row else None

    async def run(self, sql: str, values: Iterable[Any] = ()) -> int:
        """Change something; the number of rows it changed."""
        with worded_errors(self._path, self._met_damage):
            return await self._raw.change(sql, values)

    async def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Change something once for each row of values, in one round trip."""
        if isinstance(rows, Sized) and not rows:
            return
        with worded_errors(self._path, self._met_damage):
            await self._raw.change_many(sql, rows)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[None]:
        """Inside the block, read what is stored when something is read first."""
        await self.run("BEGIN")
        try:
            yield
        finally:
            await self.roll_back()

    async def roll_back(self) -> None:
        """Undo the open transaction, if there is one once all that was asked before is done.

        SQLite may have undone it itself, as on a full disk; and the statement that begins one may
        still be waiting for the connection's thread when its task was cancelled.
        """
        with worded_errors(self._path, self._met_damage):
            await self._raw.undo()

    async def close(self) -> None:
        """Close the connection and end its thread."""
        with worded_errors(self._path, self._met_damage):
            await self._raw.close()


class Database:
    """The open file; reads go to `reader` at any time, writes happen inside `writing`.

    `met_damage` is set once a statement failed as it does on a damaged file.
    """

    def __init__(
        self, path: Path, writer: Connection, reader: Connection, met_damage: threading.Event
    ) -> None:
        self.path = path
        self.reader = reader
        self.met_damage = met_damage
        self._writer = writer
        self._writing = asyncio.Lock()
        # When another process was last found writing; and whether the next one is waited for.
        self._locked_at = float("-inf")
        self._is_patient: bool | None = None

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        """A transaction on the one writing connection: all of it happens, or nothing.

        IMMEDIATE, since a transaction that begins by reading is refused at its first write when
        another process wrote in between, whatever the time-out.
        """
        async with self._turn(), _transaction(self._writer):
            yield self._writer

    async def write(
        self, work: Callable[[Connection], Coroutine[Any, Any, T]], *, is_durable: bool = False
    ) -> T:
        """A transaction likewise, all of it in one round trip to the connection's thread.

        So the work can't wait for anything but the database, such as the network. A durable one
        outlives a power cut from when this returns; others may be undone by it, as a whole.
        """
        begun = _durably if is_durable else _in_transaction
        async with self._turn():
            return await self._writer.at_once(begun, self._writer, work)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Be the one writer of this process within the block.

        Who was waiting for that when another process was found writing waits for it no more: else
        each would do so after the other, the tenth for the tenth time as long.
        """
        asked = time.monotonic()
        async with self._writing:
            await self._be_patient(is_patient=self._locked_at < asked)
            try:
                yield
            except StorageLockedError:
                self._locked_at = time.monotonic()
                raise

    async def _be_patient(self, *, is_patient: bool) -> None:
        if is_patient is self._is_patient:
            return
        self._is_patient = None
        milliseconds = int(1000 * _BUSY_SECONDS) if is_patient else 0
        await self._writer.all(f"PRAGMA busy_timeout = {milliseconds}")
        self._is_patient = is_patient


async def _in_transaction(
    connection: Connection, work: Callable[[Connection], Coroutine[Any, Any, T]]
) -> T:
    async with _transaction(connection):
        return await work(connection)


async def _durably(
    connection: Connection, work: Callable[[Connection], Coroutine[Any, Any, T]]
) -> T:
    await connection.run("PRAGMA synchronous = FULL")
    try:
        return await _in_transaction(connection, work)
    finally:
        await connection.run("PRAGMA synchronous = NORMAL")


@asynccontextmanager
async def _transaction(connection: Connection) -> AsyncIterator[None]:
    try:
        await connection.run("BEGIN IMMEDIATE")
        yield
        await connection.run("COMMIT")
    except BaseException:
        # Also when the task is cancelled: the lock must not be let go half-way.
        await connection.roll_back()
        raise


def listed(values: Iterable[str | int]) -> str:
    """Values for a parameter that a statement takes apart with `json_each`."""
    return json.dumps(list(values))


@asynccontextmanager
async def open_database(path: Path) -> AsyncIterator[Database]:
    """The database at this path, made or brought up to date if need be.

    Raises StorageError where the file can't be opened, written or understood.
    """
    with worded_errors(path):
        _prepare(path)
    met_damage = threading.Event()
    writer = await _connect(path, path, met_damage, *_PRAGMAS)
    try:
        reader = await _connect(path, path, met_damage, *_PRAGMAS, "PRAGMA query_only = ON")
        try:
            yield Database(path, writer, reader, met_damage)
        finally:
            await reader.close()
    finally:
        await writer.close()


@asynccontextmanager
async def open_reader(path: Path) -> AsyncIterator[Connection]:
    """A connection that only reads the database at this path, also where nothing may be written.

    Raises StorageError where there is none, or none of this version.
    """
    with worded_errors(path):
        address = _reading_address(path)
        with closing(sqlite3.connect(address, uri=True)) as connection:
            require_current(path, connection)
    reader = await _connect(path, address, threading.Event(), "PRAGMA query_only = ON")
    try:
        yield reader
    finally:
        await reader.close()


def require_file(path: Path) -> None:
    """Raise StorageError unless there is a file at this path."""
    try:
        path.stat()
    except FileNotFoundError as error:
        reason = "no archive is there; make one with `newsdesk load PATH`"
        raise StorageError(path, reason) from error
    except OSError as error:
        raise StorageError(path, f"can't be read: {error.strerror}; allow reading it") from error


def _reading_address(path: Path) -> str:
    require_file(path)
    # Only who may write clears away what SQLite keeps beside an open file. Who may not even write
    # beside it must tell SQLite that nobody else changes the file.
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return f"file:{quote(str(path))}?{'mode=rw' if may_write else 'mode=ro&immutable=1'}"


def _prepare(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(path, f"its folder can't be made: {error.strerror}") from error
    migrate(path)


async def _connect(
    path: Path, address: str | Path, met_damage: threading.Event, *pragmas: str
) -> Connection:
    with worded_errors(path):
        raw = ThreadedConnection(address, timeout=_BUSY_SECONDS)
        await raw
    connection = Connection(path, raw, met_damage)
    try:
        for pragma in pragmas:
            await connection.run(pragma)
    except BaseException:
        # Its thread would keep the process from ending.
        await asyncio.shield(connection.close())
        raise
    return connection


@contextmanager
def worded_errors(path: Path, met_damage: threading.Event | None = None) -> Iterator[None]:
    """Turn the driver's errors into StorageError with the mend; of damage, set the event."""
    try:
        yield
    except sqlite3.Error as error:
        text = str(error)
        mend = next((mend for start, mend in _MENDS.items() if text.startswith(start)), None)
        # The low byte says what kind of error it is, the others which of that kind.
        kind = _KINDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, StorageError)
        if met_damage is not None and kind is StorageDamagedError:
            met_damage.set()
        raise kind(path, mend or f"failed: {text}") from error
