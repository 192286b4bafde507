"""Makes sure, before a bot serves from it, that a database can be served from."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import StorageDamagedError
from bot.services.recover_database import Recovery, recover_database
from bot.storage.backups import Backup, Backups
from bot.storage.copies import clear_abandoned
from bot.storage.exchange import complete_exchange
from bot.storage.schema import latest_version
from bot.storage.soundness import is_empty, is_ours, stored_version


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found, and done about it.

    `version` is that of the schema as it was found, 0 for a database that is still to be made.
    `completed` is where an exchange that was cut short has put the old database. `safeguard` is
    the backup of a database that is about to be brought to this version's schema.
    """

    version: int
    recovery: Recovery | None = None
    completed: Path | None = None
    safeguard: Backup | None = None


async def ready_database(
    database: Path, backups: Backups, *, kept: int, now: datetime, damage: str | None = None
) -> Readiness:
    """Recover a database that can't be read, and back up one of an older version.

    That takes milliseconds, unless there is something to do; not all of the file is read.
    `damage` is what was found in it before, if anything. Raises StorageError for a file that is
    not Newsdesk's, or of a newer version, or where something can't be written.
    """
    completed = await asyncio.to_thread(complete_exchange, database)
    await asyncio.to_thread(clear_abandoned, database)
    damage = damage or await asyncio.to_thread(examine, database, backups)
    recovery = None
    if damage:
        recovery = await recover_database(database, backups, damage, now=now)
    version = await asyncio.to_thread(_version, database)
    safeguard = None
    if 0 < version < latest_version():
        safeguard = await asyncio.to_thread(backups.make, now=now, kept=kept)
    return Readiness(version, recovery, completed, safeguard)


def examine(database: Path, backups: Backups) -> str | None:
    """What keeps the database from being read at all, None if nothing.

    Raises StorageError for a file that was surely not damaged but never was Newsdesk's.
    """
    if is_empty(database):
        return "the file is empty" if backups.all() else None
    try:
        _version(database)
    except StorageDamagedError as error:
        if backups.all() or is_ours(database):
            return str(error.__cause__)
        raise
    return None


def _version(database: Path) -> int:
    return stored_version(database) if database.exists() else 0
