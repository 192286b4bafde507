"""Brings a database file to the schema of this version, step by step and never back."""

import sqlite3
from contextlib import closing
from importlib import resources
from pathlib import Path

from bot.errors import StorageError

_LOCK_SECONDS = 30


def migrate(path: Path) -> None:
    """Apply the steps that the database still lacks, each in a transaction of its own.

    Raises StorageError for a database of a newer version or one that is no database. yoyo is
    imported only where there is something to do: an offline command must start fast.
    """
    steps = resources.files("bot.storage") / "migrations"
    latest = sum(1 for step in steps.iterdir() if step.name.endswith(".sql"))
    version = _version(path)
    if version > latest:
        raise StorageError(
            path,
            f"was written by a newer Newsdesk (schema {version}, this one knows {latest}); "
            "update Newsdesk or restore an older backup",
        )
    if version < latest:
        with resources.as_file(steps) as folder:
            _apply(path, folder)


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path, timeout=_LOCK_SECONDS)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _apply(path: Path, folder: Path) -> None:
    import yoyo
    from filelock import FileLock

    # yoyo's own lock is a row that a killed process leaves behind; a file lock dies with it.
    with FileLock(path.with_name(path.name + ".lock"), timeout=_LOCK_SECONDS):
        backend = yoyo.get_backend(f"sqlite:///{path.as_posix()}")
        try:
            backend.break_lock()
            backend.apply_migrations(backend.to_apply(yoyo.read_migrations(str(folder))))
        finally:
            backend.connection.close()
