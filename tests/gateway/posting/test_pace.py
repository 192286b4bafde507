"""How fast is posted, and when not at all."""

import asyncio
import time

import pytest
from yarl import URL

from bot.demo.faults import rate_limit, refuse
from bot.demo.rate_limits import RateLimits
from bot.gateway.governor import _is_limited

POST = "/channels/*/messages"
CHANNELS = 75


@pytest.fixture
def limits():
    return RateLimits()


async def test_posts_come_no_faster_than_discord_takes_them(desk, limits):
    for _ in range(CHANNELS):
        await desk.order()
    began = time.monotonic()
    await desk.post()
    assert time.monotonic() - began > (CHANNELS - 2) / 47
    assert limits.busiest_second <= 50
    assert not limits.refused


async def test_what_discord_py_repeats_by_itself_is_paced_too(desk, fail, limits):
    for _ in range(CHANNELS):
        await desk.order()
    fail(rate_limit(0.2), path=POST, share=0.4)
    await desk.post()
    assert limits.busiest_second <= 50
    assert limits.refused["global"] == 0


async def test_a_global_limit_holds_all_calls(desk, fail):
    first, second = await desk.order(), await desk.order()
    fail(rate_limit(0.5, is_global=True), path=f"/channels/{first.channel_id}/messages", times=1)
    began = time.monotonic()
    await desk.post()
    assert time.monotonic() - began >= 0.5
    assert [len(desk.messages(each.channel_id)) for each in (first, second)] == [1, 1]


async def test_too_many_refused_calls_pause_posting(desk, fail, monkeypatch, caplog):
    monkeypatch.setattr("bot.domain.pace.INVALID_CALLS", 2)
    fail(refuse(403, 50013), path=POST)
    for _ in range(3):
        await desk.order()
    async with desk.posting() as poster:
        await desk.until(lambda: desk.states() == ["dead"] * 3)
        await desk.order()
        assert await poster._claim() == 0
    assert desk.posts()[3] == ("pending", 0, None, 0)
    assert "Discord refuses very many calls" in caplog.text


async def test_posts_go_on_while_the_gateway_is_gone(desk):
    channels = [(await desk.order()).channel_id for _ in range(30)]
    resumed = asyncio.create_task(desk.client.wait_for("resumed", timeout=10))
    async with desk.posting():
        await desk.until(lambda: "sent" in desk.states())
        desk.server.gateway.drop()
        await desk.until(lambda: set(desk.states()) == {"sent"})
    assert [len(desk.messages(channel)) for channel in channels] == [1] * 30
    await resumed


async def test_the_governor_leaves_answers_to_members_alone(desk):
    base = desk.server.api_base
    assert _is_limited(URL(f"{base}/channels/1/messages"))
    assert not _is_limited(URL(f"{base}/interactions/1/token/callback"))
    assert not _is_limited(URL(f"{base}/webhooks/1/token/messages/@original"))
    assert not _is_limited(URL("https://cdn.discordapp.com/picture.png"))
