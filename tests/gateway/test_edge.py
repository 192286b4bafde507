"""A command that fails after it has answered."""

from contextlib import asynccontextmanager

import pytest
from simcord import assert_error

from bot.gateway.client import Newsdesk
from bot.gateway.replies import reply
from bot.render.card import note


@asynccontextmanager
async def synced(bot):
    await bot.tree.sync()
    yield


@pytest.fixture
async def simcord_bot():
    bot = Newsdesk(synced)

    @bot.tree.command(name="fail", description="Answer, then fail")
    async def fail(interaction):
        await reply(interaction, note("the answer"), private=False)
        raise ValueError

    yield bot
    await bot.close()


async def test_the_fault_comes_as_a_message_of_its_own_for_the_member_alone(simcord_env):
    channel = simcord_env.create_guild().create_text_channel("general")
    member = channel.guild.add_member(simcord_env.create_user("alice"))
    result = await member.slash(channel, "fail")
    (fault,) = result.followups
    assert "Something went wrong on my side" in str(fault.components)
    assert fault.ephemeral
    assert "the answer" in str(result.response.components)
    assert_error(simcord_env, ValueError)
