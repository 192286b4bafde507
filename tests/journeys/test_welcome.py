"""The bot is added to a server."""

import discord
import pytest
from simcord.backend import serializers


@pytest.fixture
def invite(simcord_env):
    """Have the bot leave a server and be added to it again, as Discord tells it."""

    async def invite(guild):
        backend = simcord_env.backend
        backend.emit("GUILD_DELETE", {"id": str(guild.id)})
        await simcord_env.settle()
        payload = dict(serializers.guild_create_payload(backend, backend.get_guild(guild.id)))
        # Discord sends this with servers that come back after an outage; a new one has none.
        del payload["unavailable"]
        backend.emit("GUILD_CREATE", payload)
        await simcord_env.settle()

    return invite


@pytest.fixture
def guild(simcord_env):
    return simcord_env.create_guild()


async def test_the_first_channel_gets_a_welcome_with_two_commands(guild, invite):
    general = guild.create_text_channel("general")
    await invite(guild)
    (message,) = general.history()
    text = "".join(c.content for c in message.components[0].children)
    assert "</news:" in text
    assert "</help:" in text


async def test_the_system_channel_is_preferred(simcord_env, guild, invite):
    general = guild.create_text_channel("general")
    arrivals = guild.create_text_channel("arrivals")
    simcord_env.backend.get_guild(guild.id).system_channel_id = arrivals.id
    await invite(guild)
    assert [len(channel.history()) for channel in (general, arrivals)] == [0, 1]


async def test_a_channel_the_bot_may_not_write_in_is_passed_over(simcord_env, guild, invite):
    silent = discord.PermissionOverwrite(send_messages=False)
    bot = simcord_env.bot.user
    closed = guild.create_text_channel("closed", overwrites={bot: silent})
    general = guild.create_text_channel("general")
    await invite(guild)
    assert [len(channel.history()) for channel in (closed, general)] == [0, 1]


async def test_a_server_without_an_open_channel_is_joined_in_silence(simcord_env, guild, invite):
    await invite(guild)
    assert simcord_env.bot.get_guild(guild.id)


async def test_a_refused_welcome_is_no_fault(simcord_env, guild, invite):
    general = guild.create_text_channel("general")
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await invite(guild)
    assert not general.history()
