"""Back a database up, once a day or when asked."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import StorageError
from bot.storage.backups import Backup, Backups
from bot.storage.copies import copy_database

# By the clock, not since the start: a bot may be restarted every day.
EVERY = timedelta(days=1)


async def back_up_if_due(backups: Backups, *, kept: int, now: datetime) -> Backup | None:
    """Make a backup if the last one is a day old, beside whoever reads and writes.

    Raises StorageDamagedError for a damaged database, StorageError where it can't be done.
    """
    return await asyncio.to_thread(_back_up, backups, kept, now)


def back_up_to(database: Path, path: Path, *, now: datetime) -> Path:
    """Back the database up to a new file, or into a folder that is there; the file that was made.

    Raises StorageError where there is such a file, or the copy can't be made.
    """
    if path.is_dir():
        backups = Backups(path, database)
        return backups.make(now=now, kept=len(backups.all()) + 1).path
    if path.exists():
        raise StorageError(path, "is there already; name another file")
    copy_database(database, path)
    return path


def _back_up(backups: Backups, kept: int, now: datetime) -> Backup | None:
    # One of the future was made by a wrong clock.
    if any(now - EVERY < backup.made_at <= now for backup in backups.all()):
        return None
    return backups.make(now=now, kept=kept)
