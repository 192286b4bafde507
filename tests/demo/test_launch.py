"""A demo as `newsdesk demo` launches it: the real bot, an archive, an address to open."""

import asyncio
import re
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import app
from bot.demo.launch import launch_demo

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(autouse=True)
def _addresses(monkeypatch):
    """Let the addresses that a launched bot sets for its process go with the test."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


@pytest.fixture
def announced(monkeypatch):
    """What the terminal shows, as it comes."""
    lines: asyncio.Queue[str] = asyncio.Queue()
    monkeypatch.setattr("click.echo", lines.put_nowait)
    return lines


@pytest.fixture
def opened(monkeypatch):
    """The addresses that a browser is asked to open."""
    addresses = []
    monkeypatch.setattr("webbrowser.open", addresses.append)
    return addresses


@asynccontextmanager
async def launched(announced, **options):
    demo = asyncio.create_task(
        launch_demo(
            app.run, (SEEDS,), **{"database": None, "opens_browser": False, **options}, port=0
        )
    )
    try:
        async with asyncio.timeout(20):
            yield re.search(r"http://\S+", await announced.get())[0]
    finally:
        demo.cancel()
        await asyncio.wait({demo})


async def test_the_announced_address_shows_the_page(announced):
    async with (
        launched(announced) as address,
        aiohttp.ClientSession() as browser,
        browser.get(address) as page,
    ):
        assert page.status == 200
        assert "SimCord" in await page.text()


async def test_a_named_database_stays_with_the_archive_in_it(announced, tmp_path):
    path = tmp_path / "demo.db"
    async with launched(announced, database=path):
        pass
    assert path.stat().st_size > 0


async def test_a_browser_is_opened_where_there_is_a_screen(announced, opened, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    async with launched(announced, opens_browser=True) as address:
        assert opened == [address]


async def test_no_browser_takes_over_a_terminal_without_a_screen(announced, opened, monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with launched(announced, opens_browser=True):
        assert opened == []
