"""A server with an admin, moderators and a member, and a moderator of another server."""

from dataclasses import dataclass

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType


@pytest.fixture
def corpus(tmp_path):
    """One article: what else there is, the desk brings."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "robots.md").write_text(
        "---\n"
        "title: Robots learn to weld\n"
        "url: https://robots.example/weld\n"
        "date: 2019-11-27\n"
        "---\n"
        "A factory teaches them.\n"
    )
    return (folder,)


@pytest.fixture
def guild(channel):
    return channel.guild


@pytest.fixture
def admins(guild):
    return guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))


@pytest.fixture
def admin(simcord_env, guild, admins):
    return guild.add_member(simcord_env.create_user("ada"), roles=[admins])


@pytest.fixture
def moderators(guild):
    return guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))


@pytest.fixture
def moderator(simcord_env, guild, moderators):
    return guild.add_member(simcord_env.create_user("mod"), roles=[moderators])


@pytest.fixture
def colleague(simcord_env, guild, moderators):
    """A second moderator of the same server."""
    return guild.add_member(simcord_env.create_user("max"), roles=[moderators])


@pytest.fixture
def thread(simcord_env, channel, alice):
    """A thread that Alice opened."""
    made = simcord_env.backend.create_thread(channel.id, "Robots", alice.id)
    return ChannelHandle(simcord_env, channel.guild, made)


@dataclass
class Elsewhere:
    """Another server: a channel, and a moderator who is none of ours."""

    channel: object
    moderator: object

    @property
    def guild(self):
        return self.channel.guild


@pytest.fixture
def elsewhere(simcord_env):
    guild = simcord_env.create_guild("Elsewhere")
    role = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    eve = guild.add_member(simcord_env.create_user("eve"), roles=[role])
    return Elsewhere(guild.create_text_channel("general"), eve)


@pytest.fixture
def demote(simcord_env, guild):
    """Take all permissions of a role away."""

    def demote(role):
        none = discord.Permissions.none().value
        simcord_env.backend.edit_role(guild.id, role.id, {"permissions": none})

    return demote


@pytest.fixture
def deny(simcord_env, guild):
    """Take permissions in a channel from the bot, or give them back."""
    (role_id,) = simcord_env.backend.get_member(guild.id, simcord_env.backend.bot_user.id).role_ids

    def deny(channel, *flags):
        value = discord.Permissions(**dict.fromkeys(flags, True)).value
        overwrite = Overwrite(role_id, OverwriteType.ROLE, deny=value)
        simcord_env.backend.edit_channel(channel.id, {}, overwrites=[overwrite])

    return deny


@pytest.fixture
def store(simcord_env):
    return simcord_env.bot.store


@pytest.fixture
def use(read):
    """Press a button of a card as somebody; returns the card that they get."""

    async def use(card, label, *, by):
        return read((await by.click(card.message, custom_id=card.id_of(label))).response)

    return use


@pytest.fixture
def choose(read):
    """Choose roles in a card's select as somebody; returns the card that they get."""

    async def choose(card, roles, *, by):
        (select,) = [part for part in card.parts if part["type"] == 6]
        result = await by.select(card.message, roles, custom_id=select["custom_id"])
        return read(result.response)

    return choose
