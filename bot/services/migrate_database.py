"""Bring a database of an older version to this version's schema and index."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.services.reindex import OnArticles
from bot.services.renew_index import renew_index
from bot.storage.backups import Backup, Backups
from bot.storage.database import require_file
from bot.storage.schema import latest_version
from bot.storage.soundness import stored_version
from bot.storage.store import open_store


@dataclass(frozen=True, slots=True)
class Migration:
    """The schema before and after, and the backup of what it was, if it was changed."""

    before: int
    after: int
    backup: Backup | None


async def migrate_database(
    database: Path,
    backups: Backups,
    *,
    kept: int,
    now: datetime,
    on_articles: OnArticles | None = None,
) -> Migration:
    """Back it up if it is of an older version, and change it then.

    Raises StorageError where there is no database, or one that can't be brought to this version.
    """
    require_file(database)
    before, after = stored_version(database), latest_version()
    backup = None
    if before < after:
        backup = await asyncio.to_thread(backups.make, now=now, kept=kept)
    async with open_store(database) as store:
        await renew_index(store, on_outdated=lambda: None, on_articles=on_articles)
    return Migration(before, after, backup)
