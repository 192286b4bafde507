"""Scripted faults, as discord.py meets them through real sockets."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest

from bot.demo.faults import Cut, Delay, Fault, Faults, rate_limit, refuse
from bot.demo.loopback import LoopbackDiscord
from bot.demo.world import World

POSTS = "/channels/*/messages"
LOST = Cut(is_carried_out=True)


@pytest.fixture
def channel(small_bot: Any, world: World) -> discord.TextChannel:
    found: discord.TextChannel = small_bot.get_channel(world.news_id)
    return found


def stored(server: LoopbackDiscord, world: World) -> list[str]:
    return [message.content for message in server.backend.messages[world.news_id].values()]


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (400, 50035, discord.HTTPException),
        (403, 50001, discord.Forbidden),
        (403, 50013, discord.Forbidden),
        (404, 10003, discord.NotFound),
        (404, 10008, discord.NotFound),
        (503, 0, discord.DiscordServerError),
    ],
)
async def test_a_scripted_refusal_arrives_as_that_error_and_nothing_is_posted(
    server: LoopbackDiscord,
    world: World,
    channel: discord.TextChannel,
    status: int,
    code: int,
    error: type[discord.HTTPException],
) -> None:
    server.faults.script(Fault(refuse(status, code), "POST", POSTS, times=1))
    with pytest.raises(error) as refusal:
        await channel.send("Refused")
    assert (refusal.value.status, refusal.value.code) == (status, code)
    assert stored(server, world) == []


async def test_a_fault_is_over_after_its_times(
    server: LoopbackDiscord, world: World, channel: discord.TextChannel
) -> None:
    server.faults.script(Fault(refuse(403, 50013), "POST", POSTS, times=2))
    for _ in range(2):
        with pytest.raises(discord.Forbidden):
            await channel.send("Refused")
    await channel.send("Taken")
    assert stored(server, world) == ["Taken"]


async def test_a_fault_spares_other_routes_and_channels(
    server: LoopbackDiscord, world: World, channel: discord.TextChannel
) -> None:
    elsewhere = f"/channels/{world.announcements_id}/messages"
    server.faults.script(Fault(refuse(403), "POST", elsewhere), Fault(refuse(403), "DELETE"))
    await channel.send("Taken")
    assert stored(server, world) == ["Taken"]


async def test_a_request_that_is_lost_is_not_carried_out(
    server: LoopbackDiscord, world: World, channel: discord.TextChannel
) -> None:
    server.faults.script(Fault(Cut(is_carried_out=False), "POST", POSTS, times=1))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("Lost")
    assert stored(server, world) == []


async def test_discord_py_waits_out_a_429_and_tries_again(
    server: LoopbackDiscord, world: World, channel: discord.TextChannel
) -> None:
    server.faults.script(Fault(rate_limit(0.2), "POST", POSTS, times=1))
    began = asyncio.get_running_loop().time()
    await channel.send("Patient")
    assert asyncio.get_running_loop().time() - began >= 0.2
    assert stored(server, world) == ["Patient"]


async def test_a_429_of_cloudflare_is_an_error_at_once(
    server: LoopbackDiscord, channel: discord.TextChannel
) -> None:
    server.faults.script(Fault(rate_limit(60, has_via=False), "POST", POSTS))
    with pytest.raises(discord.HTTPException) as refusal:
        await channel.send("Banned")
    assert refusal.value.status == 429


async def test_a_delay_holds_up_a_call_and_then_the_next_fault_comes(
    server: LoopbackDiscord, channel: discord.TextChannel
) -> None:
    server.faults.script(Fault(Delay(0.2), "POST", POSTS), Fault(refuse(403), "POST", POSTS))
    began = asyncio.get_running_loop().time()
    with pytest.raises(discord.Forbidden):
        await channel.send("Late")
    assert asyncio.get_running_loop().time() - began >= 0.2


async def test_faults_that_are_cleared_do_not_happen(
    server: LoopbackDiscord, world: World, channel: discord.TextChannel
) -> None:
    server.faults.script(Fault(refuse(403)))
    server.faults.clear()
    await channel.send("Taken")
    assert stored(server, world) == ["Taken"]


def test_a_share_is_that_share_of_calls_and_the_same_for_the_same_seed() -> None:
    def draw(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.script(Fault(refuse(503), share=0.07))
        return [bool(faults.draw("POST", "/x")) for _ in range(2_000)]

    assert draw(1) == draw(1) != draw(2)
    assert 100 <= sum(draw(1)) <= 180


def test_what_happened_is_counted_by_fault() -> None:
    faults = Faults()
    lost, refused = Fault(LOST, "POST", times=1), Fault(refuse(403))
    faults.script(lost, refused)
    for method in ("POST", "POST", "GET"):
        faults.draw(method, "/x")
    assert faults.happened == {lost: 1, refused: 2}


async def test_a_bot_that_dies_in_mid_request_leaves_no_trace(
    server: LoopbackDiscord, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    host, port = server.api_base.split("/")[2].split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    head = (
        f"POST /api/v10/channels/{world.news_id}/messages HTTP/1.1\r\nHost: {host}\r\n"
        f"Authorization: Bot {server.token}\r\nContent-Length: 100\r\n\r\n{{"
    )
    seen, other = Fault(Delay(0), "POST"), f"{server.api_base}/gateway"
    server.faults.script(seen)
    writer.write(head.encode())
    async with aiohttp.ClientSession() as session:
        while not server.faults.happened[seen]:
            await session.get(other)
        writer.transport.abort()
        await session.get(other)
    assert stored(server, world) == []
    assert caplog.text == ""
