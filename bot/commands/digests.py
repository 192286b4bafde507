"""`newsdesk digests`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, JSON, settings_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.domain.digest_figures import DigestFigures


@click.command()
@DATABASE
@JSON
@click.option(
    "--limit",
    type=click.IntRange(0, 100_000),
    default=20,
    show_default=True,
    help="How many subscriptions and misses to list at most.",
)
def digests(database: Path | None, as_json: bool, limit: int) -> None:
    """Show how digests stand: subscriptions, posts by state, what waits longest, misses.

    Changes nothing, beside a running bot too. Disabled subscriptions are listed first, then those
    due next.

    \b
    The object of --json:
      subscriptions    how many are active, paused, disabled, ended
      outbox           how many posts are pending, sending, sent, unknown, dead
      planned          editions that are still to be composed
      oldest_pending   {due, guild, channel, attempts, cause}, or null
      misses, misses_of_7_days
      last_tick        when the bot last looked what is due, or null
      listed           [{guild, channel, kind, state, reason, time, timezone, next_due}]
      latest_misses    [{guild, channel, date, reason}]
    """
    from datetime import UTC, datetime

    from bot.render import digests_listing
    from bot.services.count_digests import count_digests
    from bot.storage.store import open_snapshot

    async def counted(now: datetime) -> DigestFigures:
        async with open_snapshot(settings_of(database).database) as tables:
            return await tables.at_once(count_digests, tables, now=now, limit=limit)

    now = datetime.now(UTC)
    figures = asyncio.run(counted(now))
    click.echo(
        digests_listing.digests_json(figures)
        if as_json
        else digests_listing.digests_report(figures, now=now)
    )
