"""`newsdesk lint`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from bot.commands.options import JSON, PATHS, STRICT, spare_collector
from bot.commands.progress import progress_bar

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.load_report import LoadReport


@click.command()
@PATHS
@click.option("--database", expose_value=False, help="Taken like everywhere, and left alone.")
@JSON
@STRICT
def lint(paths: tuple[Path, ...], as_json: bool, strict: bool) -> None:
    """Report what a load would say of files and folders, and store nothing."""
    from bot.render import cli
    from bot.services.lint_corpus import lint_corpus

    async def linted() -> LoadReport:
        with progress_bar(cli.PROGRESS, cli.PROGRESS_UNIT) as on_files:
            return await lint_corpus(paths, on_files=on_files)

    spare_collector()
    report = asyncio.run(linted())
    click.echo(cli.load_json(report) if as_json else cli.lint_report(report))
    sys.exit(1 if strict and report.quarantined else 0)
