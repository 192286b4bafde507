"""How admins set up who moderates and where suggestions are reviewed."""

import discord
import pytest
from simcord import assert_error
from simcord.backend.errors import SetupError

from bot.domain.desk_settings import DeskSettings
from bot.render.desk_refusals import MissingReviewRightsError, NotDeskAdminError
from bot.services.settle_desk import settle_channel, settle_roles

COMMANDS = {"settings desk-roles", "settings desk-channel", "settings show"}


@pytest.fixture
def settings_of(store):
    async def settings_of(guild):
        return await store.desk_settings.of(guild.id)

    return settings_of


@pytest.fixture
def run(admin, channel, read):
    """Type a command of /settings as the admin, or as somebody else."""

    async def run(command, *, by=admin, here=channel, **options):
        return read((await by.slash(here, f"settings {command}", **options)).response)

    return run


def test_admins_alone_are_shown_the_commands(admin, moderator, alice, channel):
    assert set(admin.available_commands(channel)) >= COMMANDS
    for member in (moderator, alice):
        assert not COMMANDS & set(member.available_commands(channel))


async def test_at_first_who_may_manage_messages_moderates_and_there_is_no_channel(run):
    text = (await run("show")).text
    assert "who has the permission Manage Messages" in text.replace("**", "")
    assert "in the queue only, no channel" in text
    assert "0 suggestions" in text
    assert "in this server only" in text


async def test_an_admin_names_roles_and_goes_back(run, admin, guild, settings_of, choose, use):
    editors, critics = guild.create_role("Editors"), guild.create_role("Critics")
    named = await choose(await run("desk-roles"), [editors, critics], by=admin)
    assert f"Now: {editors.mention}, {critics.mention}" in named.text
    assert (await settings_of(guild)).role_ids == (editors.id, critics.id)
    assert editors.mention in (await run("show")).text
    await use(named, "Back to Manage Messages", by=admin)
    assert await settings_of(guild) == DeskSettings()


async def test_everyone_can_not_moderate(run, admin, guild, settings_of, choose):
    refused = await choose(await run("desk-roles"), [guild.default_role], by=admin)
    assert "Everyone can't moderate" in refused.text
    assert await settings_of(guild) == DeskSettings()


@pytest.fixture
def was_admin(admin, admins, demote):
    """Take the admin's right away."""

    def was_admin():
        demote(admins)
        return admin

    return was_admin


async def test_who_was_an_admin_chooses_in_vain(run, guild, was_admin, settings_of, choose):
    editors = guild.create_role("Editors")
    card = await run("desk-roles")
    refused = await choose(card, [editors], by=was_admin())
    assert "Only this server's admins can do that" in refused.text
    assert await settings_of(guild) == DeskSettings()


@pytest.fixture
async def settled(guild, channel, store, settings_of):
    """Settings of which each can be changed by a press."""
    await settle_roles(store, guild.id, [guild.create_role("Editors").id])
    await settle_channel(store, guild.id, channel.id)
    return await settings_of(guild)


@pytest.mark.parametrize(
    ("command", "label"),
    [("desk-roles", "Back to Manage Messages"), ("desk-channel", "In the queue only")],
)
async def test_who_was_an_admin_presses_in_vain(  # noqa: PLR0917 - fixtures
    run, use, guild, was_admin, settled, settings_of, command, label
):
    card = await run(command)
    refused = await use(card, label, by=was_admin())
    assert "Only this server's admins can do that" in refused.text
    assert refused.message.ephemeral
    assert await settings_of(guild) == settled


@pytest.mark.parametrize("name", ["moderator", "alice"])
@pytest.mark.parametrize("command", ["desk-roles", "desk-channel", "show"])
async def test_others_can_not_call_them(request, run, name, command):
    with pytest.raises(SetupError):
        await run(command, by=request.getfixturevalue(name))


async def test_who_is_let_by_the_menu_alone_is_refused_all_the_same(
    simcord_env, run, guild, moderator, moderators
):
    command_id = simcord_env.bot.command_ids["settings"]
    guild.set_command_permissions(command_id, {moderators: True})
    assert "Only this server's admins" in (await run("show", by=moderator)).text
    assert_error(simcord_env, NotDeskAdminError)


async def test_suggestions_get_a_channel_and_lose_it(run, guild, admin, use, settings_of):
    desk = guild.create_text_channel("desk")
    card = await run("desk-channel", channel=desk)
    assert f"as cards in {desk.mention}." in card.text
    assert (await settings_of(guild)).review_channel_id == desk.id
    assert f"as cards in {desk.mention}" in (await run("show")).text
    after = await use(card, "In the queue only", by=admin)
    assert "in the queue only, no channel" in after.text
    assert (await settings_of(guild)).review_channel_id is None


async def test_a_thread_may_be_the_channel(run, thread, guild, settings_of):
    await run("desk-channel", channel=thread)
    assert (await settings_of(guild)).review_channel_id == thread.id


@pytest.mark.parametrize(
    ("flag", "name"),
    [
        ("view_channel", "View Channel"),
        ("send_messages", "Send Messages"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_what_the_bot_lacks_is_named_before_anything_is_stored(  # noqa: PLR0917 - fixtures
    simcord_env, run, guild, deny, settings_of, flag, name
):
    desk = guild.create_text_channel("desk")
    deny(desk, flag)
    assert f"**{name}**" in (await run("desk-channel", channel=desk)).text
    assert_error(simcord_env, MissingReviewRightsError)
    assert await settings_of(guild) == DeskSettings()


async def test_what_the_bot_lacks_since_is_shown(run, guild, deny):
    desk = guild.create_text_channel("desk")
    await run("desk-channel", channel=desk)
    deny(desk, "send_messages")
    for command in ("show", "desk-channel"):
        text = (await run(command)).text
        assert "but I can't post there**: I lack **Send Messages**" in text
        assert "they are in the queue" in text


async def test_a_channel_that_is_gone_is_shown_as_gone(simcord_env, run, guild, settings_of):
    desk = guild.create_text_channel("desk")
    await run("desk-channel", channel=desk)
    simcord_env.backend.delete_channel(desk.id)
    await simcord_env.settle()
    assert "it is gone, or I can't see it" in (await run("show")).text
    assert (await settings_of(guild)).trouble == "no channel"


async def test_a_forum_takes_no_cards(run, guild):
    forum = guild.create_forum_channel("ideas")
    with pytest.raises(SetupError):
        await run("desk-channel", channel=forum)


async def test_settings_of_another_server_are_another_matter(
    simcord_env, run, guild, elsewhere, settings_of
):
    role = elsewhere.guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    zoe = elsewhere.guild.add_member(simcord_env.create_user("zoe"), roles=[role])
    await run("desk-channel", by=zoe, here=elsewhere.channel, channel=elsewhere.channel)
    assert await settings_of(guild) == DeskSettings()
    assert (await settings_of(elsewhere.guild)).review_channel_id == elsewhere.channel.id


async def test_who_is_blocked_is_shown_to_admins(run, desk, alice):
    assert "Members who may not suggest: none" in (await run("show")).text
    await desk("article block", member=alice)
    assert f"Members who may not suggest: {alice.mention}" in (await run("show")).markdown


@pytest.fixture
def trusted(simcord_env, guild):
    """The server, as one whose moderators curate for all."""
    simcord_env.bot.trusted_guilds = frozenset({guild.id})


@pytest.mark.usefixtures("trusted")
async def test_a_trusted_server_is_told_that_it_curates_for_all(run):
    assert "What moderators do is seen in all servers" in (await run("show")).text
