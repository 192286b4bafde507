"""A message sent twice under one nonce, through discord.py and real sockets."""

from typing import Any

import aiohttp
import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.demo.faults import Cut, Fault
from bot.demo.loopback import LoopbackDiscord
from bot.demo.nonces import Nonces
from bot.demo.world import World

NONCE = "0123456789abcdef012345678"
POSTS = "/channels/*/messages"


@pytest.fixture
def channel(small_bot: Any, world: World) -> discord.TextChannel:
    found: discord.TextChannel = small_bot.get_channel(world.news_id)
    return found


async def texts(channel: discord.TextChannel) -> list[str]:
    """What a reader of the channel sees, oldest first."""
    return [message.content async for message in channel.history(oldest_first=True)]


async def test_a_repeat_is_answered_with_the_message_there_is(channel: discord.TextChannel) -> None:
    first = await channel.send("Once", nonce=NONCE)
    again = await channel.send("Once", nonce=NONCE)
    assert again.id == first.id
    assert await texts(channel) == ["Once"]


async def test_another_nonce_makes_another_message(channel: discord.TextChannel) -> None:
    await channel.send("Twice", nonce="a")
    await channel.send("Twice", nonce="b")
    assert await texts(channel) == ["Twice", "Twice"]


async def test_a_nonce_counts_in_its_channel_only(
    small_bot: Any, channel: discord.TextChannel, world: World
) -> None:
    first = await channel.send("Here", nonce=NONCE)
    other = await small_bot.get_channel(world.announcements_id).send("There", nonce=NONCE)
    assert (other.content, other.id != first.id) == ("There", True)


async def test_after_its_time_a_nonce_makes_a_second_message(
    server: LoopbackDiscord, channel: discord.TextChannel
) -> None:
    await channel.send("Twice", nonce=NONCE)
    server.nonces.forget()
    await channel.send("Twice", nonce=NONCE)
    assert await texts(channel) == ["Twice", "Twice"]


@pytest.mark.parametrize(("later", "found"), [(59.9, 7), (60.0, None)])
def test_a_nonce_is_remembered_for_its_seconds(later: float, found: int | None) -> None:
    nonces = Nonces(seconds=60)
    nonces.note(1, NONCE, 7, 1000.0)
    assert nonces.find(1, NONCE, 1000.0 + later) == found


async def test_a_lost_reply_leaves_the_message_and_its_repeat_finds_it(
    server: LoopbackDiscord, channel: discord.TextChannel
) -> None:
    server.faults.script(Fault(Cut(is_carried_out=True), "POST", POSTS, times=1))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("Lost", nonce=NONCE)
    assert await texts(channel) == ["Lost"]
    again = await channel.send("Lost", nonce=NONCE)
    assert [message.id async for message in channel.history()] == [again.id]


async def test_a_lost_reply_without_a_nonce_of_ones_own_doubles(
    server: LoopbackDiscord, channel: discord.TextChannel
) -> None:
    """The negative control: discord.py makes a new nonce up for every call."""
    server.faults.script(Fault(Cut(is_carried_out=True), "POST", POSTS, times=1))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("Twice")
    await channel.send("Twice")
    assert await texts(channel) == ["Twice", "Twice"]


async def test_the_repeat_of_a_deleted_message_is_unknown_message(
    channel: discord.TextChannel,
) -> None:
    await (await channel.send("Gone", nonce=NONCE)).delete()
    with pytest.raises(discord.NotFound) as refusal:
        await channel.send("Gone", nonce=NONCE)
    assert refusal.value.code == 10008
    assert await texts(channel) == []


async def test_the_repeat_of_an_edited_message_is_answered_as_it_is_now(
    channel: discord.TextChannel,
) -> None:
    await (await channel.send("Before", nonce=NONCE)).edit(content="After")
    assert (await channel.send("Before", nonce=NONCE)).content == "After"


async def test_a_nonce_that_is_too_long_is_refused(channel: discord.TextChannel) -> None:
    with pytest.raises(discord.HTTPException) as refusal:
        await channel.send("Long", nonce=NONCE + "9")
    assert (refusal.value.status, refusal.value.code) == (400, 50035)


async def test_a_repeat_needs_the_right_to_post(
    server: LoopbackDiscord, channel: discord.TextChannel, world: World
) -> None:
    await channel.send("Once", nonce=NONCE)
    denied = discord.Permissions(send_messages=True).value
    overwrite = Overwrite(server.backend.bot_user.id, OverwriteType.MEMBER, deny=denied)
    server.backend.set_overwrite(world.news_id, overwrite)
    with pytest.raises(discord.Forbidden) as refusal:
        await channel.send("Once", nonce=NONCE)
    assert refusal.value.code == 50013
