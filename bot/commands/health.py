"""`newsdesk health`."""

from __future__ import annotations

import asyncio

import click

from bot.commands.options import settings_of


@click.command()
def health() -> None:
    """Say whether the bot that runs on this machine is well; exit code 1 if not, or none runs."""
    from bot.render.health_listing import NOT_TOLD, health_lines, unreachable
    from bot.telemetry.ask_health import ask_health

    watch = settings_of(None).watch
    if watch is None:
        raise click.ClickException(NOT_TOLD)
    told = asyncio.run(ask_health(watch.host, watch.port))
    if told is None:
        click.echo(unreachable(str(watch)), err=True)
        raise SystemExit(1)
    click.echo(health_lines(told))
    raise SystemExit(1 if told else 0)
