"""`newsdesk train-topics`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from bot.commands.options import DATABASE, JSON, settings_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bot.domain.topic_training import TrainingReport


@click.command("train-topics")
@DATABASE
@click.option(
    "--until",
    help="Learn only from articles before then: 2019-12-01, december 2019, yesterday.",
)
@JSON
def train_topics(database: Path | None, until: str | None, as_json: bool) -> None:
    """Train the model that suggests topics on the archive, judge it, and keep it there.

    Needs the extra newsdesk[topics]; running what was trained does not. Exits with 1 if the archive
    is too small to learn from.

    \b
    The object of --json:
      is_trained           whether there is a model now
      articles, held_out   how many were learnt from, and how many judged by what came before
      words, size          of the model: words, bytes
      micro_f1, macro_f1   over all, and on average over topics
      topics               [{name, articles, precision, recall, f1, threshold}]
    """
    from datetime import UTC, datetime

    from bot.domain.period import parse_period
    from bot.render import training as words
    from bot.storage.store import open_store

    try:
        from bot.services.train_topics import train_topics
    except ModuleNotFoundError as error:
        raise click.UsageError(words.EXTRA_MISSING) from error

    async def trained(now: datetime, before: datetime | None) -> TrainingReport:
        async with open_store(settings_of(database).database, creates=False) as store:
            return await train_topics(store, now=now, until=before)

    now = datetime.now(UTC)
    before = parse_period(until, option="until", now=now).start if until else None
    report = asyncio.run(trained(now, before))
    click.echo(words.training_json(report) if as_json else words.training_report(report))
    sys.exit(0 if report.size else 1)
