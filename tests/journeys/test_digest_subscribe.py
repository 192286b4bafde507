"""An admin has channels get digests, as they see it in Discord."""

import json

import discord
import pytest
from simcord import assert_error

from bot.domain.subscription import Activity


@pytest.fixture
def guild(channel):
    return channel.guild


@pytest.fixture
def admin(simcord_env, guild):
    role = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(simcord_env.create_user("ada"), roles=[role])


@pytest.fixture
def digest(admin, channel, read):
    """Type a command of /digest as the admin; returns the card."""

    async def digest(command, *, here=channel, by=admin, **options):
        result = await by.slash(here, f"digest {command}", **options)
        return read(result.response)

    return digest


@pytest.fixture
def stored(simcord_env, guild):
    """The subscriptions of the server, ended ones too."""

    async def stored(target):
        return await simcord_env.bot.store.subscriptions.of_channel(guild.id, target.id)

    return stored


async def test_one_command_subscribes_a_channel(digest, channel, stored):
    card = await digest("subscribe", topics="computer vision", timezone="Europe/Berlin")
    assert card.message.ephemeral
    assert card.text.startswith(f"## Subscribed: {channel.mention}\nNext edition: **")
    assert "09:00 in Europe/Berlin" in card.text
    assert ":R>" in card.text
    assert "Topics: Computer Vision" in card.text
    assert "8 stories at most, 2 of one source" in card.text
    assert card.labels == ["Preview", "Edit", "Send now", "Pause", "Status"]
    subscription = await stored(channel)
    assert subscription.activity is Activity.ACTIVE
    assert subscription.policy.topics == ("Computer Vision",)
    assert subscription.next_due is not None
