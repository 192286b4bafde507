"""`newsdesk load`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, JSON, PATHS, STRICT, settings_of, spare_collector
from bot.commands.progress import progress_bar

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.load_report import LoadReport
    from bot.storage.store import Store


@click.command()
@PATHS
@DATABASE
@JSON
@STRICT
@click.option("--prune", is_flag=True, help="Forget articles whose files are gone from the paths.")
def load(
    paths: tuple[Path, ...], database: Path | None, as_json: bool, strict: bool, prune: bool
) -> None:
    """Load files and folders into the archive.

    Files that were loaded before and have not changed are passed over. A file that can't be taken
    is named with its reason and never stops the others.
    """
    from bot.render import archive, cli
    from bot.services.group_stories import MANY, group_stories
    from bot.services.load_corpus import load_corpus
    from bot.storage.store import open_store

    async def loaded() -> LoadReport:
        async with open_store(settings_of(database).database) as store:
            await _renew_index(store)
            with progress_bar(cli.PROGRESS, cli.PROGRESS_UNIT) as on_files:
                report = await load_corpus(store, paths, prune=prune, on_files=on_files)
            with progress_bar(archive.GROUPING, archive.INDEXING_UNIT) as on_articles:
                await group_stories(store, batch=MANY, on_articles=on_articles)
            return report

    spare_collector()
    report = asyncio.run(loaded())
    click.echo(cli.load_json(report) if as_json else cli.load_report(report))
    if not report.added + report.updated + report.unchanged:
        click.echo(cli.NOTHING_LOADED, err=True)
        sys.exit(1)
    sys.exit(1 if strict and report.quarantined else 0)


async def _renew_index(store: Store) -> None:
    from bot.render import archive as words
    from bot.services.renew_index import renew_index

    with progress_bar(words.INDEXING, words.INDEXING_UNIT) as on_articles:
        await renew_index(
            store,
            on_outdated=lambda: click.echo(f"newsdesk: {words.OUTDATED}", err=True),
            on_articles=on_articles,
        )
