"""A member looks at what is stored about them, and has it deleted."""

import pytest
from simcord import assert_error

from bot.render.suggestion import TooManySuggestionsError
from bot.services.check_desks import check_desks
from bot.services.redact_member import redact_member

URL = "https://site.example/news"


@pytest.fixture
def privacy(alice, channel, read):
    """Type /privacy as Alice, or as somebody else."""

    async def privacy(*, by=alice, here=channel):
        return read((await by.slash(here, "privacy")).response)

    return privacy


@pytest.fixture
def delete(privacy, use, alice):
    """Delete what is stored, as Alice or as somebody else."""

    async def delete(*, by=alice, **given):
        asked = await use(await privacy(by=by, **given), "Delete…", by=by)
        return await use(asked, "Delete it", by=by)

    return delete


@pytest.fixture
def problems(store):
    """What `newsdesk doctor` finds wrong with the desks."""

    async def problems():
        return [check for check in await check_desks(store) if check.problems]

    return problems


async def test_of_most_members_nothing_is_stored(privacy):
    card = await privacy()
    assert card.message.ephemeral
    assert "Nothing. I keep no messages" in card.text
    assert card.labels == []


async def test_a_member_sees_what_they_suggested_and_why(privacy, suggest, guild):
    await suggest(URL, why="Worth a read")
    text = (await privacy()).text.replace("**", "")
    assert f"1 act of yours, 1 suggestion among them: in {guild.name}" in text
    assert URL in text
    assert "Reason: Worth a read" in text


async def test_a_moderator_sees_what_they_did_in_all_servers(
    privacy, desk, moderator, guild, elsewhere
):
    await desk("article mute", target="topic", name="AI")
    text = (await privacy(by=moderator)).text.replace("**", "")
    assert f"1 act of yours: in {guild.name}" in text
    assert "muted the topic AI" in text
    assert "Nothing. I keep" in (await privacy(by=elsewhere.moderator, here=elsewhere.channel)).text


async def test_it_is_there_in_direct_messages_too(suggest, alice, read, guild):
    await suggest(URL)
    result = await alice.user.slash("privacy")
    assert f"in {guild.name}" in read(result.response).text.replace("**", "")


async def test_searches_of_the_last_week_are_counted_and_unmarked(privacy, ask, delete, store):
    await ask("speech synthesis")
    assert "1 answer of the last week that you asked for" in (await privacy()).text
    await delete()
    assert await store.result_lists.marks() == []
    assert "Nothing. I keep" in (await privacy()).text


async def test_deleting_takes_the_member_out_of_log_and_queue(
    delete, suggest, acts, guild, waiting, privacy
):
    await suggest(URL, why="My cousin wrote it")
    card = await delete()
    assert "your name was taken out of 1 act" in card.text
    assert await acts(guild.id) == [("suggest", 0, "")]
    (entry,) = await waiting()
    assert (entry.state.suggested_by, entry.state.why) == (None, "")
    assert "Nothing. I keep" in (await privacy()).text


async def test_the_log_still_replays_to_what_is_stored(  # noqa: PLR0917 - fixtures
    delete, suggest, review, reject, moderator, problems, store
):
    await suggest(URL, why="My cousin wrote it")
    await suggest("https://site.example/other")
    await reject(await review(), by=moderator)
    await delete()
    await delete(by=moderator)
    assert await problems() == []
    assert {row.suggested_by for row in await store.submissions.all()} == {0}


async def test_what_others_did_to_a_suggestion_names_them_no_more(  # noqa: PLR0917 - fixtures
    delete, suggest, review, reject, moderator, store, guild, alice
):
    await suggest(URL, why="My cousin wrote it")
    await reject(await review(), "Too thin", by=moderator)
    await delete()
    stored = repr(await store.desk_acts.after(guild.id, 0, limit=10))
    assert str(alice.id) not in stored
    assert "cousin" not in stored
    assert "Too thin" in stored


async def test_reasons_of_moderators_stay(delete, desk, moderator, acts, guild):
    given = {"article": "Speech synthesis clones any voice", "reason": "a hoax"}
    await desk("article retract", **given)
    await delete(by=moderator)
    assert await acts(guild.id) == [("retract", 0, "a hoax")]
    assert "somebody retracted Speech" in (await desk("article history")).text.replace("**", "")


async def test_what_a_member_who_is_gone_did_can_be_undone(delete, desk, use, moderator, search):
    title = "Speech synthesis clones any voice"
    card = await desk("article retract", article=title, reason="a hoax")
    await delete(by=moderator)
    await use(card, "Undo", by=moderator)
    assert title in await search("speech synthesis")


async def test_nobody_tells_a_member_who_is_gone_of_an_outcome(
    delete, suggest, review, reject, moderator, store
):
    await suggest(URL)
    await delete()
    await reject(await review(), by=moderator)
    assert not await store.notices.are_pending()


async def test_blocks_stay_and_are_told(delete, desk, privacy, alice, suggest, problems):
    await suggest(URL)
    await desk("article block", member=alice)
    assert "No suggestions are taken from you: in" in (await privacy()).text
    await delete()
    card = await privacy()
    assert "No suggestions are taken from you" in card.text
    assert card.labels == []
    assert await problems() == []


async def test_keeping_changes_nothing(privacy, suggest, use, alice, acts, guild):
    await suggest(URL, why="Worth a read")
    asked = await use(await privacy(), "Delete…", by=alice)
    assert "This can't be undone" in asked.text
    kept = await use(asked, "Keep it", by=alice)
    assert kept.message.id == asked.message.id
    assert "Worth a read" in kept.text
    assert await acts(guild.id) == [("suggest", alice.id, "Worth a read")]


async def test_deleting_twice_deletes_once(delete, suggest, store, alice, simcord_env):
    await suggest(URL)
    await delete()
    assert await redact_member(store, alice.id, now=simcord_env.now()) == 0


async def test_only_the_members_own_acts_are_touched(delete, suggest, desk, moderator, acts, guild):
    await suggest(URL)
    await desk("article mute", target="topic", name="AI")
    await delete()
    assert [by for _, by, _ in await acts(guild.id)] == [0, moderator.id]


async def test_pages_turn_and_outlive_a_restart(privacy, desk, moderator, use, restart):
    for topic in ("AI", "Robotics", "Hardware"):
        for command in ("pin", "mute"):
            await desk(f"article {command}", target="topic", name=topic)
    first = await privacy(by=moderator)
    assert "6 acts of yours" in first.text
    assert "page 1 of 2" in first.text
    await restart()
    second = await use(first, "Older", by=moderator)
    assert second.message.id == first.message.id
    assert "pinned the topic" in second.text


async def test_deleting_it_makes_no_room_for_more_suggestions_on_the_same_day(
    delete, suggest, store, guild, simcord_env
):
    for number in range(10):
        await suggest(f"{URL}/{number}")
        if number % 5 == 4:
            await delete()
    assert "10 suggestions within a day" in (await suggest(f"{URL}/11")).text
    assert_error(simcord_env, TooManySuggestionsError)
    assert await store.desk_acts.last(guild.id) == 10
