"""`newsdesk reload`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, settings_of

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@DATABASE
def reload(database: Path | None) -> None:
    """Ask the bot that serves from the archive to load its corpus again.

    It does so by itself when files change, where the system tells it. Exits with 1 where no bot
    serves.
    """
    from bot.render import recovery as words
    from bot.services.ask_reload import ask_reload

    path = settings_of(database).database
    pid = ask_reload(path)
    if pid is None:
        click.echo(words.no_bot(path), err=True)
        sys.exit(1)
    click.echo(words.reload_asked(pid))
