"""`newsdesk export`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, settings_of
from bot.commands.progress import progress_bar

if TYPE_CHECKING:
    from bot.services.export_articles import ExportFormat


@click.command()
@click.argument("path", type=click.Path(path_type=Path, readable=False))
@DATABASE
@click.option(
    "--format",
    "kind",
    type=click.Choice(["markdown", "json", "csv"]),
    default="markdown",
    show_default=True,
    help="A folder of documents, a line of JSON for each article, or a row of CSV.",
)
@click.option(
    "--server",
    type=click.IntRange(min=1),
    metavar="ID",
    help="Write what the desk of the server with this id made, in place of what all share.",
)
@click.option("--force", is_flag=True, help="Replace an earlier export at PATH.")
def export(
    path: Path, database: Path | None, kind: ExportFormat, server: int | None, *, force: bool
) -> None:
    """Write the archive to PATH.

    As markdown PATH is a folder with a document for each that was loaded, with what trusted servers
    corrected, and for each article that they added; `newsdesk load` makes the same archive of it.
    Nothing stands at PATH before all of it is written.
    """
    from bot.render import export as words
    from bot.services.export_articles import export_articles
    from bot.storage.store import open_snapshot

    async def exported() -> int:
        async with open_snapshot(settings_of(database).database) as archive:
            with progress_bar(words.PROGRESS, words.PROGRESS_UNIT) as on_articles:
                return await export_articles(
                    archive, path, kind, guild_id=server, replaces=force, on_articles=on_articles
                )

    click.echo(words.exported(asyncio.run(exported()), kind, str(path)))
