"""Brings a database file to the schema of this version, step by step and never back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.errors import StorageError, StorageFullError

_LOCK_SECONDS = 30
# An empty database takes half of that. yoyo passes over it where its own tables can't be made.
_ROOM = 2**20
# "NEWS": the first step writes it into the file's header, where `file` and others see it too.
APPLICATION_ID = 0x4E455753
# In one statement, lest another process migrates in between. yoyo's own tables come before the
# first step, which a killed process may have left undone.
_STATE = (
    "SELECT user_version, application_id,"
    " (SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '%yoyo%')"
    " FROM pragma_user_version, pragma_application_id"
)


def migrate(path: Path) -> None:
    """Apply the steps that the database still lacks, each in a transaction of its own.

    Raises StorageError for a database of a newer version or of another program. yoyo is imported
    only where there is something to do: an offline command must start fast.
    """
    with closing(sqlite3.connect(path, timeout=_LOCK_SECONDS)) as connection:
        version = read_version(path, connection)
    refuse_newer(path, version)
    if version < latest_version():
        _require_room(path)
        _apply(path, _steps())


def require_current(path: Path, connection: sqlite3.Connection) -> None:
    """Raise StorageError unless the connection's database has the schema of this version."""
    version = read_version(path, connection)
    if version < latest_version():
        reason = "was made by an older Newsdesk; run `newsdesk reindex`, which mends that"
        raise StorageError(path, reason)
    refuse_newer(path, version)


def latest_version() -> int:
    """The number of the last step that there is."""
    return sum(1 for _ in _steps().glob("*.sql"))


def _steps() -> Path:
    # Newsdesk is installed as files; importlib.resources costs a search 15 ms to import.
    return Path(__file__).with_name("migrations")


def refuse_newer(path: Path, version: int) -> None:
    """Raise StorageError for a version of the schema that this Newsdesk doesn't know."""
    latest = latest_version()
    if version > latest:
        raise StorageError(
            path,
            f"was written by a newer Newsdesk (schema {version}, this one knows {latest}); "
            "update Newsdesk or restore an older backup",
        )


def read_version(path: Path, connection: sqlite3.Connection) -> int:
    """The number of the last step applied; StorageError for a database of another program."""
    version, application_id, tables = connection.execute(_STATE).fetchone()
    if application_id != APPLICATION_ID and (version or tables):
        raise StorageError(path, "is a database of another program; choose another path")
    return int(version)


def _require_room(path: Path) -> None:
    if shutil.disk_usage(path.parent).free < _ROOM:
        raise StorageFullError(path, "can't be made, the storage is full; free space on the disk")


def _apply(path: Path, folder: Path) -> None:
    import yoyo
    from filelock import FileLock, Timeout

    # yoyo's own lock is a row that a killed process leaves behind; a file lock dies with it.
    try:
        with FileLock(path.with_name(path.name + ".lock"), timeout=_LOCK_SECONDS):
            # yoyo hands the address on to SQLite, which takes `?`, `#` and `%` for its own.
            backend = yoyo.get_backend(f"sqlite:///{quote(path.as_posix())}")
            try:
                backend.break_lock()
                backend.apply_migrations(backend.to_apply(yoyo.read_migrations(str(folder))))
            finally:
                backend.connection.close()
    except Timeout as error:
        reason = "is being made by another process; try again when that is done"
        raise StorageError(path, reason) from error
    except OSError as error:
        reason = f"its lock can't be made: {error.strerror}; allow writing to its folder"
        raise StorageError(path, reason) from error
