"""`newsdesk desk`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, JSON, settings_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.desk_figures import ListedAct, Replayed
    from bot.domain.desk_outcome import Outcome

# Discord's ids, and SQLite's integers, have 64 bits.
_NUMBER = click.IntRange(1, 2**63 - 1)
SERVER = click.option(
    "--server",
    type=_NUMBER,
    metavar="ID",
    help="The desk of the server with this id, in place of that of the archive.",
)


@click.group()
def desk() -> None:
    """What moderators did: read the log of a desk, and undo acts.

    The desk of the archive has what trusted servers did for all (NEWSDESK_TRUSTED_GUILDS); every
    other server has one of its own.
    """


@desk.command()
@DATABASE
@SERVER
@JSON
@click.option(
    "--limit",
    type=click.IntRange(1, 100_000),
    default=20,
    show_default=True,
    help="How many acts to list at most.",
)
def log(database: Path | None, server: int | None, limit: int, *, as_json: bool) -> None:
    """List the newest acts: who, when, what and why. Changes nothing, beside a bot too."""
    from bot.domain.newsroom import ARCHIVE
    from bot.render import desk_listing
    from bot.services.list_acts import list_acts
    from bot.storage.store import open_snapshot

    desk_id = server or ARCHIVE

    async def listed() -> tuple[ListedAct, ...]:
        async with open_snapshot(settings_of(database).database) as tables:
            return await tables.at_once(list_acts, tables, desk_id, limit=limit)

    words = desk_listing.acts_json if as_json else desk_listing.acts_report
    click.echo(words(desk_id, asyncio.run(listed())))


@desk.command()
@click.argument("number", type=_NUMBER)
@DATABASE
@SERVER
@click.option("--why", default="", metavar="TEXT", help="What the log says about it.")
def undo(number: int, database: Path | None, server: int | None, why: str) -> None:
    """Take the act of this NUMBER back, beside a bot too; that is an act as well.

    Exits with 1 where something was done to the same since, which is to be undone first.
    """
    from datetime import UTC, datetime

    from bot.domain.desk_act import Press
    from bot.domain.desk_outcome import Done
    from bot.domain.desk_redaction import NOBODY
    from bot.domain.newsroom import ARCHIVE, Newsroom
    from bot.render import desk_listing
    from bot.services.undo_act import undo_act
    from bot.storage.store import open_store

    async def undone() -> Outcome:
        # The operator may undo what was done for all, on whichever desk.
        newsroom = Newsroom(server or ARCHIVE, is_trusted=True)
        press = Press(NOBODY, datetime.now(UTC), why)
        async with open_store(settings_of(database).database, creates=False) as store:
            return await undo_act(store, newsroom, newsroom.guild_id, number, press=press)

    outcome = asyncio.run(undone())
    click.echo(desk_listing.undo_report(outcome, number))
    sys.exit(0 if isinstance(outcome, Done) else 1)


@desk.command()
@DATABASE
def replay(database: Path | None) -> None:
    """Make anew what the logs of all desks make, where `newsdesk doctor` says so.

    Exits with 1 if a log is damaged; what that desk made stays as it is.
    """
    from datetime import UTC, datetime

    from bot.render import desk_listing
    from bot.services.replay_desks import replay_desks
    from bot.storage.store import open_store

    async def replayed() -> Replayed:
        async with open_store(settings_of(database).database, creates=False) as store:
            return await replay_desks(store, now=datetime.now(UTC))

    outcome = asyncio.run(replayed())
    click.echo(desk_listing.replay_report(outcome))
    sys.exit(1 if outcome.broken else 0)
