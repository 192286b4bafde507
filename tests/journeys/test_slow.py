"""An answer that comes late: Discord shows that the bot thinks, and then the answer."""

import asyncio
import sqlite3
from contextlib import asynccontextmanager, closing

import pytest

from bot.app import running_bot
from bot.demo.room import Room
from bot.demo.world import build_world
from bot.gateway import replies

# https://discord.com/developers/docs/interactions/receiving-and-responding
THINKING = 5


@pytest.fixture
async def bot(served, server, monkeypatch):
    """A bot without patience: whatever has to wait at all counts as late."""
    monkeypatch.setattr(replies, "PATIENCE_SECONDS", 0.0)
    build_world(server.backend)
    async with running_bot(served) as bot:
        yield bot


@pytest.fixture
def ask_busy(bot, server, read):
    """Ask while the archive is written to, until Discord is asked for time.

    Returns the kind of the bot's first answer, and the card in the end.
    """

    async def ask():
        asked, kinds = asyncio.Event(), []

        def note(call):
            if "/callback" in call.path:
                kinds.append(call.json["type"])
                asked.set()

        server.traffic.listen(note)
        guild = next(iter(server.backend.guilds.values()))
        room = Room(server.backend, server.traffic)
        member = room.member(guild.id, guild.owner_id)
        async with _written(bot.store, asked):
            result = await member.slash(room.channel(guild.channel_ids[0]), "news", query="china")
        await server.traffic.until(lambda: result.response.components, seconds=5)
        assert not result.followups
        return kinds, read(result.response)

    return ask


@asynccontextmanager
async def _written(store, until):
    begun = asyncio.Event()

    async def write():
        async with store.writing():
            begun.set()
            await until.wait()

    async with asyncio.TaskGroup() as group, asyncio.timeout(10):
        group.create_task(write())
        await begun.wait()
        yield


async def test_a_late_answer_takes_the_place_of_thinking(ask_busy):
    kinds, card = await ask_busy()
    assert kinds == [THINKING]
    assert card.titles
    assert card.message.ephemeral


async def test_an_answer_that_cant_be_remembered_is_given_without_pages(ask_busy, served):
    await asyncio.to_thread(_break, served.database)
    _, card = await ask_busy()
    assert card.titles
    assert "no further pages now" in card.text
    assert not {"Next", "Share to channel"} & set(card.labels)


def _break(path):
    """Take away where answers are remembered, as soon as the bot does not write."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TABLE result_lists")
