"""`newsdesk doctor`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, JSON, settings_of, spare_collector

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.health import Check


@click.command()
@DATABASE
@JSON
def doctor(database: Path | None, as_json: bool) -> None:
    """Look whether the archive and its index are sound; changes nothing, beside a bot too.

    Exits with 1 if something is wrong, and says what mends it.
    """
    from bot.render import archive as words
    from bot.services.check_archive import check_archive
    from bot.storage.store import open_snapshot

    async def checked() -> list[Check]:
        async with open_snapshot(settings_of(database).database) as archive:
            return await check_archive(archive)

    spare_collector()
    checks = asyncio.run(checked())
    click.echo(words.health_json(checks) if as_json else words.health_report(checks))
    sys.exit(1 if any(check.problems for check in checks) else 0)
