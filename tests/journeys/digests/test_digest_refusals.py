"""Who may not manage digests, and where they can't be posted."""

import discord
import pytest
from simcord import assert_error
from simcord.backend.errors import SetupError

from bot.render.digest_refusals import (
    EveryoneRoleError,
    MissingRightsError,
    NotSubscribedError,
    UnmentionableRoleError,
    UnusableChannelError,
)

COMMANDS = (
    "subscribe list preview edit pause resume unsubscribe send-now status history copy export"
    " import explain"
)


def test_nobody_but_admins_is_shown_the_commands(admin, moderator, alice, channel):
    shown = {name for name in admin.available_commands(channel) if name.startswith("digest ")}
    assert shown == {f"digest {name}" for name in COMMANDS.split()}
    for member in (moderator, alice):
        assert not [n for n in member.available_commands(channel) if n.startswith("digest")]


def test_direct_messages_have_none_of_them(simcord_env):
    carol = simcord_env.create_user("carol")
    assert not [name for name in carol.available_commands() if name.startswith("digest")]


@pytest.mark.parametrize("name", ["moderator", "alice"])
async def test_others_can_not_call_them(request, digest, stored, name):
    with pytest.raises(SetupError):
        await digest("subscribe", by=request.getfixturevalue(name))
    assert await stored() is None


async def test_a_role_that_the_server_lets_may_manage_them(
    simcord_env, guild, digest, moderator, moderators, use
):
    command_id = simcord_env.bot.command_ids["digest"]
    guild.set_command_permissions(command_id, {moderators: True})
    card = await digest("subscribe", by=moderator)
    assert "## Subscribed" in card.text
    assert "## Paused" in (await use(card, "Pause", by=moderator)).text
    guild.set_command_permissions(command_id, {moderators: False})
    assert "Only who may manage this server" in (await use(card, "Resume", by=moderator)).text


@pytest.fixture
def demote(simcord_env, guild, admins):
    """Take the admins' right away."""

    def demote():
        none = discord.Permissions.none().value
        simcord_env.backend.edit_role(guild.id, admins.id, {"permissions": none})

    return demote


@pytest.mark.parametrize("label", ["Preview", "Edit", "Send now", "Pause", "Status"])
async def test_who_was_an_admin_presses_in_vain(digest, use, demote, stored, label):
    card = await digest("subscribe", topics="computer vision")
    before = await stored()
    demote()
    refused = await use(card, label)
    assert "Only who may manage this server can do that" in refused.text
    assert refused.message.ephemeral
    assert await stored() == before


async def test_who_was_an_admin_sends_a_form_in_vain(admin, digest, demote, stored):
    card = await digest("subscribe", topics="computer vision")
    editor = await admin.click(card.message, label="Edit")
    form = await admin.click(editor.response, label="When…")
    demote()
    await admin.submit_modal(form, {"time": "10", "timezone": "UTC", "days": ["0"]})
    assert (await stored()).timing.at.hour == 9


@pytest.mark.parametrize(
    ("place", "flag", "name"),
    [
        ("channel", "view_channel", "View Channel"),
        ("channel", "send_messages", "Send Messages"),
        ("news", "read_message_history", "Read Message History"),
        ("forum", "send_messages_in_threads", "Send Messages in Threads"),
    ],
)
async def test_a_permission_that_the_bot_lacks_is_named_before_anything_is_stored(  # noqa: PLR0917
    simcord_env, request, guild, digest, deny, stored, place, flag, name
):
    target = request.getfixturevalue(place)
    here = guild.create_text_channel("desk")
    deny(target, flag)
    card = await digest("subscribe", here=here, channel=target)
    assert f"I can't post digests in {target.mention} yet" in card.text
    assert f"**{name}**" in card.text
    assert card.message.ephemeral
    assert await stored(target) is None
    assert_error(simcord_env, MissingRightsError)


async def test_all_missing_permissions_are_named_at_once(simcord_env, digest, deny, news):
    deny(news, "send_messages", "read_message_history")
    text = (await digest("subscribe", channel=news)).text
    assert "**Send Messages**, **Read Message History**" in text
    assert_error(simcord_env, MissingRightsError)


async def test_everyone_is_never_pinged(simcord_env, digest, guild, stored):
    card = await digest("subscribe", role=guild.default_role)
    assert "I never ping everyone" in card.text
    assert await stored() is None
    assert_error(simcord_env, EveryoneRoleError)


async def test_a_role_that_the_bot_may_not_ping_is_refused(
    simcord_env, digest, guild, deny, channel
):
    role = guild.create_role("Readers")
    deny(channel, "mention_everyone")
    card = await digest("subscribe", role=role)
    assert f"I can't ping {role.mention}" in card.text
    assert_error(simcord_env, UnmentionableRoleError)


async def test_a_voice_channel_gets_no_digests(simcord_env, digest, guild):
    voice = guild.create_voice_channel("talk")
    assert "pick a text or announcement channel" in (await digest("subscribe", here=voice)).text
    assert_error(simcord_env, UnusableChannelError)


@pytest.mark.parametrize("command", ["preview", "edit", "pause", "status", "history", "send-now"])
async def test_a_channel_without_subscription_says_so(simcord_env, digest, channel, command):
    assert f"{channel.mention} gets no digests" in (await digest(command)).text
    assert_error(simcord_env, NotSubscribedError)


async def test_a_subscription_of_another_server_can_not_be_reached(
    simcord_env, digest, stored, read
):
    card = await digest("subscribe", topics="computer vision")
    guild = simcord_env.create_guild("Other")
    role = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    eve = guild.add_member(simcord_env.create_user("eve"), roles=[role])
    there = guild.create_text_channel("general")
    own = read((await eve.slash(there, "digest subscribe")).response)
    assert own.id_of("Pause") != card.id_of("Pause")
    foreign = (await stored()).id
    found = await simcord_env.bot.store.subscriptions.get(foreign, guild_id=guild.id)
    assert found is None
