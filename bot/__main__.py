"""The command line. Each command imports what it needs when it runs, so that all start fast."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot import __version__
from bot.errors import NewsdeskError
from bot.progress import progress_bar
from bot.query_command import QueryCommand

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import datetime
    from typing import BinaryIO

    from bot.config import Settings
    from bot.domain.health import Check
    from bot.domain.load_report import LoadReport
    from bot.domain.search import SearchQuery, SearchResult
    from bot.storage.store import Store

_DATABASE = click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive's file. Default: NEWSDESK_DATABASE, else data/newsdesk.db.",
)
_PATHS = click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=click.Path(path_type=Path, readable=False),
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
_STRICT = click.option(
    "--strict", is_flag=True, help="Exit with 1 if a file, or a part of one, was left out."
)


class _Commands(click.Group):
    """Commands whose known errors end in one message and exit code 2."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except NewsdeskError as error:
            from bot.render.cli import error_line

            click.echo(error_line(error), err=True)
            context.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsdesk")
def main() -> None:
    """The newsroom of a Discord server: a curated archive of tech news that answers.

    Settings come from the environment and from `.env`; `.env.example` describes them.
    """


@main.command()
@_PATHS
@_DATABASE
@_JSON
@_STRICT
@click.option("--prune", is_flag=True, help="Forget articles whose files are gone from the paths.")
def load(
    paths: tuple[Path, ...], database: Path | None, as_json: bool, strict: bool, prune: bool
) -> None:
    """Load files and folders into the archive.

    Files that were loaded before and have not changed are passed over. A file that can't be taken
    is named with its reason and never stops the others.
    """
    from bot.render import cli
    from bot.services.load_corpus import load_corpus
    from bot.storage.store import open_store

    async def loaded() -> LoadReport:
        async with open_store(_settings(database).database) as store:
            await _renew_index(store)
            with progress_bar(cli.PROGRESS, cli.PROGRESS_UNIT) as on_files:
                return await load_corpus(store, paths, prune=prune, on_files=on_files)

    _spare_collector()
    report = asyncio.run(loaded())
    click.echo(cli.load_json(report) if as_json else cli.load_report(report))
    if not report.added + report.updated + report.unchanged:
        click.echo(cli.NOTHING_LOADED, err=True)
        sys.exit(1)
    sys.exit(1 if strict and report.quarantined else 0)


@main.command()
@_PATHS
@click.option("--database", expose_value=False, help="Taken like everywhere, and left alone.")
@_JSON
@_STRICT
def lint(paths: tuple[Path, ...], as_json: bool, strict: bool) -> None:
    """Report what a load would say of files and folders, and store nothing."""
    from bot.render import cli
    from bot.services.lint_corpus import lint_corpus

    async def linted() -> LoadReport:
        with progress_bar(cli.PROGRESS, cli.PROGRESS_UNIT) as on_files:
            return await lint_corpus(paths, on_files=on_files)

    _spare_collector()
    report = asyncio.run(linted())
    click.echo(cli.load_json(report) if as_json else cli.lint_report(report))
    sys.exit(1 if strict and report.quarantined else 0)


@main.command()
@_DATABASE
def reindex(database: Path | None) -> None:
    """Make the search index anew from the articles; no file is read again."""
    from bot.render import archive as words
    from bot.services.reindex import reindex
    from bot.storage.store import open_store

    async def reindexed() -> int:
        async with open_store(_settings(database).database, creates=False) as store:
            with progress_bar(words.INDEXING, words.INDEXING_UNIT) as on_articles:
                return await reindex(store, on_articles=on_articles)

    began = time.perf_counter()
    articles = asyncio.run(reindexed())
    click.echo(words.reindexed(articles, seconds=time.perf_counter() - began))


@main.command()
@_DATABASE
@_JSON
def doctor(database: Path | None, as_json: bool) -> None:
    """Look whether the archive and its index are sound; changes nothing, beside a bot too.

    Exits with 1 if something is wrong, and says what mends it.
    """
    from bot.render import archive as words
    from bot.services.check_archive import check_archive
    from bot.storage.store import open_snapshot

    async def checked() -> list[Check]:
        async with open_snapshot(_settings(database).database) as archive:
            return await check_archive(archive)

    _spare_collector()
    checks = asyncio.run(checked())
    click.echo(words.health_json(checks) if as_json else words.health_report(checks))
    sys.exit(1 if any(check.problems for check in checks) else 0)


@main.command(cls=QueryCommand)
@click.argument("words", nargs=-1)
@_DATABASE
@_JSON
@click.option(
    "--batch",
    type=click.File("rb"),
    help="Read a query a line from this file (- for standard input), print a JSON line for each.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="How many articles to list at most.",
)
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
    from bot.render import cli

    if bool(words) == (batch is not None):
        raise click.UsageError(cli.WORDS_OR_BATCH)
    now = datetime.now(UTC)
    after, before = read_limits(options["after"], options["before"], options["on"], now=now)
    question = SearchQuery(
        "", options["topic"], options["source"], after, before, by_date=options["sort"] == "date"
    )
    path = _settings(database).database
    texts = map(_line, batch) if batch else (" ".join(words),)

    async def print_answers() -> None:
        answers = _answers(path, question, texts, limit=limit, collapses=collapses, now=now)
        async for text, result, milliseconds in answers:
            if batch is not None:
                click.echo(cli.batch_line(text, result, milliseconds, explains=explains))
            else:
                answer = cli.search_json if options["as_json"] else cli.search_answer
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


@main.command()
@_DATABASE
def run(database: Path | None) -> None:
    """Serve Discord until SIGTERM or Ctrl-C, with the token in DISCORD_TOKEN."""
    from bot import app
    from bot.logs import configure_logs

    settings = _settings(database)
    configure_logs(settings.log_level, settings.log_format)
    asyncio.run(app.run(settings))


@main.command()
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep the archive in this file instead of throwing it away at the end.",
)
@click.option(
    "--corpus",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Files or folders to load instead of the owner's documents; may be repeated.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="0: any free one.",
)
@click.option(
    "--browser/--no-browser", default=True, help="Open the page where there is a browser."
)
def demo(database: Path | None, corpus: tuple[Path, ...], port: int, browser: bool) -> None:
    """Try the real bot in a simulated Discord in the browser; no token needed."""
    from bot import app
    from bot.logs import configure_logs
    from bot.render import cli

    try:
        from bot.demo.launch import launch_demo
    except ModuleNotFoundError as error:
        raise click.UsageError(cli.DEMO_EXTRA_MISSING) from error

    settings = _settings(database)
    configure_logs("WARNING", settings.log_format)
    asyncio.run(
        launch_demo(
            app.run, corpus or settings.corpus, database=database, port=port, opens_browser=browser
        )
    )


async def _renew_index(store: Store) -> None:
    from bot.render import archive as words
    from bot.services.renew_index import renew_index

    with progress_bar(words.INDEXING, words.INDEXING_UNIT) as on_articles:
        await renew_index(
            store,
            on_outdated=lambda: click.echo(f"newsdesk: {words.OUTDATED}", err=True),
            on_articles=on_articles,
        )


def _settings(database: Path | None) -> Settings:
    from bot.config import read_settings

    return read_settings(os.environ, database=database)


def _spare_collector() -> None:
    """Turn the collector of cycles off for a command that ends soon.

    A load makes hundreds of thousands of values that live until its end; looking through them
    again and again takes a fifteenth of its time.
    """
    gc.disable()


if __name__ == "__main__":
    main()
