"""A moderator retracts an article, restores it, and undoes either."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.domain.desk_act import Press, Reason
from bot.domain.desk_outcome import Done, Refused
from bot.domain.newsroom import Newsroom
from bot.render.article_refusals import NotRetractedError, UnknownArticleError
from bot.render.desk_refusals import NotModeratorError
from bot.render.refusal_words import refusal_sentence
from bot.services.complete_articles import find_titled
from bot.services.retract_article import retract_article
from bot.services.undo_act import undo_act

TITLE = "Speech synthesis clones any voice"


@pytest.fixture
def retract(desk):
    """Retract an article by its title."""

    async def retract(title=TITLE, reason="a hoax", **given):
        return await desk("article retract", article=title, reason=reason, **given)

    return retract


@pytest.fixture
def found(search):
    """Whether members find the article."""

    async def found(title=TITLE):
        return title in await search("speech synthesis")

    return found


async def test_a_retraction_says_what_it_did_and_is_gone_from_search(
    retract, found, acts, guild, moderator
):
    assert await found()
    card = await retract()
    assert card.message.ephemeral
    assert f"Retracted {TITLE}, in this server." in card.text.replace("**", "")
    assert "Reason: a hoax" in card.text
    assert card.labels == ["Undo", "History"]
    assert not await found()
    assert await acts(guild.id) == [("retract", moderator.id, "a hoax")]


async def test_another_server_sees_what_this_one_retracted(retract, elsewhere, read):
    await retract()
    answer = await elsewhere.moderator.slash(elsewhere.channel, "news", query="speech synthesis")
    assert TITLE in read(answer.response).titles


async def test_a_trusted_newsroom_retracts_for_all_servers(
    retract, simcord_env, guild, elsewhere, read, acts
):
    simcord_env.bot.trusted_guilds = frozenset({guild.id})
    assert "for all servers" in (await retract()).text
    answer = await elsewhere.moderator.slash(elsewhere.channel, "news", query="speech synthesis")
    assert TITLE not in read(answer.response).titles
    assert [kind for kind, *_ in await acts(0)] == ["retract"]
    assert await acts(guild.id) == []


async def test_undo_brings_it_back_and_can_be_undone(retract, found, use, moderator, acts, guild):
    undone = await use(await retract(), "Undo", by=moderator)
    assert f"Undid act 1: {TITLE} is as it was before" in undone.text.replace("**", "")
    assert await found()
    again = await use(undone, "Undo", by=moderator)
    assert "Undid act 2" in again.text
    assert not await found()
    assert [kind for kind, *_ in await acts(guild.id)] == ["retract", "undo", "undo"]


async def test_a_second_press_on_undo_is_told_what_stands_in_the_way(
    retract, use, moderator, acts, guild
):
    card = await retract()
    await use(card, "Undo", by=moderator)
    refused = await use(card, "Undo", by=moderator)
    assert f"{moderator.mention} undid an act on" in refused.text
    assert "Nothing was changed" in refused.text
    assert len(await acts(guild.id)) == 2


async def test_who_retracts_second_is_told_who_was_first(
    retract, colleague, moderator, acts, guild
):
    await retract()
    refused = await retract("https://voices.example/news/voices", by=colleague)
    assert f"{moderator.mention} retracted" in refused.text
    assert "Undo" not in refused.labels
    assert len(await acts(guild.id)) == 1


async def test_of_two_at_once_one_wins_and_the_other_learns_who(store, guild, found, acts):
    room, at = Newsroom(guild.id), datetime(2026, 11, 22, tzinfo=UTC)
    (choice,) = await find_titled(store, TITLE, guild_id=guild.id)
    outcomes = await asyncio.gather(
        *(retract_article(store, room, choice.id, press=Press(by, at, "no")) for by in (1, 2))
    )
    (done,), (refused,) = ([o for o in outcomes if isinstance(o, kind)] for kind in (Done, Refused))
    assert refused.refusal.reason is Reason.TAKEN
    assert f"<@{done.act.press.by}> retracted" in refusal_sentence(refused)
    assert not await found()
    assert len(await acts(guild.id)) == 1


async def test_what_is_retracted_is_offered_to_be_restored(
    retract, desk, offered, found, acts, guild
):
    await retract()
    choices = await offered("article restore", "article", "synth")
    assert list(choices) == ["Speech synthesis clones any voice · Voices Daily, 2019-12-05"]
    card = await desk("article restore", article=choices.popitem()[1], reason="it was true")
    assert f"Restored {TITLE}, in this server." in card.text.replace("**", "")
    assert card.labels == ["Undo", "Open story", "History"]
    assert await found()
    assert [kind for kind, *_ in await acts(guild.id)] == ["retract", "restore"]


async def test_a_title_is_enough_to_restore(retract, desk, found):
    await retract()
    assert "Restored" in (await desk("article restore", article=TITLE.upper())).text
    assert await found()


@pytest.mark.parametrize("name", ["qqqzzz", "@everyone [x](https://evil.example)"])
async def test_what_is_not_retracted_can_not_be_restored(refused, name, acts, guild):
    card = await refused(NotRetractedError, "article restore", article=name)
    assert "Nothing that is retracted here is called" in card.text
    assert "](" not in card.markdown
    assert await acts(guild.id) == []


async def test_an_id_that_is_none_can_not_be_restored(desk, acts, guild):
    assert "Nothing was changed" in (await desk("article restore", article="#99999")).text
    assert await acts(guild.id) == []


async def test_only_moderators_are_offered_what_is_retracted(retract, offered, alice, elsewhere):
    await retract()
    assert await offered("article restore", "article", by=alice) == {}
    there = elsewhere.moderator, elsewhere.channel
    assert await offered("article restore", "article", by=there[0], here=there[1]) == {}


@pytest.mark.parametrize("command", ["retract", "restore"])
async def test_members_are_refused_and_told_who_may(refused, alice, command, acts, guild):
    given = {"article": TITLE, "reason": "spam", "by": alice}
    card = await refused(NotModeratorError, f"article {command}", **given)
    assert card.message.ephemeral
    assert "Only this server's moderators can do that" in card.text
    assert await acts(guild.id) == []


async def test_an_admin_may_retract_too(retract, admin, acts, guild):
    assert "Retracted" in (await retract(by=admin)).text
    assert len(await acts(guild.id)) == 1


async def test_a_moderator_elsewhere_retracts_there_alone(retract, elsewhere, found, acts, guild):
    await retract(by=elsewhere.moderator, here=elsewhere.channel)
    assert await found()
    assert await acts(guild.id) == []
    assert len(await acts(elsewhere.guild.id)) == 1


async def test_who_is_no_moderator_any_more_can_not_undo(
    retract, use, demote, moderators, moderator, found
):
    card = await retract()
    demote(moderators)
    refused = await use(card, "Undo", by=moderator)
    assert "Only this server's moderators" in refused.text
    assert not await found()


async def test_an_unknown_title_changes_nothing_and_names_what_is_near(refused, acts, guild):
    given = {"article": "Speech synthesis clones any voic", "reason": "a hoax"}
    card = await refused(UnknownArticleError, "article retract", **given)
    assert "I can't tell which article" in card.text
    assert TITLE in card.text
    assert await acts(guild.id) == []


async def test_titles_are_offered_with_source_and_day(offered, retract, found):
    choices = await offered("article retract", "article", "speech")
    assert list(choices) == ["Speech synthesis clones any voice · Voices Daily, 2019-12-05"]
    await retract(choices.popitem()[1])
    assert not await found()


async def test_undo_outlives_a_restart(retract, use, moderator, restart, found):
    card = await retract()
    await restart()
    assert "Undid act 1" in (await use(card, "Undo", by=moderator)).text
    assert await found()


async def test_another_servers_act_is_not_undone_by_a_forged_press(retract, store, guild, found):
    await retract()
    intruder = Press(7, datetime(2026, 11, 22, tzinfo=UTC))
    refused = await undo_act(store, Newsroom(guild.id + 1), guild.id, 1, press=intruder)
    assert refused.refusal.reason is Reason.GONE
    assert not await found()
