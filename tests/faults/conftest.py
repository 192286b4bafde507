"""The real bot with the owner's documents, at Discord simulated in process or behind sockets."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import create_bot, run
from bot.config import Settings, WatchAddress
from bot.demo.loopback import LoopbackDiscord
from bot.demo.room import Room
from bot.demo.world import World, build_world
from bot.services.load_corpus import load_corpus
from bot.storage import database
from bot.storage.store import open_store

TOKEN = "the-token-of-the-tests"
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class Card:
    """A message of the bot as its reader has it."""

    message: object

    @property
    def parts(self):
        return list(_walk(self.message.components))

    @property
    def text(self):
        return "\n".join(part["content"] for part in self.parts if part["type"] == 10)

    def id_of(self, label):
        """The id of the first button with this label, None without one."""
        found = (part for part in self.parts if part.get("label") == label)
        return next((part["custom_id"] for part in found), None)


def _walk(components):
    for component in components:
        yield component
        yield from _walk(component.get("components", []))
        if "accessory" in component:
            yield from _walk([component["accessory"]])


@pytest.fixture
def corpus():
    """What the bot loads; a module may load something else."""
    return SEEDS


@pytest.fixture
def settings(tmp_path, corpus):
    watch = WatchAddress("127.0.0.1", 0)
    return Settings(database=tmp_path / "data" / "newsdesk.db", corpus=(corpus,), watch=watch)


@pytest.fixture
def rows(settings):
    """What is stored, read as another process would."""

    def rows(sql):
        with closing(sqlite3.connect(settings.database, timeout=10)) as connection:
            return connection.execute(sql).fetchall()

    return rows


@pytest.fixture
async def loaded(settings):
    """The database, filled before any bot serves."""
    async with open_store(settings.database) as store:
        await load_corpus(store, settings.corpus)
    return settings.database


# In process, where a clock can be wound and every press is answered before it returns.


@pytest.fixture
async def simcord_bot(settings, monkeypatch):
    # Usually another writer is waited for for ten seconds.
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    bot = create_bot(settings)
    yield bot
    await bot.close()


@pytest.fixture
def store(simcord_env):
    return simcord_env.bot.store


@pytest.fixture
def channel(simcord_env):
    return simcord_env.create_guild().create_text_channel("general")


@pytest.fixture
def keeper(simcord_env, channel):
    """A member who may moderate and manage the server."""
    power = discord.Permissions(manage_guild=True, manage_messages=True)
    role = channel.guild.create_role("Keepers", permissions=power)
    return channel.guild.add_member(simcord_env.create_user("kim"), roles=[role])


@pytest.fixture
def type_(keeper, channel):
    """Type a command as the keeper; returns the card."""

    async def type_(command, **options):
        return Card((await keeper.slash(channel, command, **options)).response)

    return type_


@pytest.fixture
def press(keeper):
    """Press a button as the keeper; returns the card that is there then."""

    async def press(card, label):
        return Card((await keeper.click(card.message, custom_id=card.id_of(label))).response)

    return press


# Behind sockets, as `newsdesk run` serves.


class Lines(logging.Handler):
    """The log's lines so far, and those to come."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.told = []
        self._more = asyncio.Event()

    def emit(self, record):
        self.told.append((record.levelname, record.getMessage()))
        self._more.set()

    async def until(self, text):
        """The first line not yet seen that has the text; lines before it count as seen."""
        async with asyncio.timeout(15):
            while True:
                while self.told:
                    level, line = self.told.pop(0)
                    if text in line:
                        return level, line
                self._more.clear()
                await self._more.wait()


@pytest.fixture
async def lines():
    handler = Lines()
    logger = logging.getLogger("bot")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.fixture
async def server(monkeypatch):
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    async with LoopbackDiscord(token=TOKEN) as server:
        yield server


@dataclass
class Member:
    """Somebody in the first channel of a small server."""

    server: LoopbackDiscord
    world: World

    async def ask(self, query="facial recognition"):
        """Type /news; what is read, None where nothing came."""
        room = Room(self.server.backend, self.server.traffic)
        actor = room.member(self.world.guild_id, self.world.member_id)
        answer = await actor.slash(room.channel(self.world.news_id), "news", query=query)
        return Card(answer.response).text if answer.response else None


@pytest.fixture
def member(server):
    return Member(server, build_world(server.backend))


@pytest.fixture
def served(settings, server):
    """Settings that point at those sockets."""
    return replace(settings, token=TOKEN, api_base=server.api_base, gateway_url=server.gateway_url)


@pytest.fixture
async def serve(served, server):
    """Serve until the test ends; once it returns, the bot is connected or has ended."""
    tasks = []

    async def serve(**changes):
        task = asyncio.create_task(run(replace(served, **changes)))
        tasks.append(task)
        await server.traffic.until(lambda: server.is_ready or task.done(), seconds=10)
        return task

    yield serve
    for task in tasks:
        task.cancel()
        await asyncio.wait({task})
