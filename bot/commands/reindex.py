"""`newsdesk reindex`."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, settings_of
from bot.commands.progress import progress_bar

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@DATABASE
def reindex(database: Path | None) -> None:
    """Make the search index and the stories anew from the articles; no file is read again."""
    from bot.render import archive as words
    from bot.services.group_stories import MANY, group_stories
    from bot.services.reindex import reindex
    from bot.storage.store import open_store

    async def reindexed() -> int:
        async with open_store(settings_of(database).database, creates=False) as store:
            with progress_bar(words.INDEXING, words.INDEXING_UNIT) as on_articles:
                articles = await reindex(store, on_articles=on_articles)
            with progress_bar(words.GROUPING, words.INDEXING_UNIT) as on_articles:
                await group_stories(store, batch=MANY, on_articles=on_articles)
            return articles

    began = time.perf_counter()
    articles = asyncio.run(reindexed())
    click.echo(words.reindexed(articles, seconds=time.perf_counter() - began))
