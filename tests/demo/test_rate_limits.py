"""Discord's rate limits: what is counted, and what discord.py makes of it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest

from bot.demo.loopback import LoopbackDiscord
from bot.demo.rate_limits import RateLimits, RouteLimit
from bot.demo.world import build_world

POSTS = "/channels/*/messages"


@pytest.fixture
def limits() -> RateLimits:
    return RateLimits(calls_per_second=8, routes=(RouteLimit("POST", POSTS, 2, 0.3),))


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch, limits: RateLimits) -> AsyncIterator[Any]:
    async with LoopbackDiscord(token="limited", limits=limits) as server:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_base)
        yield server


@pytest.fixture
async def client(server: LoopbackDiscord) -> AsyncIterator[discord.Client]:
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(server.token)
        yield client


@pytest.fixture
def channel_ids(server: LoopbackDiscord) -> list[int]:
    guild_id = build_world(server.backend).guild_id
    return [server.backend.create_channel(guild_id, f"c{n}").id for n in range(12)]


async def post(client: discord.Client, channel_id: int, text: str = "x") -> None:
    channel = client.get_partial_messageable(channel_id)
    await channel.send(text)


async def test_discord_py_keeps_to_a_bucket_by_its_headers(
    server: LoopbackDiscord, client: discord.Client, channel_ids: list[int], limits: RateLimits
) -> None:
    began = asyncio.get_running_loop().time()
    for number in range(5):
        await post(client, channel_ids[0], str(number))
    assert asyncio.get_running_loop().time() - began >= 0.6
    assert not limits.refused
    stored = server.backend.messages[channel_ids[0]].values()
    assert [message.content for message in stored] == ["0", "1", "2", "3", "4"]


async def test_a_bot_without_a_governor_meets_the_global_limit_and_gets_through(
    server: LoopbackDiscord, client: discord.Client, channel_ids: list[int], limits: RateLimits
) -> None:
    await asyncio.gather(*(post(client, channel_id) for channel_id in channel_ids))
    assert limits.refused["global"] > 0
    assert limits.busiest_second == 8
    assert all(len(server.backend.messages[channel_id]) == 1 for channel_id in channel_ids)


async def test_a_429_says_how_long_and_whose_limit_it_is(
    server: LoopbackDiscord, channel_ids: list[int]
) -> None:
    address = f"{server.api_base}/channels/{channel_ids[0]}/messages"
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        answers = [await session.post(address, json={"content": "x"}) for _ in range(3)]
        body, said = await answers[2].json(), answers[2].headers
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert (body["global"], said["X-RateLimit-Scope"], said["Via"]) == (False, "user", "1.1 google")
    assert 0 < body["retry_after"] <= 0.3
    assert (said["X-RateLimit-Limit"], said["X-RateLimit-Remaining"]) == ("2", "0")
    assert said["Content-Type"] == "application/json"


def test_any_second_has_at_most_the_calls_of_the_limit() -> None:
    limits = RateLimits(calls_per_second=50, routes=())
    moments = [step / 1000 for step in range(4_000)]
    admitted = [now for now in moments if limits.admit("GET", "/x", now).retry_after is None]
    assert limits.busiest_second == 50
    assert max(sum(t <= u < t + 1 for u in admitted) for t in admitted) == 50


def test_a_wait_of_what_is_said_is_enough() -> None:
    limits = RateLimits(routes=(RouteLimit("POST", POSTS, 1, 5.0),))
    limits.admit("POST", "/channels/1/messages", 100.0)
    refused = limits.admit("POST", "/channels/1/messages", 102.0)
    assert refused.retry_after == 3.0
    assert limits.admit("POST", "/channels/1/messages", 105.0).retry_after is None


def test_each_channel_has_a_bucket_of_its_own() -> None:
    limits = RateLimits(routes=(RouteLimit("POST", POSTS, 1, 5.0),))
    for channel_id in (1, 2):
        path = f"/channels/{channel_id}/messages"
        assert limits.admit("POST", path, 100.0).retry_after is None


def test_answers_to_interactions_do_not_count_for_the_bot() -> None:
    limits = RateLimits(calls_per_second=1)
    for _ in range(3):
        admission = limits.admit("POST", "/interactions/1/token/callback", 100.0)
        assert admission.retry_after is None
    assert limits.busiest_second == 0
