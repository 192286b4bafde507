"""Starts a demo as the command line asks for it: the real bot, an archive, a browser."""

import os
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

import click

from bot.config import Settings
from bot.demo.session import Endpoint, run_demo
from bot.fetch.pages import PageFetcher
from bot.render import demo as words
from bot.services.read_page import PageSource

RunBot = Callable[[Settings, PageSource], Coroutine[Any, Any, None]]


async def launch_demo(
    run: RunBot,
    corpus: tuple[Path, ...],
    *,
    database: Path | None,
    port: int,
    opens_browser: bool,
) -> None:
    """Hold a demo until Ctrl-C; its archive is a temporary one unless `database` names one.

    `run` serves with the settings it is given, as in production, and stops at a signal; it reads
    pages with what it is given.
    """
    with tempfile.TemporaryDirectory(prefix="newsdesk-demo-") as folder:
        path = database or Path(folder) / "newsdesk.db"
        await run_demo(
            partial(_run_bot, run, corpus, path),
            port=port,
            announce=partial(_announce, opens_browser=opens_browser),
        )


async def _run_bot(
    run: RunBot, corpus: tuple[Path, ...], database: Path, endpoint: Endpoint
) -> None:
    await run(
        Settings(
            token=endpoint.token,
            database=database,
            corpus=corpus,
            api_base=endpoint.api_base,
            gateway_url=endpoint.gateway_url,
            watch=None,
        ),
        PageSource(PageFetcher(endpoint.reach)),
    )


def _announce(address: str, *, opens_browser: bool) -> None:
    click.echo(words.announcement(address))
    if opens_browser and _has_screen():
        webbrowser.open(address)


def _has_screen() -> bool:
    """Whether a browser would open a window; elsewhere it would take over the terminal."""
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or bool(has_display)
