"""A moderator merges stories and splits them, after a look at what goes together."""

import pytest

from bot.render.article_refusals import UnknownArticleError
from bot.render.desk_refusals import NotModeratorError
from bot.services.group_stories import group_stories

WELD, WELD_TOO = "Robots learn to weld", "Robots learn how to weld"
CHIPS, VOICES = "A chip shortage ends in Taiwan", "Speech synthesis clones any voice"


@pytest.fixture(autouse=True)
async def grouped(simcord_env):
    """All articles in their stories."""
    await group_stories(simcord_env.bot.store)


@pytest.fixture
def sources(read, alice, channel):
    """The titles on the page of an article's story, as Alice or somebody else sees it."""

    async def sources(query, *, by=alice, here=channel):
        answer = read((await by.slash(here, "news", query=query)).response)
        page = read((await by.click(answer.message, custom_id=answer.id_of("Story"))).response)
        every = WELD, WELD_TOO, CHIPS, VOICES
        head = page.text.partition("Related")[0]
        return {title for title in every if title in head}

    return sources


async def test_what_would_go_together_is_shown_first(desk, acts, guild):
    card = await desk("story merge", story=CHIPS, other=VOICES)
    assert card.message.ephemeral
    assert "Merge these into one story?" in card.text
    assert CHIPS in card.text
    assert VOICES in card.text
    assert card.labels == ["Merge"]
    assert await acts(guild.id) == []


async def test_merged_stories_are_one_in_this_server_alone(  # noqa: PLR0917 - fixtures
    desk, use, moderator, sources, elsewhere, acts, guild
):
    card = await use(await desk("story merge", story=CHIPS, other=VOICES), "Merge", by=moderator)
    assert f"Merged the stories of {CHIPS}, in this server." in card.text.replace("**", "")
    assert card.labels == ["Undo", "Open story", "History"]
    assert await sources("chip shortage") == {CHIPS, VOICES}
    there = {"by": elsewhere.moderator, "here": elsewhere.channel}
    assert await sources("chip shortage", **there) == {CHIPS}
    assert [kind for kind, *_ in await acts(guild.id)] == ["merge"]


async def test_merging_is_undone(desk, use, moderator, sources):
    card = await use(await desk("story merge", story=CHIPS, other=VOICES), "Merge", by=moderator)
    assert "Undid act 1" in (await use(card, "Undo", by=moderator)).text
    assert await sources("chip shortage") == {CHIPS}


async def test_the_trail_counts_what_was_ruled(desk, use, moderator):
    await use(await desk("story merge", story=WELD, other=VOICES), "Merge", by=moderator)
    card = await desk("article history")
    assert "2 pairs of articles: left open → one story" in card.text


async def test_the_history_of_either_article_has_it_by_title(desk, use, moderator):
    await use(await desk("story merge", story=CHIPS, other=VOICES), "Merge", by=moderator)
    for title in (CHIPS, VOICES):
        text = (await desk("article history", article=title)).text.replace("**", "")
        assert f"merged the stories of {CHIPS} and {VOICES}" in text
    assert "Nothing was done yet" in (await desk("article history", article=WELD)).text


async def test_a_second_press_merges_nothing_more(desk, use, moderator, acts, guild):
    card = await desk("story merge", story=CHIPS, other=VOICES)
    await use(card, "Merge", by=moderator)
    again = await use(card, "Merge", by=moderator)
    assert f"It is so already: {moderator.mention} merged the stories of" in again.text
    assert len(await acts(guild.id)) == 1


async def test_articles_of_one_story_have_nothing_to_merge(desk):
    card = await desk("story merge", story=WELD, other=WELD_TOO)
    assert "Both are in this story already" in card.text
    assert card.labels == []


async def test_an_article_is_taken_out_of_its_story(desk, use, moderator, sources, acts, guild):
    assert await sources("robots learn to weld") == {WELD, WELD_TOO}
    asked = await desk("story split", article=WELD_TOO)
    assert asked.text.index(WELD_TOO) < asked.text.index("stays apart from")
    card = await use(asked, "Split", by=moderator)
    assert f"Split the story of {WELD_TOO}, in this server." in card.text.replace("**", "")
    assert await sources("robots learn to weld") == {WELD}
    assert [kind for kind, *_ in await acts(guild.id)] == ["split"]
    await use(card, "Undo", by=moderator)
    assert await sources("robots learn to weld") == {WELD, WELD_TOO}


async def test_a_story_of_one_can_not_be_split(desk):
    card = await desk("story split", article=CHIPS)
    assert "This is a story by itself" in card.text
    assert card.labels == []


async def test_articles_are_offered_by_title(offered):
    assert any(CHIPS in name for name in await offered("story merge", "other", "chip"))
    assert any(CHIPS in name for name in await offered("story split", "article", "chip"))


async def test_an_article_must_be_named_for_sure(refused):
    await refused(UnknownArticleError, "story split", article="robots")


@pytest.mark.parametrize("command", ["merge", "split"])
async def test_members_are_refused(refused, alice, command, acts, guild):
    given = {"story": CHIPS, "other": VOICES} if command == "merge" else {"article": WELD}
    card = await refused(NotModeratorError, f"story {command}", by=alice, **given)
    assert "Only this server's moderators" in card.text
    assert await acts(guild.id) == []


async def test_an_admin_may_do_it_too(desk, use, admin, acts, guild):
    asked = await desk("story merge", story=CHIPS, other=VOICES, by=admin)
    assert "Merged" in (await use(asked, "Merge", by=admin)).text
    assert len(await acts(guild.id)) == 1


@pytest.mark.parametrize("label", ["Merge", "Split"])
async def test_who_is_no_moderator_any_more_can_not_press(  # noqa: PLR0917 - fixtures
    desk, use, moderator, moderators, demote, label, store
):
    given = {"story": CHIPS, "other": VOICES} if label == "Merge" else {"article": WELD}
    card = await desk(f"story {label.lower()}", **given)
    demote(moderators)
    assert "Only this server's moderators" in (await use(card, label, by=moderator)).text
    assert await store.desk_acts.desks() == []


async def test_the_question_outlives_a_restart(desk, use, moderator, restart, sources):
    card = await desk("story merge", story=CHIPS, other=VOICES)
    await restart()
    assert "Merged" in (await use(card, "Merge", by=moderator)).text
    assert await sources("chip shortage") == {CHIPS, VOICES}
