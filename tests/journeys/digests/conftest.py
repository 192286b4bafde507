"""A server with an admin, a moderator, and a channel of each kind that digests are posted in."""

import json

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType
from simcord.results import ResponseMessage

from bot.domain.delivery_event import Accepted
from bot.render.digest_ids import fill_in
from bot.services.claim_posts import claim_posts
from bot.services.record_outcome import record_outcome


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
def news(guild):
    return guild.create_news_channel("announcements")


@pytest.fixture
def forum(guild):
    return guild.create_forum_channel("digests")


@pytest.fixture
def thread(simcord_env, channel, alice):
    """A thread that Alice opened."""
    made = simcord_env.backend.create_thread(channel.id, "Robots", alice.id)
    return ChannelHandle(simcord_env, channel.guild, made)


@pytest.fixture
def deny(simcord_env, guild):
    """Take permissions in a channel from the bot."""
    (role_id,) = simcord_env.backend.get_member(guild.id, simcord_env.backend.bot_user.id).role_ids

    def deny(channel, *flags):
        value = discord.Permissions(**dict.fromkeys(flags, True)).value
        overwrite = Overwrite(role_id, OverwriteType.ROLE, deny=value)
        simcord_env.backend.edit_channel(channel.id, {}, overwrites=[overwrite])

    return deny


@pytest.fixture
def digest(admin, channel, read):
    """Type a command of /digest as the admin; returns the card."""

    async def digest(command, *, here=channel, by=admin, **options):
        return read((await by.slash(here, f"digest {command}", **options)).response)

    return digest


@pytest.fixture
def stored(simcord_env, guild, channel):
    """Read a channel's subscription, also one that has ended."""

    async def stored(target=channel):
        return await simcord_env.bot.store.subscriptions.of_channel(guild.id, target.id)

    return stored


@pytest.fixture
def use(admin, read):
    """Press a button of a card as the admin, or as somebody else."""

    async def use(card, label, *, by=admin):
        return read((await by.click(card.message, custom_id=card.id_of(label))).response)

    return use


@pytest.fixture
def post(simcord_env):
    """Post what waits in the outbox, as the poster does; returns the messages."""

    async def post():
        store, now = simcord_env.bot.store, simcord_env.now()
        backend = simcord_env.backend
        messages = []
        while claimed := await claim_posts(store, now=now, limit=10):
            for each in claimed:
                body = json.loads(fill_in(each.payload, each.edition_id))
                place = each.thread_id or each.channel_id
                is_opening = each.kind == "forum" and each.part == 0
                what = "threads" if is_opening else "messages"
                route = discord.http.Route("POST", f"/channels/{place}/{what}")
                answer = await simcord_env.bot.http.request(route, json=body)
                # At Discord a thread's first message has its id; here only the thread has that.
                await record_outcome(store, each.id, Accepted(int(answer["id"])))
                message = answer["message"] if is_opening else answer
                found = backend.get_message(int(message["channel_id"]), int(message["id"]))
                messages.append(ResponseMessage(simcord_env, found))
        return messages

    return post
