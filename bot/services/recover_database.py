"""Puts the best there is in the place of a damaged database; the damaged one is kept."""

import asyncio
import shutil
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from bot.errors import StorageDamagedError, StorageError, StorageFullError
from bot.services.settle_restored import settle_restored
from bot.storage.backups import Backup, Backups
from bot.storage.copies import part_beside, require_room, row_counts, worded_os_errors
from bot.storage.exchange import exchange, leave_room
from bot.storage.salvage import salvage
from bot.storage.schema import migrate
from bot.storage.soundness import find_damage, stored_version
from bot.storage.store import open_store

# Tables whose rows are never taken away, so that none of them may be fewer than in a backup.
_GROWING = ("subscriptions", "editions", "desk_acts")


class Way(Enum):
    """What came to stand in the place of a damaged database."""

    MENDED = "all its rows, read one by one"
    RESTORED = "a backup"
    NEW = "an empty database"


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was done: `damage` in SQLite's words, `old` where the damaged files are now.

    `missed` counts the dates of digests that nobody can tell of whether they were posted.
    """

    database: Path
    damage: str
    old: Path | None
    way: Way
    backup: Backup | None = None
    missed: int = 0


async def recover_database(
    database: Path, backups: Backups, damage: str, *, now: datetime
) -> Recovery:
    """Replace a damaged database by its own rows if all can be read, else by the newest backup.

    Without a sound backup by an empty one. Killed at any moment, the next call does the rest.
    Raises StorageError where nothing can be written.
    """
    with part_beside(database) as part:
        way, backup = await asyncio.to_thread(_fill, database, backups, part)
        missed = 0 if backup is None else await _settle(part, now)
        old = await asyncio.to_thread(exchange, database, part)
    return Recovery(database, damage, old, way, backup, missed)


async def restore_backup(database: Path, backup: Path, *, now: datetime) -> tuple[Path | None, int]:
    """Put a backup in the place of the database, brought to this version's schema.

    Returns where the old database is now, and how many dates of digests are missed for it. Raises
    StorageDamagedError for a damaged backup, StorageError where it can't be put there.
    """
    with part_beside(database) as part:
        await asyncio.to_thread(_take_backup, backup, part)
        missed = await _settle(part, now)
        return await asyncio.to_thread(exchange, database, part), missed


def _fill(database: Path, backups: Backups, part: Path) -> tuple[Way, Backup | None]:
    backup = backups.newest_good()
    if _is_mended(database, part, backup):
        return Way.MENDED, None
    if backup is not None:
        _take_backup(backup.path, part)
        return Way.RESTORED, backup
    part.write_bytes(b"")
    migrate(part)
    return Way.NEW, None


def _is_mended(database: Path, part: Path, backup: Backup | None) -> bool:
    """Read all rows into the part; whether nothing is missing then."""
    require_room(database, part)
    try:
        salvage(database, part)
    except StorageFullError:
        raise
    except StorageError:
        return False
    found = row_counts(part)
    least = row_counts(backup.path) if backup else {}
    if not found or any(found.get(table, 0) < least.get(table, 0) for table in _GROWING):
        return False
    migrate(part)
    return True


def _take_backup(backup: Path, part: Path) -> None:
    with worded_os_errors(part):
        shutil.copy(backup, part)
    if damage := find_damage(part):
        raise StorageDamagedError(backup, f"is damaged: {damage}; choose another backup")
    if not stored_version(part):
        raise StorageError(backup, "is empty; choose another backup")
    migrate(part)
    leave_room(part)


async def _settle(part: Path, now: datetime) -> int:
    async with open_store(part) as store:
        return await settle_restored(store, now=now)
