"""`newsdesk brief`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, JSON, settings_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.domain.briefing import BriefingPage, BriefingQuery, NoBriefing

# bot.domain.briefing holds the same; importing it here would slow every command's start.
_USUAL, _MOST = 5, 10


@click.command()
@click.argument("topic", nargs=-1)
@DATABASE
@JSON
@click.option("--period", help="Which time: 7 days, last week, december 2019, 2019.")
@click.option("--on", help="Which day, month or year; with --period, the day on which it ends.")
@click.option(
    "--stories",
    type=click.IntRange(1, _MOST),
    default=_USUAL,
    show_default=True,
    help="How many stories to list at most.",
)
def brief(
    topic: tuple[str, ...],
    database: Path | None,
    as_json: bool,
    period: str | None,
    on: str | None,
    stories: int,
) -> None:
    """Brief on TOPIC, or on any words where there is no such topic; on everything without.

    Without --period or --on the last day, three days, week, month, quarter or year is taken,
    whichever is the first with enough news; where the archive ends in the past, its last days.

    \b
    The object of --json:
      about            what was asked for
      subject          {kind: topic, words or everything, name}; null if nothing fits
      period           {start, end}, the end exclusive, UTC
      headline         the sentence on the figures
      stories_total, articles_total, sources_total
      usual            {stories, spans}: the mean of so many equal spans before; null if young
      archive_ended    when the newest came, if that is why the period lies in the past; or null
      stories          [{url, title, provider, published, topics, sources, also, lines, heat}]
      follow_ups       [{url, after, after_title}]
      volume           {unit, bars: [{start, articles, in_period}]}
    Where there is nothing: about, subject, period, stories (empty), topics, newest.
    """
    from datetime import UTC, datetime

    from bot.domain.briefing import BriefingQuery
    from bot.domain.briefing_period import read_period
    from bot.render import briefing_listing

    now = datetime.now(UTC)
    query = BriefingQuery(" ".join(topic), read_period(period, on, now=now), stories)
    answer = asyncio.run(_answer(settings_of(database).database, query, now))
    render = briefing_listing.briefing_json if as_json else briefing_listing.briefing_text
    click.echo(render(answer))


async def _answer(path: Path, query: BriefingQuery, now: datetime) -> BriefingPage | NoBriefing:
    from bot.domain.briefing import NoBriefing
    from bot.services.brief_topic import brief_topic
    from bot.services.read_briefing import read_briefing
    from bot.storage.store import open_archive

    async with open_archive(path) as archive:
        briefing = await brief_topic(archive, query, guild_id=None, now=now)
        if isinstance(briefing, NoBriefing):
            return briefing
        return await read_briefing(archive, briefing, 0, guild_id=None, now=now)
