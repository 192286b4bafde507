"""A trusted server's moderators approve for all servers, and take that back from all."""

import pytest

from bot.domain.desk_act import Stage
from bot.domain.newsroom import ARCHIVE
from bot.services.read_queue import read_submission

URL, TITLE = "https://site.example/news", "A new chip"


@pytest.fixture
def trust(simcord_env, guild):
    """Have the operator trust the server's moderators, or trust them no more."""

    def trust(*, is_trusted=True):
        simcord_env.bot.trusted_guilds = frozenset({guild.id} if is_trusted else ())

    return trust


@pytest.fixture
async def ready(suggest, review, fill, moderator):
    """A card of a suggestion that can be approved."""
    await suggest(URL)
    card = await review()
    shown = await moderator.click(card.message, custom_id=card.id_of("Edit"))
    return await fill(shown, by=moderator, title=TITLE)


@pytest.fixture
def approve(trust, ready, use, moderator):
    """Approve for all servers as the moderator; returns the card."""

    async def approve():
        trust()
        return await use(ready, "Approve", by=moderator)

    return approve


@pytest.fixture
def found(search, elsewhere, read):
    """Whether members of the server, and of the other one, find the article."""

    async def found():
        there = await elsewhere.moderator.slash(elsewhere.channel, "news", query="new chip")
        return TITLE in await search("chip"), TITLE in read(there.response).titles

    return found


@pytest.fixture
def stage(store, guild):
    async def stage():
        return (await read_submission(store, guild.id, 1)).state.stage

    return stage


async def test_members_of_another_server_find_it_and_an_undo_takes_it_from_both(
    approve, use, moderator, found, stage
):
    card = await approve()
    assert f"**Approved** by {moderator.mention}" in card.markdown
    assert ", for all servers." in card.markdown
    assert card.labels == ["Undo", "Open story", "Open"]
    assert (await found(), await stage()) == ((True, True), Stage.APPROVED)
    back = await use(card, "Undo", by=moderator)
    assert f"Undone by {moderator.mention}" in back.markdown
    assert (await found(), await stage()) == ((False, False), Stage.SUGGESTED)


async def test_the_card_says_beforehand_for_whom_it_is(trust, suggest, review):
    await suggest(URL)
    hint = "Approve publishes it for all servers."
    assert hint not in (await review()).text.replace("**", "")
    trust()
    assert hint in (await review()).text.replace("**", "")


async def test_where_the_server_is_not_trusted_nobody_else_sees_it(ready, use, moderator, found):
    card = await use(ready, "Approve", by=moderator)
    assert "for all servers" not in card.markdown
    assert await found() == (True, False)


async def test_it_is_undone_from_the_article_s_history_as_well(
    approve, use, desk, moderator, found, stage
):
    await approve()
    history = await desk("article history", article=TITLE)
    assert f"added {TITLE}" in history.text.replace("**", "")
    assert "for all servers" in history.text
    undone = await use(history, "Undo", by=moderator)
    assert "as it was before for all servers" in undone.text
    assert (await found(), await stage()) == ((False, False), Stage.SUGGESTED)
    await use(undone, "Undo", by=moderator)
    assert (await found(), await stage()) == ((True, True), Stage.APPROVED)


async def test_the_log_says_on_both_desks_who_it_was(approve, moderator, acts, guild, alice):
    await approve()
    assert await acts(ARCHIVE) == [("add", moderator.id, "")]
    made = [act[:2] for act in await acts(guild.id)]
    assert made == [("suggest", alice.id), ("revise", moderator.id), ("approve", moderator.id)]


async def test_where_the_trust_was_taken_back_the_undo_says_why_it_is_not_done(
    trust, approve, moderator, found, read
):
    card = await approve()
    trust(is_trusted=False)
    result = await moderator.click(card.message, custom_id=card.id_of("Undo"))
    (told,) = result.followups
    assert "this server may no longer act for all" in read(told).text
    assert await found() == (True, True)


async def test_a_moderator_of_another_server_has_no_say(approve, elsewhere, desk, found):
    await approve()
    there = {"by": elsewhere.moderator, "here": elsewhere.channel}
    assert "Nothing was done yet" in (await desk("article history", article=TITLE, **there)).text
    assert await found() == (True, True)
