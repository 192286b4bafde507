"""`newsdesk restore`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.commands.options import DATABASE, settings_of


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATABASE
def restore(file: Path, database: Path | None) -> None:
    """Put the backup FILE in the archive's place; no bot may serve from it.

    The archive that was there is kept beside it. Editions that were due since the backup are not
    posted again, as they may have been.
    """
    from bot.render import recovery as words
    from bot.services.recover_database import restore_backup
    from bot.storage.bot_lock import serving_from
    from bot.storage.exchange import complete_exchange

    path = settings_of(database).database
    with serving_from(path):
        complete_exchange(path)
        old, missed = asyncio.run(restore_backup(path, file, now=datetime.now(UTC)))
    click.echo(words.restored_by_hand(path, file, old, missed=missed))
