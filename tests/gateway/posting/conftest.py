"""A poster at the simulated Discord, channels with an edition to be posted, and a clock to wind."""

import asyncio
import sqlite3
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import discord
import pytest
import yarl
from simcord.backend.models import Overwrite
from simcord.enums import ChannelType, MessageType, OverwriteType

import bot.services.share_editions
from bot.demo.faults import Fault
from bot.demo.loopback import LoopbackDiscord
from bot.domain.article import Article
from bot.domain.edition import Edition, EditionStory
from bot.domain.heat import Heat
from bot.domain.subscription import Manner, Policy, Timing
from bot.domain.subscription_draft import SubscriptionDraft
from bot.gateway import poster
from bot.gateway.client import Newsdesk
from bot.gateway.poster import Poster
from bot.render.edition import render_edition
from bot.services.freeze_editions import freeze_editions
from bot.services.plan_digests import plan_digests
from bot.services.queue_now import queue_now
from bot.services.read_status import read_status
from bot.services.subscribe_channel import subscribe_channel
from bot.storage import database
from bot.storage.schema import migrate
from bot.storage.store import open_store

TOKEN = "the-token-of-the-tests"
KINDS = {
    "text": ChannelType.TEXT,
    "announcement": ChannelType.NEWS,
    "forum": ChannelType.FORUM,
}
PUBLISHED = datetime(2024, 5, 1, tzinfo=UTC)


class Clock:
    """The time, and as much more as it was wound."""

    def __init__(self):
        self.ahead = timedelta()

    def __call__(self):
        return datetime.now(UTC) + self.ahead

    def wind(self, **by):
        self.ahead += timedelta(**by)


async def compose(_tables, subscription, *, slot, due):
    """An edition of as many stories as are wanted, none of which was ever offered."""
    first = subscription.watermark + 1
    numbers = range(first, first + subscription.policy.stories)
    stories = tuple(EditionStory(_article(number), number, Heat()) for number in numbers)
    return Edition(slot, due, "new", stories, watermark=numbers[-1])


def _article(number):
    title = f"News {number}"
    return Article(number, f"https://site.com/{number}", title, "", "Robotics", "", PUBLISHED)


@dataclass
class Desk:
    """Orders editions for channels of a server, has them posted, and says what came of it."""

    server: LoopbackDiscord
    client: Newsdesk
    clock: Clock
    path: object
    guild_id: int = 0
    posters: list = field(default_factory=list)

    @property
    def store(self):
        return self.client.store

    @property
    def backend(self):
        return self.server.backend

    def add_channel(self, kind="text"):
        if kind == "thread":
            parent = self.backend.create_channel(self.guild_id, "parent").id
            return self.backend.create_thread(parent, "thread", self.backend.bot_user.id).id
        return self.backend.create_channel(self.guild_id, f"of {kind}", type=KINDS[kind]).id

    async def subscribe(self, kind="text", *, stories=1, timing=None, **manner):
        """The subscription of a new channel."""
        draft = SubscriptionDraft(
            self.guild_id,
            self.add_channel(kind),
            kind,
            timing=timing or Timing(),
            policy=Policy(stories=stories),
            manner=Manner(**manner),
        )
        subscription = await subscribe_channel(self.store, draft, now=self.clock())
        await self.client_knows(subscription.channel_id)
        return subscription

    async def client_knows(self, channel_id):
        guild = self.client.get_guild(self.guild_id)
        await self.until(lambda: guild.get_channel_or_thread(channel_id) is not None)

    async def order(self, kind="text", **options):
        """A new channel's subscription, with an edition that is due now."""
        subscription = await self.subscribe(kind, **options)
        await self.order_again(subscription)
        return subscription

    async def order_again(self, subscription):
        edition_id = await queue_now(
            self.store, subscription.id, guild_id=self.guild_id, now=self.clock()
        )
        await freeze_editions(self.store, render_edition, now=self.clock(), edition_id=edition_id)

    async def order_daily(self, kind="text", **manner):
        """The same with the edition of a local date."""
        soon = self.clock() + timedelta(minutes=1)
        timing = Timing(soon.time().replace(second=0, microsecond=0, tzinfo=None), "UTC")
        subscription = await self.subscribe(kind, timing=timing, **manner)
        await self.make_daily()
        return subscription

    async def make_daily(self):
        await plan_digests(self.store, now=self.clock(), zone_data="of the tests")
        await freeze_editions(self.store, render_edition, now=self.clock())
        self.clock.wind(minutes=1)

    @asynccontextmanager
    async def posting(self):
        """Post while the block lasts."""
        running = Poster(self.client, self.store, clock=self.clock)
        task = asyncio.create_task(running.run())
        try:
            yield running
        finally:
            await running.stop()
            await task

    async def post(self, *states):
        """Post until all posts stand so, or until nothing is left to be posted."""
        async with self.posting():
            await self.until(lambda: self.is_settled(states))

    def is_settled(self, states):
        now = self.states()
        return now == list(states) if states else not {"pending", "sending"} & set(now)

    async def until(self, condition):
        try:
            async with asyncio.timeout(10):
                while not condition():  # noqa: ASYNC110 - what is stored sets no event
                    await asyncio.sleep(0.005)
        except TimeoutError:
            raise AssertionError(f"it stays as {self.posts()}") from None

    def posts(self):
        return self.rows("SELECT state, attempts, cause, is_plain FROM outbox ORDER BY id")

    def states(self):
        return [row[0] for row in self.rows("SELECT state FROM outbox ORDER BY id")]

    def rows(self, sql, *values):
        with closing(sqlite3.connect(self.path, timeout=10)) as connection:
            return connection.execute(sql, values).fetchall()

    def messages(self, channel_id):
        """What was posted there, without what Discord says of a thread that was started."""
        posted = self.backend.messages.get(channel_id, {}).values()
        return [message for message in posted if message.type != MessageType.THREAD_CREATED]

    async def status(self, subscription):
        return await read_status(
            self.store, subscription.id, guild_id=self.guild_id, now=self.clock()
        )

    async def deny(self, channel_id, **rights):
        """Take rights from the bot; it has been told when this returns."""
        denied = discord.Permissions(**rights)
        overwrite = Overwrite(self.backend.bot_user.id, OverwriteType.MEMBER, deny=denied.value)
        self.backend.set_overwrite(channel_id, overwrite)
        guild = self.client.get_guild(self.guild_id)
        channel = guild.get_channel(channel_id)
        await self.until(lambda: not channel.permissions_for(guild.me).value & denied.value)


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("blank") / "newsdesk.db"
    migrate(path)
    return path.read_bytes()


@pytest.fixture
def limits():
    """Discord's rate limits; none, unless a module says otherwise."""


@pytest.fixture
async def desk(tmp_path, blank_database, limits, monkeypatch):
    monkeypatch.setattr(bot.services.share_editions, "compose_edition", compose)
    for name in ("_IDLE_SECONDS", "_BUSY_SECONDS", "_TROUBLE_SECONDS"):
        monkeypatch.setattr(poster, name, 0.02)
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.05)
    path = tmp_path / "newsdesk.db"
    path.write_bytes(blank_database)

    @asynccontextmanager
    async def opened(client):
        async with open_store(path) as client.store:
            yield

    async with LoopbackDiscord(token=TOKEN, limits=limits) as server:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_base)
        gateway = discord.gateway.DiscordWebSocket
        monkeypatch.setattr(gateway, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        guild_id = server.backend.create_guild("Newsroom").id
        async with Newsdesk(opened) as client:
            client._connection.guild_ready_timeout = 0.05
            await client.login(TOKEN)
            async with client.connected():
                yield Desk(server, client, Clock(), path, guild_id)


@pytest.fixture
def fail(desk):
    """Script what goes wrong with calls, such as those that post."""

    def script(effect, *, method="POST", path="*", **options):
        desk.server.faults.script(Fault(effect, method, path, **options))

    return script
