"""`newsdesk demo`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.commands.options import settings_of


@click.command()
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

    settings = settings_of(database)
    configure_logs("WARNING", settings.log_format)
    asyncio.run(
        launch_demo(
            app.run, corpus or settings.corpus, database=database, port=port, opens_browser=browser
        )
    )
