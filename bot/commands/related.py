"""`newsdesk related`."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, JSON, LIMIT, settings_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path
    from typing import BinaryIO

    from bot.domain.related import RelatedNews
    from bot.services.find_related import RelatedOptions
    from bot.storage.store import Tables

# An evaluation grades the order, also of what is too little to show to readers.
_LEAST_GRADED = 0.03


@click.command()
@click.argument("url", required=False)
@DATABASE
@JSON
@click.option(
    "--batch",
    type=click.File("rb"),
    help="Read a URL a line from this file (- for standard input), print a JSON line for each.",
)
@LIMIT
@click.option(
    "--ignore-stored",
    "ignores_stored",
    is_flag=True,
    help="Use no related list of any file, and list each article of a story; for evaluation.",
)
@click.option(
    "--collapse", "collapses", is_flag=True, help="List one story once also with --ignore-stored."
)
def related(
    url: str | None,
    database: Path | None,
    as_json: bool,
    batch: BinaryIO | None,
    limit: int,
    **flags: bool,
) -> None:
    """List what is related to the article at URL, each with the reason.

    What the article's file lists comes first, then what lists the article, then what has to do with
    it by its words and time; each story once.
    """
    from bot.render import related_listing
    from bot.services.find_near import LEAST
    from bot.services.find_related import RelatedOptions

    if (url is None) == (batch is None):
        raise click.UsageError(related_listing.URL_OR_BATCH)
    ignores = flags["ignores_stored"]
    collapsing = flags["collapses"] or not ignores
    least = _LEAST_GRADED if ignores else LEAST
    options = RelatedOptions(uses_stored=not ignores, collapses=collapsing, least=least)
    path = settings_of(database).database
    urls = map(_line, batch) if batch else (url or "",)

    async def print_answers() -> None:
        async for asked, news, milliseconds in _answers(path, urls, limit, options):
            if batch is None and not as_json:
                click.echo(related_listing.related_answer(asked, news))
                continue
            line = related_listing.related_json(
                asked,
                news,
                milliseconds,
                with_sources=collapsing,
                ascii_only=batch is not None,
            )
            click.echo(line)

    asyncio.run(print_answers())


async def _answers(
    path: Path, urls: Iterable[str], limit: int, options: RelatedOptions
) -> AsyncIterator[tuple[str, RelatedNews | None, float]]:
    """Each address with its answer and the milliseconds that took; one before the next is read."""
    from bot.storage.store import open_archive

    async with open_archive(path) as archive:
        # Learnt before the clock runs: the first answer is to take no longer than the others.
        await archive.index.vocabulary()
        for url in urls:
            began = time.perf_counter()
            news = await archive.at_once(_answer, archive, url, limit, options)
            yield url, news, 1000 * (time.perf_counter() - began)


async def _answer(
    archive: Tables, url: str, limit: int, options: RelatedOptions
) -> RelatedNews | None:
    from bot.domain.url import read_address
    from bot.services.find_related import find_related

    address = read_address(url)
    if address is None:
        return None
    article_id = await archive.articles.id_of(address.key, guild_id=None)
    if article_id is None:
        return None
    return await find_related(archive, article_id, guild_id=None, limit=limit, options=options)


def _line(line: bytes) -> str:
    """A line of a batch, whatever bytes it consists of."""
    return line.rstrip(b"\r\n").decode(errors="replace")
