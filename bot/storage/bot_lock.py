"""One bot at a time serves from a database: a lock beside the file, which ends with its process."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.errors import StorageBusyError, StorageError

# Who only looks whether the lock is held has it for a moment; and its holder writes who it is.
_PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.02
_PID_BYTES = 32


@contextmanager
def serving_from(database: Path) -> Iterator[None]:
    """Be the one bot of this database while the block lasts.

    Raises StorageBusyError where another one is, StorageError where its lock can't be made.
    """
    descriptor = _open(database)
    try:
        if not _is_taken(descriptor, fcntl.LOCK_EX):
            raise StorageBusyError(database, _read_pid(descriptor))
        # In place of what stood there, since a full disk has room for that; and a bot whose number
        # can't be told can serve all the same.
        with suppress(OSError):
            os.pwrite(descriptor, f"{os.getpid():<{_PID_BYTES}}".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def serving_process(database: Path) -> int | None:
    """The process of the bot that serves from this database, None without one."""
    try:
        descriptor = os.open(_path(database), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return None if _is_taken(descriptor, fcntl.LOCK_SH, patience=0) else _read_pid(descriptor)
    finally:
        os.close(descriptor)


def is_held_by(database: Path, pid: int) -> bool:
    """Whether that process has the lock open, or it can't be told.

    A bot in a container names a number that is another process's outside.
    """
    folder = Path(f"/proc/{pid}/fd")
    if not Path("/proc/self/fd").is_dir():
        return True
    lock = _path(database)
    with suppress(OSError):
        return any(_is_same(entry, lock) for entry in folder.iterdir())
    return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _path(database: Path) -> Path:
    # Whatever links lead to it, a database has one lock.
    real = Path(os.path.realpath(database))
    return real.with_name(f"{real.name}.bot")


def _open(database: Path) -> int:
    lock = _path(database)
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        reason = f"its lock {lock} can't be made: {error.strerror}; allow writing to its folder"
        raise StorageError(database, reason) from error


def _is_taken(descriptor: int, kind: int, *, patience: float = _PATIENCE_SECONDS) -> bool:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_PAUSE_SECONDS)
        else:
            return True


def _read_pid(descriptor: int) -> int:
    """The holder's process; 0 where it hasn't written that yet."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not (text := os.pread(descriptor, _PID_BYTES, 0).strip()).isdigit():
        if time.monotonic() >= deadline:
            return 0
        time.sleep(_PAUSE_SECONDS)
    return int(text)
