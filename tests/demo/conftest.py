"""A small bot of discord.py, connected through real sockets to the simulated Discord."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.demo.loopback import LoopbackDiscord
from bot.demo.room import Room
from bot.demo.session import Endpoint
from bot.demo.world import World, build_world

TOKEN = "the-token-of-the-tests"


class Pager(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"page:(?P<page>\d+)"):
    """A button whose whole state is in its custom_id, so that it outlives the bot."""

    def __init__(self, page: int) -> None:
        super().__init__(discord.ui.Button(label="Next", custom_id=f"page:{page}"))
        self.page = page

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: Any, /) -> "Pager":
        return cls(int(match["page"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.edit_message(view=make_card(self.page + 1, "more"))


class Form(discord.ui.Modal, title="Form"):
    name: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Name", custom_id="name")

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        await interaction.response.send_message(f"Hello {self.name.value}", ephemeral=True)


def make_card(page: int, query: str) -> discord.ui.LayoutView:
    section: discord.ui.Section[Any] = discord.ui.Section(
        f"Page {page}: {query}", accessory=discord.ui.Thumbnail("https://example.org/picture.jpg")
    )
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.Container(section))
    view.add_item(discord.ui.ActionRow(Pager(page)))
    return view


class SmallBot(discord.Client):
    """Commands that answer in each of the ways Newsdesk answers."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0.1)
        self.tree = app_commands.CommandTree(self)
        self.events: list[str] = []
        self.event_seen = asyncio.Event()
        self.tree.command(name="card", description="A card")(self.send_card)
        self.tree.command(name="form", description="A form")(self.send_form)
        self.tree.get_command("card").autocomplete("query")(self.complete)  # type: ignore[union-attr]

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Pager)
        await self.tree.sync()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.events.append(event)
        self.event_seen.set()
        super().dispatch(event, *args, **kwargs)

    async def until(self, event: str) -> None:
        while event not in self.events:
            self.event_seen.clear()
            await self.event_seen.wait()

    async def send_card(self, interaction: discord.Interaction[Any], query: str) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(view=make_card(1, query))

    async def complete(
        self, _: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}!", value=current)]

    async def send_form(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_modal(Form())


@asynccontextmanager
async def connect(client: SmallBot, token: str) -> AsyncIterator[SmallBot]:
    async with client:
        await client.login(token)
        connection = asyncio.create_task(client.connect())
        async with asyncio.timeout(5):
            await client.wait_until_ready()
        yield client
    await connection


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(token=TOKEN) as server:
        point_discord_at(monkeypatch, server.api_base, server.gateway_url)
        yield server


def point_discord_at(monkeypatch: pytest.MonkeyPatch, api_base: str, gateway_url: str) -> None:
    gateway = discord.gateway.DiscordWebSocket
    monkeypatch.setattr(discord.http.Route, "BASE", api_base)
    monkeypatch.setattr(gateway, "DEFAULT_GATEWAY", yarl.URL(gateway_url))


@pytest.fixture
def world(server: LoopbackDiscord) -> World:
    return build_world(server.backend)


@pytest.fixture
async def room(server: LoopbackDiscord) -> Room:
    return Room(server.backend, server.traffic)


@pytest.fixture
def news(room: Room, world: World) -> ChannelHandle:
    return room.channel(world.news_id)


@pytest.fixture
def member(room: Room, world: World) -> MemberActor:
    return room.member(world.guild_id, world.member_id)


@pytest.fixture
def start_bot() -> Callable[..., AbstractAsyncContextManager[SmallBot]]:
    """Connects a fresh small bot, with the token that the server knows or another one."""

    def start(token: str = TOKEN) -> AbstractAsyncContextManager[SmallBot]:
        return connect(SmallBot(), token)

    return start


@pytest.fixture
async def small_bot(
    world: World, start_bot: Callable[..., AbstractAsyncContextManager[SmallBot]]
) -> AsyncIterator[SmallBot]:
    async with start_bot() as client:
        assert client.get_guild(world.guild_id) is not None
        yield client


@pytest.fixture
async def ready() -> asyncio.Event:
    """Set once the bot of `run_small_bot` is ready."""
    return asyncio.Event()


@pytest.fixture
def run_small_bot(monkeypatch: pytest.MonkeyPatch, ready: asyncio.Event) -> Any:
    """A coroutine function that runs a small bot at an endpoint, as `newsdesk run` does."""

    async def run(endpoint: Endpoint) -> None:
        point_discord_at(monkeypatch, endpoint.api_base, endpoint.gateway_url)
        async with connect(SmallBot(), endpoint.token) as client:
            ready.set()
            await client.until("disconnect")

    return run
