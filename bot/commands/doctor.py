"""`newsdesk doctor`."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, JSON, settings_of, spare_collector

if TYPE_CHECKING:
    from pathlib import Path

    from bot.config import Settings
    from bot.domain.condition import Condition
    from bot.domain.health import Check


@click.command()
@DATABASE
@JSON
@click.option("--online", is_flag=True, help="Ask Discord too, whether it takes the token.")
def doctor(database: Path | None, as_json: bool, online: bool) -> None:
    """Look whether settings, machine and archive are sound; changes nothing, beside a bot too.

    Exits with 1 if something is wrong, and says what mends it.
    """
    from bot.errors import SettingsError
    from bot.render import archive as words

    spare_collector()
    checks: list[Check] = []
    try:
        settings = settings_of(database)
    except SettingsError as error:
        conditions = _wrong_settings(error.problems)
    else:
        checks, conditions = asyncio.run(_look(settings, online=online))
    report = words.health_json if as_json else words.health_report
    click.echo(report(checks, conditions))
    sys.exit(0 if words.is_healthy(checks, conditions) else 1)


def _wrong_settings(problems: tuple[tuple[str, str, str], ...]) -> list[Condition]:
    from bot.domain.condition import Condition, Finding

    return [
        Condition(Finding.SETTING_WRONG, {"key": key, "rule": rule, "origin": origin})
        for key, rule, origin in problems
    ]


async def _look(settings: Settings, *, online: bool) -> tuple[list[Check], list[Condition]]:
    from bot.config import secret_files
    from bot.domain.condition import judge_clock
    from bot.services.check_machine import Setup, check_machine

    drift = time.monotonic() - time.time()
    setup = Setup(
        settings.token,
        settings.database,
        settings.corpus,
        settings.backups_folder,
        secret_files(os.environ),
    )
    conditions = check_machine(setup, now=datetime.now(UTC))
    if online:
        from bot.services.check_discord import check_discord

        conditions += await check_discord(settings.api_base, settings.token)
    checks, last_tick, closed = await _look_at_archive(settings.database)
    drift -= time.monotonic() - time.time()
    return checks, [*conditions, judge_clock(datetime.now(UTC), last_tick, drift=drift), *closed]


async def _look_at_archive(
    database: Path,
) -> tuple[list[Check], datetime | None, list[Condition]]:
    """What is wrong with the archive, the bot's last tick in it, or why it can't be read."""
    from bot.domain.condition import Condition, Finding
    from bot.errors import StorageError
    from bot.services.check_archive import check_archive
    from bot.storage.store import open_snapshot

    try:
        async with open_snapshot(database) as archive:
            checks = await check_archive(archive)
            tick = await archive.ticks.last()
            return checks, tick.now if tick else None, []
    except StorageError as error:
        return [], None, [Condition(Finding.ARCHIVE_CLOSED, {"reason": str(error)})]
