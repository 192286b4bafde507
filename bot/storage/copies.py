"""Copies of a database: made whole while others write, and checked before they bear a name."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import StorageError
from bot.storage.database import require_file, worded_errors
from bot.storage.soundness import connect_to_look, find_damage

# Beside a copy, for what SQLite needs while it is made.
_SPARE_BYTES = 16 * 2**20
_ABANDONED_SECONDS = 3600


def copy_database(source: Path, target: Path) -> None:
    """Make `target` a database of its own with all that is in the source at one moment.

    Others may read and write the source meanwhile. Nothing stands at `target` unless it is whole;
    what stood there is replaced. Raises StorageDamagedError for a damaged source, StorageError
    where the copy can't be made.
    """
    require_file(source)
    with part_beside(target) as part:
        require_room(source, part)
        _copy(source, part)
        part.chmod(source.stat().st_mode & 0o666)
        put_in_place(part, target)


@contextmanager
def part_beside(target: Path) -> Iterator[Path]:
    """An empty file that may become `target`; it goes at the end of the block if it has not."""
    target = followed(target)
    with worded_os_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(number)
        part = Path(name)
        try:
            yield part
        finally:
            for ending in ("", "-journal", "-wal", "-shm", ".lock"):
                part.with_name(part.name + ending).unlink(missing_ok=True)


def followed(path: Path) -> Path:
    """The file that a link at this path leads to, which may be on another disk."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def clear_abandoned(target: Path) -> None:
    """Remove what processes that were killed left of copies that were to become `target`.

    Its name may end in `*` for any of several.
    """
    target = followed(target)
    with worded_os_errors(target):
        for part in target.parent.glob(f".{target.name}.*"):
            if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                part.unlink()


def put_in_place(part: Path, target: Path) -> None:
    """Let the finished part stand at `target`, so that a power cut leaves the one or the other."""
    target = followed(target)
    sync(part)
    part.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Have the disk keep what was written to this file or folder."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def worded_os_errors(path: Path) -> Iterator[None]:
    """Turn the system's errors into StorageError with the mend."""
    try:
        yield
    except OSError as error:
        reason = f"can't be written: {error.strerror}; choose another path or mend that"
        raise StorageError(path, reason) from error


def row_counts(path: Path) -> dict[str, int]:
    """How many rows each table has."""
    with worded_errors(path), closing(connect_to_look(path)) as connection:
        return _counts(connection)


def _copy(source: Path, part: Path) -> None:
    with worded_errors(source), closing(connect_to_look(source)) as connection:
        before = _counts(connection)
        with worded_errors(part):
            connection.execute("VACUUM INTO ?", (str(part),))
        after = _counts(connection)
    _require_sound(part)
    _require_all(part, before, after)


def _require_sound(part: Path) -> None:
    if damage := find_damage(part):
        raise StorageError(part, f"was not copied well: {damage}; check the disk")


def _require_all(part: Path, before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """The copy is of a moment between two counts, so each of its own lies between them."""
    copied = row_counts(part)
    for table in before.keys() & after.keys():
        least, most = sorted((before[table], after[table]))
        if not least <= copied.get(table, -1) <= most:
            raise StorageError(part, f"lacks rows of {table}; try again")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    # An index, which would be faster to count, can be damaged where its table is whole.
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}" NOT INDEXED').fetchone()[0]
        for (name,) in tables
    }


def require_room(source: Path, part: Path) -> None:
    """Raise StorageError unless the part's disk has room for another of the source's size."""
    status = os.statvfs(part.parent)
    free = status.f_bavail * status.f_frsize
    need = source.stat().st_size + _SPARE_BYTES
    if free < need:
        reason = (
            f"needs {need // 2**20:,} MiB and the disk has {free // 2**20:,} left; "
            "free space, or choose another folder"
        )
        raise StorageError(part.parent, reason)
