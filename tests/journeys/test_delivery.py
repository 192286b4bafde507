"""An edition's way from the clock to the channel, by the bot as it is run."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.app import run, running_bot
from bot.demo.faults import Delay, Fault
from bot.domain.subscription import Timing
from bot.domain.subscription_draft import SubscriptionDraft
from bot.services.load_corpus import load_corpus
from bot.services.subscribe_channel import subscribe_channel
from bot.storage.store import open_store

ROOT = Path(__file__).parents[2]
POST = "/channels/*/messages"


@pytest.fixture
async def channel(server, settings):
    """The id of a channel whose edition was due half an hour ago, when no bot was running."""
    guild = server.backend.create_guild("Newsroom")
    channel = server.backend.create_channel(guild.id, "digests")
    due = datetime.now(UTC) - timedelta(minutes=30)
    draft = SubscriptionDraft(
        guild.id, channel.id, "text", timing=Timing(time(due.hour, due.minute), "UTC")
    )
    async with open_store(settings.database) as store:
        await load_corpus(store, settings.corpus)
        await subscribe_channel(store, draft, now=due - timedelta(minutes=1))
    return channel.id


@pytest.fixture
def posts(server, channel):
    """What stands in the channel."""
    return lambda: list(server.backend.messages[channel].values())


@pytest.fixture
def states(settings):
    """The states of all posts."""

    def read():
        with closing(sqlite3.connect(settings.database, timeout=10)) as connection:
            return [row[0] for row in connection.execute("SELECT state FROM outbox ORDER BY id")]

    return read


@pytest.fixture
def process(served):
    """The bot in a process of its own, until the block ends."""
    environment = {
        "DISCORD_TOKEN": served.token,
        "NEWSDESK_WATCH": "off",
        "DISCORD_API_BASE": served.api_base,
        "DISCORD_GATEWAY_URL": served.gateway_url,
        "NEWSDESK_DATABASE": str(served.database),
        "NEWSDESK_CORPUS": str(served.corpus[0]),
    }

    @asynccontextmanager
    async def start():
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env={**os.environ, **environment}
        )
        try:
            yield bot
        finally:
            bot.kill()
            await bot.wait()

    return start


async def test_what_came_due_while_the_bot_was_away_is_posted_once(served, server, posts, states):
    for _ in range(2):
        async with running_bot(served):
            await server.traffic.until(posts, seconds=10)
            await _until(lambda: states() == ["sent"])
    (message,) = posts()
    assert "From the archive" in json.dumps(message.components)


async def test_a_signal_in_mid_send_lets_the_post_end_and_be_recorded(
    served, server, posts, states
):
    server.faults.script(Fault(Delay(0.5), "POST", POST))
    serving = asyncio.create_task(run(served))
    await _until(lambda: server.faults.happened)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        await serving
    assert len(posts()) == 1
    assert states() == ["sent"]


async def test_a_bot_that_is_killed_in_mid_send_posts_it_once_after_all(
    process, server, posts, states
):
    server.faults.script(Fault(Delay(1.0), "POST", POST, times=1))
    async with process():
        await _until(lambda: server.faults.happened)
    assert states() == ["sending"]
    async with process():
        await _until(lambda: states() == ["sent"])
    assert len(posts()) == 1


async def _until(condition):
    try:
        async with asyncio.timeout(20):
            while not condition():  # noqa: ASYNC110 - what is stored sets no event
                await asyncio.sleep(0.02)
    except TimeoutError:
        pytest.fail("it never came about")
