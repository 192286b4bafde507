"""What the operator sees of what members do."""

import asyncio
import logging

import aiohttp
import pytest

from bot.app import running_bot
from bot.demo.room import Room
from bot.demo.world import build_world

LOG = "bot.gateway.journeys"


@pytest.fixture
def world(server):
    return build_world(server.backend)


@pytest.fixture
async def bot(served, world):
    assert world
    async with running_bot(served) as bot:
        yield bot


@pytest.fixture
async def room(server):
    return Room(server.backend, server.traffic)


@pytest.fixture
def alice(world, room):
    return room.member(world.guild_id, world.member_id)


@pytest.fixture
def channel(world, room):
    return room.channel(world.news_id)


@pytest.fixture
def ask(bot, alice, channel, read):
    assert bot.is_ready()

    async def ask():
        answer = await alice.slash(channel, "news", query="facial recognition")
        return read(answer.response)

    return ask


@pytest.fixture
def count(bot):
    async def count(name, **labels):
        """The figure once there is one: members see an answer before the bot hears so."""
        async with asyncio.timeout(5):
            # Prometheus tells nobody that a figure has changed.
            while not (value := bot.metrics.registry.get_sample_value(name, labels)):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return value

    return count


@pytest.fixture
def told(caplog):
    """The lines of journeys so far."""
    caplog.set_level(logging.INFO, logger=LOG)
    return lambda: [record for record in caplog.records if record.name == LOG]


async def test_an_answer_is_timed_and_told_in_one_line_with_its_reference(ask, count, told):
    await ask()
    assert await count("newsdesk_interaction_seconds_count", journey="/news") == 1
    assert await count("newsdesk_search_seconds_count") == 1
    (line,) = told()
    assert (line.getMessage(), line.interaction, line.status) == ("answered", "/news", 200)
    assert len(line.journey) == 8


async def test_a_press_is_timed_by_its_kind(ask, alice, count):
    card = await ask()
    await alice.click(card.message, custom_id=card.id_of("Next"))
    assert await count("newsdesk_interaction_seconds_count", journey="news:page") == 1


async def test_typing_is_timed_apart_and_not_told(alice, channel, count, told):
    await alice.autocomplete(channel, "news", "query", "faci")
    assert await count("newsdesk_interaction_seconds_count", journey="/news (typing)") == 1
    assert told() == []


async def test_every_call_is_counted_by_route_and_status(ask, count):
    await ask()
    route = "POST /interactions/{id}/{token}/callback"
    assert await count("newsdesk_discord_answers_total", route=route, code="200") == 1


async def test_a_serving_bot_is_well_and_ready_and_knows_its_archive(served, caplog):
    caplog.set_level(logging.INFO, logger="bot.app")
    async with running_bot(served), aiohttp.ClientSession() as session:
        address = next(m for m in caplog.messages if "metrics and health" in m).split()[-1]
        pages = {}
        for page in ("metrics", "healthz", "readyz"):
            async with session.get(f"{address}/{page}") as answer:
                pages[page] = answer.status, await answer.text()
    assert pages["healthz"] == (200, '{"ok": true, "ailments": []}\n')
    assert pages["readyz"][0] == 200
    assert "newsdesk_articles 11.0" in pages["metrics"][1].splitlines()
