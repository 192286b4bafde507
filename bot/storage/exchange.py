"""Puts another database in the place of one, and keeps the old one, whenever it is killed.

SQLite keeps a log beside its file, and would play it into any file that stands there. So the two
go together: once the new database stands beside the old one under a name of its own, whole, the
exchange is decided, and whoever finds it there completes it.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.storage.copies import followed, put_in_place, sync, worded_os_errors
from bot.storage.database import worded_errors

_ENDINGS = ("", "-wal", "-shm", "-journal")
# Numbers that were given after a backup was made stand in messages of Discord; they must not come
# to mean something else.
_ROOM = 1_000_000


def exchange(path: Path, part: Path) -> Path | None:
    """Let the finished part stand at `path`; where the old one is now, None if there was none.

    Nobody may be writing to the old one, or what they write goes with it.
    """
    path = followed(path)
    with worded_os_errors(path):
        if path.exists():
            shutil.copymode(path, part)
        put_in_place(part, _staged(path))
    return complete_exchange(path)


def complete_exchange(path: Path) -> Path | None:
    """Complete an exchange that was decided; where the old database is now, if one was moved."""
    path = followed(path)
    staged = _staged(path)
    with worded_os_errors(path):
        if not staged.exists():
            return None
        at = datetime.fromtimestamp(staged.stat().st_mtime, UTC)
        endings = [ending for ending in _ENDINGS if _with(path, ending).exists()]
        old = _free_name(path, at, endings)
        for ending in endings:
            _with(path, ending).rename(_with(old, ending))
        sync(path.parent)
        staged.rename(path)
        sync(path.parent)
        return old if old.exists() else None


def leave_room(part: Path) -> None:
    """Have numbers that are given in this order go on far above those given so far."""
    with worded_errors(part), closing(sqlite3.connect(part)) as connection, connection:
        connection.execute("UPDATE sqlite_sequence SET seq = seq + ?", (_ROOM,))


def _staged(path: Path) -> Path:
    return _with(path, ".next")


def _with(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _free_name(path: Path, at: datetime, endings: list[str]) -> Path:
    name = _with(path, f".old-{at:%Y%m%dT%H%M%SZ}")
    number = 1
    while any(_with(name, ending).exists() for ending in endings):
        number += 1
        name = _with(path, f".old-{at:%Y%m%dT%H%M%SZ}-{number}")
    return name
