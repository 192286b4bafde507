"""`newsdesk run`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, settings_of

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@DATABASE
def run(database: Path | None) -> None:
    """Serve Discord until SIGTERM or Ctrl-C, with the token in DISCORD_TOKEN."""
    from bot import app
    from bot.logs import configure_logs

    settings = settings_of(database)
    configure_logs(settings.log_level, settings.log_format, token=settings.token)
    asyncio.run(app.run(settings))
