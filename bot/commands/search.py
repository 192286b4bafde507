"""`newsdesk search`."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import DATABASE, JSON, LIMIT, settings_of
from bot.commands.query_command import QueryCommand

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

    from bot.domain.search import SearchQuery, SearchResult


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1)
@DATABASE
@JSON
@click.option(
    "--batch",
    type=click.File("rb"),
    help="Read a query a line from this file (- for standard input), print a JSON line for each.",
)
@LIMIT
@click.option("--topic", help="Only this topic.")
@click.option("--source", help="Only this provider, by name or domain.")
@click.option("--after", help="Not older than: 2019-12-05, december 2019, 2019, yesterday, 7 days.")
@click.option("--before", help="Older than.")
@click.option("--on", help="Of this day, month or year.")
@click.option(
    "--sort",
    type=click.Choice(["best", "date"]),
    default="best",
    show_default=True,
    help="The best match first, or the newest.",
)
@click.option("--collapse", "collapses", is_flag=True, help="List one story once.")
@click.option("--explain", "explains", is_flag=True, help="Take each score apart.")
def search(
    words: tuple[str, ...],
    database: Path | None,
    batch: BinaryIO | None,
    limit: int,
    collapses: bool,
    explains: bool,
    **options: Any,
) -> None:
    """Search the archive for WORDS; typing errors are forgiven.

    "In quotes" words stand together, -word leaves out what has it, and topic:AI, source:axios,
    before:2019, after:yesterday and on:2019-12-05 limit like the options do.
    """
    from datetime import UTC, datetime

    from bot.domain.period import read_limits
    from bot.domain.search import SearchQuery
    from bot.render import listing

    if bool(words) == (batch is not None):
        raise click.UsageError(listing.WORDS_OR_BATCH)
    now = datetime.now(UTC)
    after, before = read_limits(options["after"], options["before"], options["on"], now=now)
    question = SearchQuery(
        "", options["topic"], options["source"], after, before, by_date=options["sort"] == "date"
    )
    path = settings_of(database).database
    texts = map(_line, batch) if batch else (" ".join(words),)

    async def print_answers() -> None:
        answers = _answers(path, question, texts, limit=limit, collapses=collapses, now=now)
        async for text, result, milliseconds in answers:
            if batch is not None:
                click.echo(listing.batch_line(text, result, milliseconds, explains=explains))
            else:
                answer = listing.search_json if options["as_json"] else listing.search_answer
                click.echo(answer(result, explains=explains))

    asyncio.run(print_answers())


async def _answers(
    path: Path,
    question: SearchQuery,
    texts: Iterable[str],
    *,
    limit: int,
    collapses: bool,
    now: datetime,
) -> AsyncIterator[tuple[str, SearchResult, float]]:
    """Each text with its answer and the milliseconds that took; one is answered before the next."""
    from bot.services.search_news import search_news
    from bot.storage.store import open_archive

    async with open_archive(path) as archive:
        # Learnt before the clock runs: the first answer is to take no longer than the others.
        await archive.index.vocabulary()
        for text in texts:
            query = replace(question, text=text)
            began = time.perf_counter()
            result = await search_news(
                archive, query, guild_id=None, limit=limit, now=now, collapses=collapses
            )
            yield text, result, 1000 * (time.perf_counter() - began)


def _line(line: bytes) -> str:
    """A line of a batch, whatever bytes it consists of."""
    return line.rstrip(b"\r\n").decode(errors="replace")
