"""Back a database up once a day."""

import asyncio
from datetime import datetime, timedelta

from bot.storage.backups import Backup, Backups

# By the clock, not since the start: a bot may be restarted every day.
EVERY = timedelta(days=1)


async def back_up_if_due(backups: Backups, *, kept: int, now: datetime) -> Backup | None:
    """Make a backup if the last one is a day old, beside whoever reads and writes.

    Raises StorageDamagedError for a damaged database, StorageError where it can't be done.
    """
    return await asyncio.to_thread(_back_up, backups, kept, now)


def _back_up(backups: Backups, kept: int, now: datetime) -> Backup | None:
    # One of the future was made by a wrong clock.
    if any(now - EVERY < backup.made_at <= now for backup in backups.all()):
        return None
    return backups.make(now=now, kept=kept)
