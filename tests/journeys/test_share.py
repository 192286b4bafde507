"""A member shares what they found with the channel."""

import discord
import pytest


@pytest.fixture
def bob(simcord_env, channel):
    return channel.guild.add_member(simcord_env.create_user("bob"))


@pytest.fixture
async def answer(ask):
    return await ask("facial recognition")


async def test_a_shared_page_is_there_for_everyone_and_names_who_shared_it(
    answer, press, alice, bob, channel
):
    shared = await press(answer, "Share to channel")
    assert not shared.message.ephemeral
    assert shared.titles == answer.titles
    assert f"Shared by {alice.mention}" in shared.text
    assert channel.history(viewer=bob)[-1].id == shared.message.id


async def test_naming_who_shared_it_does_not_ping_them(simcord_env, answer, press):
    await press(answer, "Share to channel")
    assert simcord_env.http_requests[-1].json["data"]["allowed_mentions"] == {"parse": []}


async def test_the_page_that_was_seen_is_shared(answer, press):
    second = await press(answer, "Next")
    shown = second.titles
    assert (await press(second, "Share to channel")).titles == shown


async def test_everyone_may_see_a_story_of_a_shared_page(answer, press, bob, read):
    shared = await press(answer, "Share to channel")
    story = read((await bob.click(shared.message, custom_id=shared.id_of("Story"))).response)
    assert story.message.ephemeral
    assert story.titles[0] == shared.titles[0]


async def test_nobody_can_turn_a_shared_page(answer, press):
    shared = await press(answer, "Share to channel")
    assert set(shared.labels) <= {"Open", "Story"}


async def test_a_member_who_may_not_post_may_not_share(simcord_env, read):
    guild = simcord_env.create_guild()
    carol = guild.add_member(simcord_env.create_user("carol"))
    silent = discord.PermissionOverwrite(send_messages=False)
    rules = guild.create_text_channel("rules", overwrites={guild.default_role: silent})
    answer = read((await carol.slash(rules, "news", query="facial recognition")).response)
    result = await carol.click(answer.message, custom_id=answer.id_of("Share to channel"))
    assert "you lack the permission **Send Messages**" in read(result.response).text
    assert result.response.ephemeral


async def test_a_double_press_shares_once(answer, press, channel, bob):
    await press(answer, "Share to channel")
    again = await press(answer, "Share to channel")
    assert again.text == "This page has just been shared here."
    assert len(channel.history(viewer=bob)) == 1


async def test_the_fourth_page_in_five_minutes_has_to_wait(ask, press):
    for query in ("facial recognition", "china", "standards"):
        assert (await press(await ask(query), "Share to channel")).titles
    refused = await press(await ask("biometrics"), "Share to channel")
    assert "You can share again <t:" in refused.text
    assert refused.message.ephemeral


async def test_after_five_minutes_sharing_is_possible_again(simcord_env, ask, press):
    for query in ("facial recognition", "china", "standards"):
        await press(await ask(query), "Share to channel")
    await simcord_env.advance_time(301)
    assert (await press(await ask("biometrics"), "Share to channel")).titles


async def test_in_a_direct_message_sharing_is_always_allowed(simcord_env, read):
    dave = simcord_env.create_user("dave")
    answer = read((await dave.slash("news", query="facial recognition")).response)
    result = await dave.click(answer.message, custom_id=answer.id_of("Share to channel"))
    assert not result.response.ephemeral


async def test_sent_cards_are_not_kept_in_memory(simcord_env, answer, press):
    await press(answer, "Share to channel")
    assert not simcord_env.bot.persistent_views
