"""Moderators look at what was done, by whom and why, and undo it from there."""

import pytest

from bot.domain.desk_trail import TRAIL_SIZE
from bot.render.desk_refusals import NotModeratorError

TITLE = "Speech synthesis clones any voice"


@pytest.fixture
def retract(desk):
    """Retract an article by its title."""

    async def retract(title=TITLE, reason="a hoax", **given):
        return await desk("article retract", article=title, reason=reason, **given)

    return retract


async def test_at_first_there_is_nothing(desk):
    card = await desk("article history")
    assert card.message.ephemeral
    assert "Nothing was done yet" in card.text


async def test_an_entry_says_who_what_when_before_and_after_and_why(retract, desk, moderator):
    await retract()
    text = (await desk("article history", article=TITLE)).text.replace("**", "")
    assert f"History of {TITLE}" in text
    assert f"1. {moderator.mention} retracted {TITLE}" in text
    assert "shown → retracted" in text
    assert "in this server" in text
    assert "Reason: a hoax" in text
    assert "<t:" in text


async def test_it_lists_the_newest_first_and_undoes_from_there(
    retract, desk, use, moderator, search
):
    await retract()
    await desk("article pin", target="topic", name="AI")
    card = await desk("article history")
    assert card.text.index("2.** ") < card.text.index("1.** ")
    assert card.labels == ["Undo", "Undo"]
    undone = await use(card, "Undo", by=moderator)
    assert "Undid act 2" in undone.text
    assert TITLE not in await search("speech synthesis")


async def test_what_something_stands_on_has_no_undo(retract, desk):
    await retract()
    await desk("article restore", article=TITLE)
    card = await desk("article history", article=TITLE)
    assert card.labels == ["Undo"]
    assert "retracted → shown" in card.text


async def test_it_shows_what_one_member_did(retract, desk, moderator, colleague):
    await retract()
    await desk("article pin", target="topic", name="AI", by=colleague)
    text = (await desk("article history", member=colleague)).text.replace("**", "")
    assert f"What {colleague.mention} did" in text
    assert "pinned the topic AI" in text
    assert moderator.mention not in text


async def test_the_button_of_a_confirmation_shows_the_history_of_its_article(
    retract, use, moderator
):
    card = await retract()
    shown = await use(card, "History", by=moderator)
    assert shown.message.id != card.message.id
    assert f"History of {TITLE}" in shown.text.replace("**", "")


async def test_pages_turn_in_place(desk, use, moderator):
    for topic in ("AI", "Robotics", "Hardware"):
        for command in ("pin", "mute"):
            await desk(f"article {command}", target="topic", name=topic)
    first = await desk("article history")
    assert "6 acts · page 1 of 2" in first.text
    assert first.text.count("until <t:") >= TRAIL_SIZE
    assert first.is_off("Newer")
    second = await use(first, "Older", by=moderator)
    assert second.message.id == first.message.id
    assert second.is_off("Older")
    assert "1.**" in second.text


async def test_what_is_retracted_is_offered_to_moderators_alone(retract, offered, alice):
    await retract()
    assert "Voices Daily" in "".join(await offered("article history", "article", "synth"))
    assert await offered("article history", "article", "synth", by=alice) == {}


async def test_another_servers_acts_are_not_shown(retract, desk, elsewhere):
    await retract()
    there = {"by": elsewhere.moderator, "here": elsewhere.channel}
    assert "Nothing was done yet" in (await desk("article history", **there)).text
    assert "Nothing was done yet" in (await desk("article history", article=TITLE, **there)).text


async def test_a_trusted_newsroom_sees_what_was_done_for_all(
    retract, desk, simcord_env, guild, elsewhere
):
    simcord_env.bot.trusted_guilds = frozenset({guild.id, elsewhere.guild.id})
    await retract()
    there = {"by": elsewhere.moderator, "here": elsewhere.channel}
    card = await desk("article history", **there)
    assert "for all servers" in card.text
    assert card.labels == ["Undo"]


async def test_what_was_done_for_all_is_not_undone_where_that_trust_was_taken_back(
    retract, use, simcord_env, guild, moderator, acts
):
    simcord_env.bot.trusted_guilds = frozenset({guild.id})
    card = await retract()
    simcord_env.bot.trusted_guilds = frozenset()
    refused = await use(card, "Undo", by=moderator)
    assert "this server may no longer act for all" in refused.text
    assert len(await acts(0)) == 1


async def test_members_are_refused(refused, alice):
    card = await refused(NotModeratorError, "article history", by=alice)
    assert "Only this server's moderators" in card.text


async def test_who_is_no_moderator_any_more_can_not_undo_or_turn_pages(
    desk, use, moderator, moderators, demote, store
):
    for topic in ("AI", "Robotics", "Hardware"):
        for command in ("pin", "mute"):
            await desk(f"article {command}", target="topic", name=topic)
    card = await desk("article history")
    demote(moderators)
    for label in ("Undo", "Older"):
        assert "Only this server's moderators" in (await use(card, label, by=moderator)).text
    assert await store.desk_acts.last(moderators.guild.id) == 6


async def test_pages_and_undo_outlive_a_restart(retract, desk, use, moderator, restart, search):
    await retract()
    card = await desk("article history")
    await restart()
    assert "Undid act 1" in (await use(card, "Undo", by=moderator)).text
    assert TITLE in await search("speech synthesis")
