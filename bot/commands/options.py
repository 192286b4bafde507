"""What commands have in common."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.config import Settings

DATABASE = click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The archive's file. Default: NEWSDESK_DATABASE, else data/newsdesk.db.",
)
PATHS = click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH...",
    type=click.Path(path_type=Path, readable=False),
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
LIMIT = click.option(
    "--limit",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="How many articles to list at most.",
)
STRICT = click.option(
    "--strict", is_flag=True, help="Exit with 1 if a file, or a part of one, was left out."
)


def settings_of(database: Path | None) -> Settings:
    """The settings, with the archive that the command names, if it does."""
    from bot.config import read_settings

    return read_settings(os.environ, database=database)


def spare_collector() -> None:
    """Turn the collector of cycles off for a command that ends soon.

    A load makes hundreds of thousands of values that live until its end; looking through them
    again and again takes a fifteenth of its time.
    """
    gc.disable()
