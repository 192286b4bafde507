"""What a bot reads back of a channel, with and without the rights to."""

from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.demo.loopback import LoopbackDiscord
from bot.demo.world import World


def deny(server: LoopbackDiscord, world: World, **rights: bool) -> None:
    denied = discord.Permissions(**rights).value
    overwrite = Overwrite(server.backend.bot_user.id, OverwriteType.MEMBER, deny=denied)
    server.backend.set_overwrite(world.news_id, overwrite)


async def test_history_lists_the_bots_own_posts_with_the_ids_of_their_buttons(
    small_bot: Any, world: World
) -> None:
    channel = small_bot.get_channel(world.news_id)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Related", custom_id="digest:related:7"))
    sent = await channel.send("Edition", view=view)
    (found,) = [message async for message in channel.history()]
    assert (found.id, found.author) == (sent.id, small_bot.user)
    assert found.components[0].children[0].custom_id == "digest:related:7"


async def test_history_leaves_out_what_was_deleted(small_bot: Any, world: World) -> None:
    channel = small_bot.get_channel(world.news_id)
    await channel.send("Stays")
    await (await channel.send("Goes")).delete()
    assert [message.content async for message in channel.history()] == ["Stays"]


async def test_without_the_right_to_read_history_it_is_empty_and_no_error(
    server: LoopbackDiscord, small_bot: Any, world: World
) -> None:
    """As Discord does: an empty list does not say that nothing was posted."""
    channel = small_bot.get_channel(world.news_id)
    await channel.send("There")
    deny(server, world, read_message_history=True)
    assert [message async for message in channel.history()] == []


async def test_a_hidden_channel_refuses_its_history(
    server: LoopbackDiscord, small_bot: Any, world: World
) -> None:
    channel = small_bot.get_channel(world.news_id)
    deny(server, world, view_channel=True)
    with pytest.raises(discord.Forbidden) as refusal:
        [message async for message in channel.history()]
    assert refusal.value.code == 50001
