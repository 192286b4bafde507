"""A simulated Discord with the real bot, the real database and the owner's documents."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import create_bot
from bot.config import Settings, WatchAddress
from bot.demo.loopback import LoopbackDiscord

TOKEN = "the-token-of-the-tests"
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class Card:
    """A message of the bot as its reader has it; `message` is for pressing its buttons."""

    message: object

    @property
    def parts(self):
        return list(_walk(self.message.components))

    @property
    def markdown(self):
        return "\n".join(part["content"] for part in self.parts if part["type"] == 10)

    @property
    def text(self):
        """What is read: escapes give way to the signs they guard."""
        return re.sub(r"\\(.)", r"\1", self.markdown).replace("\u200b", "")

    @property
    def titles(self):
        """The headlines, without the marks of matched words."""
        return re.findall(r"^### (.*)$", re.sub(r"__\*\*|\*\*__", "", self.text), re.MULTILINE)

    @property
    def buttons(self):
        return [part for part in self.parts if part["type"] == 2]

    @property
    def labels(self):
        return [button["label"] for button in self.buttons]

    @property
    def links(self):
        return [button["url"] for button in self.buttons if "url" in button]

    def id_of(self, label):
        """The id of the first button with this label."""
        return next(button["custom_id"] for button in self.buttons if button["label"] == label)

    def is_off(self, label):
        return next(b.get("disabled", False) for b in self.buttons if b["label"] == label)


def _walk(components):
    for component in components:
        yield component
        yield from _walk(component.get("components", []))
        if "accessory" in component:
            yield from _walk([component["accessory"]])


@pytest.fixture
def read():
    """Read a message of the bot."""
    return Card


@pytest.fixture
def corpus():
    """What the bot loads; a module may load something else."""
    return (SEEDS,)


@pytest.fixture
def settings(tmp_path, corpus):
    watch = WatchAddress("127.0.0.1", 0)
    return Settings(database=tmp_path / "newsdesk.db", corpus=corpus, watch=watch)


@pytest.fixture
async def server(monkeypatch):
    """Discord simulated behind real sockets, in real time."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    async with LoopbackDiscord(token=TOKEN) as server:
        yield server


@pytest.fixture
def served(settings, server):
    """Settings that point at those sockets."""
    return replace(settings, token=TOKEN, api_base=server.api_base, gateway_url=server.gateway_url)


@pytest.fixture
async def simcord_bot(settings):
    bot = create_bot(settings)
    yield bot
    await bot.close()


@pytest.fixture
def channel(simcord_env):
    return simcord_env.create_guild().create_text_channel("general")


@pytest.fixture
def alice(simcord_env, channel):
    return channel.guild.add_member(simcord_env.create_user("alice"))


@pytest.fixture
def ask(alice, channel):
    """Type /news as Alice; returns the card she gets."""

    async def ask(query, **options):
        result = await alice.slash(channel, "news", query=query, **options)
        return Card(result.response)

    return ask


@pytest.fixture
def press(alice):
    """Press the first button with a label, as Alice; returns the card that comes of it."""

    async def press(card, label):
        result = await alice.click(card.message, custom_id=card.id_of(label))
        return Card(result.response)

    return press
