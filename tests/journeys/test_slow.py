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
THINKING, LATER = 5, 6


@pytest.fixture
async def bot(served, server, monkeypatch):
    """A bot without patience: whatever has to wait at all counts as late."""
    monkeypatch.setattr(replies, "PATIENCE_SECONDS", 0.0)
    build_world(server.backend)
    async with running_bot(served) as bot:
        yield bot


@pytest.fixture
async def room(server):
    return Room(server.backend, server.traffic)


@pytest.fixture
def member(server, room):
    """The owner of the server, as its first member."""
    guild = next(iter(server.backend.guilds.values()))
    return room.member(guild.id, guild.owner_id)


@pytest.fixture
def while_busy(bot, server):
    """Act while the archive is written to, until Discord is asked for time.

    Returns the kind of the bot's first answer, and what came of the act.
    """

    async def while_busy(act):
        asked, kinds = asyncio.Event(), []

        def note(call):
            if "/callback" in call.path:
                kinds.append(call.json["type"])
                asked.set()

        server.traffic.listen(note)
        async with _written(bot.store, asked):
            result = await act()
        return kinds, result

    return while_busy


@pytest.fixture
def ask(server, room, member):
    """Ask in the first channel."""
    guild = next(iter(server.backend.guilds.values()))
    channel = room.channel(guild.channel_ids[0])

    async def ask(query):
        return await member.slash(channel, "news", query=query)

    return ask


@pytest.fixture
def ask_busy(while_busy, ask, server, read):
    """Ask while busy; the kind of the first answer, and the card in the end."""

    async def ask_busy():
        kinds, result = await while_busy(lambda: ask("china"))
        await server.traffic.until(lambda: result.response.components, seconds=5)
        assert not result.followups
        return kinds, read(result.response)

    return ask_busy


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


async def test_a_late_answer_to_a_press_takes_the_place_of_the_one_before(
    while_busy, ask, member, server, read
):
    answer = await ask("chnia face")
    await server.traffic.until(lambda: answer.response.components, seconds=5)
    literal = read(answer.response).id_of("Search for “chnia face” instead")
    kinds, _ = await while_busy(lambda: member.click(answer.response, custom_id=literal))
    await server.traffic.until(lambda: "as typed" in read(answer.response).text, seconds=5)
    assert kinds == [LATER]


async def test_what_an_admin_changes_late_is_changed(while_busy, server, room, member, read):
    guild = next(iter(server.backend.guilds.values()))
    channel = room.channel(guild.channel_ids[0])
    kinds, made = await while_busy(lambda: member.slash(channel, "digest subscribe"))
    await server.traffic.until(lambda: made.response.components, seconds=5)
    assert kinds == [THINKING]
    card = read(made.response)
    assert "## Subscribed" in card.text
    pause = card.id_of("Pause")
    kinds, _ = await while_busy(lambda: member.click(made.response, custom_id=pause))
    await server.traffic.until(lambda: "## Paused" in read(made.response).text, seconds=5)
    assert kinds == [LATER]


async def test_what_an_admin_settles_late_of_the_desk_is_settled(
    while_busy, server, room, member, read
):
    guild = next(iter(server.backend.guilds.values()))
    channel = room.channel(guild.channel_ids[0])
    kinds, made = await while_busy(
        lambda: member.slash(channel, "settings desk-channel", channel=channel)
    )
    await server.traffic.until(lambda: made.response.components, seconds=5)
    assert kinds == [THINKING]
    card = read(made.response)
    assert "Saved" in card.text
    queue_only = card.id_of("In the queue only")
    kinds, _ = await while_busy(lambda: member.click(made.response, custom_id=queue_only))
    await server.traffic.until(
        lambda: "In the queue only" not in read(made.response).labels, seconds=5
    )
    assert kinds == [LATER]


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
