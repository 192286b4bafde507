"""`newsdesk migrate`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, settings_of
from bot.commands.progress import progress_bar

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@DATABASE
def migrate(database: Path | None) -> None:
    """Bring an archive of an older Newsdesk to this version, after a backup.

    A bot does so by itself when it starts; no bot may serve from the archive meanwhile.
    """
    from bot.render import archive, recovery
    from bot.services.migrate_database import Migration, migrate_database
    from bot.storage.backups import Backups
    from bot.storage.bot_lock import serving_from

    settings = settings_of(database)

    async def migrated() -> Migration:
        with progress_bar(archive.INDEXING, archive.INDEXING_UNIT) as on_articles:
            return await migrate_database(
                settings.database,
                Backups(settings.backups_folder, settings.database),
                kept=settings.backups_kept,
                now=datetime.now(UTC),
                on_articles=on_articles,
            )

    with serving_from(settings.database):
        done = asyncio.run(migrated())
    backup = done.backup.path if done.backup else None
    click.echo(
        recovery.migrated(settings.database, before=done.before, after=done.after, backup=backup)
    )
