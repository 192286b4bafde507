"""`newsdesk backup`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.commands.options import DATABASE, settings_of


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@DATABASE
def backup(path: Path | None, database: Path | None) -> None:
    """Back the archive up and check the copy, also while a bot serves.

    PATH is a new file, or a folder. Without it the copy goes to the folder of backups
    (NEWSDESK_BACKUPS), of which as many are kept as NEWSDESK_BACKUPS_KEPT says.
    """
    from bot.render import recovery as words
    from bot.services.back_up import back_up_to
    from bot.storage.backups import Backups
    from bot.storage.copies import row_counts

    settings = settings_of(database)
    now = datetime.now(UTC)
    if path is None:
        backups = Backups(settings.backups_folder, settings.database)
        made = backups.make(now=now, kept=settings.backups_kept).path
    else:
        made = back_up_to(settings.database, path, now=now)
    click.echo(words.backed_up(made, size=made.stat().st_size, rows=row_counts(made)))
