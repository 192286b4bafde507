"""`newsdesk simulate`."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import DATABASE, settings_of, spare_collector
from bot.commands.progress import progress_bar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.domain.simulation import SimulatedDay, Simulation
    from bot.storage.store import Tables

# bot.domain.subscription holds the same; importing it here would slow every command's start.
_STORIES, _MOST_STORIES = 8, 15
_PER_PROVIDER, _MOST_PER_PROVIDER = 2, 5
_MOST_DAYS = 366
_FIRST_YEAR, _LAST_YEAR = 1970, 2200


def _read_time(_context: click.Context, _option: click.Parameter, value: str) -> time:
    try:
        return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007 - on the channel's clocks
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no time of day, such as 09:00") from error


def _read_day(_context: click.Context, _option: click.Parameter, value: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date, such as 2019-12-01") from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise click.BadParameter(f"the year must be from {_FIRST_YEAR} to {_LAST_YEAR}")
    return day


def _read_zone(_context: click.Context, _option: click.Parameter, value: str) -> str:
    from bot.fetch.zones import find_zone

    if find_zone(value) is None:
        raise click.BadParameter(f"{value!r} is no IANA time zone, such as Europe/Berlin")
    return value


@click.command()
@click.option(
    "--from",
    "first",
    required=True,
    callback=_read_day,
    help="The first day, in the zone of the edition: 2019-12-01.",
)
@click.option(
    "--days",
    type=click.IntRange(1, _MOST_DAYS),
    default=1,
    show_default=True,
    help="How many days to replay.",
)
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, readable=False),
    help="Files or a folder to replay instead of the archive, loaded into a temporary database.",
)
@DATABASE
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a day instead.")
@click.option(
    "--topic", "--topics", "topics", multiple=True, help="Only this topic; may be given again."
)
@click.option(
    "--stories",
    type=click.IntRange(1, _MOST_STORIES),
    default=_STORIES,
    show_default=True,
    help="How many stories an edition has at most.",
)
@click.option(
    "--per-provider",
    "--provider-cap",
    "per_provider",
    type=click.IntRange(1, _MOST_PER_PROVIDER),
    default=_PER_PROVIDER,
    show_default=True,
    help="How many of them one provider has at most.",
)
@click.option(
    "--zone",
    "--timezone",
    "zone",
    default="UTC",
    show_default=True,
    callback=_read_zone,
    help="The IANA time zone of the channel: Europe/Berlin.",
)
@click.option(
    "--time",
    "--at",
    "at",
    default="09:00",
    show_default=True,
    callback=_read_time,
    help="When editions are due, on the clocks of the zone.",
)
@click.option("--quality", type=click.IntRange(0), default=0, help="The least quality.")
@click.option("--include", multiple=True, help="Only with this word or phrase; may be given again.")
@click.option("--exclude", multiple=True, help="Not with this word or phrase; may be given again.")
@click.option("--from-archive", is_flag=True, help="Take old stories where nothing is new.")
def simulate(
    first: date, days: int, corpus: Path | None, database: Path | None, **options: Any
) -> None:
    """Replay a span of days and print each edition that a channel would have got, with reasons.

    An article arrives at the time it was published, and nothing later than an edition is in it. The
    archive is read and never written; the same archive gives the same editions.

    \b
    The objects of --json, one a line, also for a day without an edition:
      slot             the local date
      topics           those asked for
      stories          [{url, title, provider, published, sources, related, reasons}]
      left_out         [{url, reason}], 50 at most, what was nearly in first
      left_out_total   how many were looked at and left out
    """
    from bot.render import editions_listing

    if database is not None and corpus is not None:
        raise click.UsageError(editions_listing.DATABASE_OR_CORPUS)
    simulation = _simulation(first, days, options)

    async def print_editions() -> None:
        async with _archive(database, corpus) as archive:
            async for day in _simulated(archive, simulation):
                if options["as_json"]:
                    click.echo(editions_listing.edition_json(day))
                else:
                    click.echo(editions_listing.edition_text(day, simulation.timing.zone))

    spare_collector()
    asyncio.run(print_editions())


def _simulation(first: date, days: int, options: dict[str, Any]) -> Simulation:
    from bot.domain.simulation import Simulation
    from bot.domain.subscription import Policy, Timing

    policy = Policy(
        topics=options["topics"],
        stories=options["stories"],
        per_provider=options["per_provider"],
        least_quality=options["quality"],
        include=options["include"],
        exclude=options["exclude"],
        from_archive=options["from_archive"],
    )
    return Simulation(policy, Timing(options["at"], options["zone"]), first, days)


@asynccontextmanager
async def _archive(database: Path | None, corpus: Path | None) -> AsyncIterator[Tables]:
    """The archive, read as it is now whatever is loaded meanwhile; or one made of the corpus."""
    from tempfile import TemporaryDirectory

    from bot.render import cli
    from bot.services.load_corpus import load_corpus
    from bot.storage.store import open_snapshot, open_store

    if corpus is None:
        async with open_snapshot(settings_of(database).database) as archive:
            yield archive
        return
    with TemporaryDirectory(prefix="newsdesk-") as folder:
        async with open_store(Path(folder) / "corpus.db") as store:
            with progress_bar(cli.PROGRESS, cli.PROGRESS_UNIT) as on_files:
                report = await load_corpus(store, [corpus], on_files=on_files)
            if not report.articles + report.related:
                click.echo(cli.NOTHING_LOADED, err=True)
            yield store


async def _simulated(archive: Tables, simulation: Simulation) -> AsyncIterator[SimulatedDay]:
    from tempfile import TemporaryDirectory

    from bot.services.simulate_digests import simulate_digests
    from bot.storage.store import open_store

    topics = [name for typed in simulation.policy.topics for name in await _named(archive, typed)]
    policy = replace(simulation.policy, topics=tuple(dict.fromkeys(topics)))
    with TemporaryDirectory(prefix="newsdesk-") as folder:
        async with open_store(Path(folder) / "replay.db") as store:
            async for day in simulate_digests(archive, store, replace(simulation, policy=policy)):
                yield day


async def _named(archive: Tables, typed: str) -> list[str]:
    """The topic that is meant, or several with commas between them, under names readers see."""
    from bot.errors import QueryError
    from bot.services.resolve_topic import resolve_topic

    topic = await resolve_topic(archive, typed, guild_id=None)
    first, *others = (part.strip() for part in typed.split(","))
    if topic is not None and (topic.how != "spelling" or not others):
        return [topic.name]
    if not others:
        raise QueryError("--topic", first, "a topic of the archive")
    return [name for part in (first, *others) if part for name in await _named(archive, part)]
