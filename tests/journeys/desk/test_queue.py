"""Moderators decide on what waits: from the queue's pages, alone and against each other."""

import asyncio
from datetime import UTC, datetime

import discord
import pytest
from simcord import assert_error
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.domain.desk_act import Press, Reason, Refusal, Stage
from bot.domain.desk_outcome import Done, Refused
from bot.domain.newsroom import Newsroom
from bot.render.desk_refusals import NotModeratorError
from bot.services.decide_submission import approve_submission, reject_submission
from bot.services.read_queue import read_submission

URL = "https://site.example/news"
BUTTONS = ["Approve", "Edit", "Reject", "Block member"]


@pytest.fixture
def stored(store, guild):
    """Read a suggestion, whatever became of it; the first one is act 1."""

    async def stored(number=1):
        return (await read_submission(store, guild.id, number)).state

    return stored


@pytest.fixture
def complete(fill):
    """Fill in the title of what a card shows, as somebody; returns the card that comes of it."""

    async def complete(card, *, by, **entries):
        shown = await by.click(card.message, custom_id=card.id_of("Edit"))
        return await fill(shown, by=by, **{"title": "A new chip", **entries})

    return complete


@pytest.fixture
def refuse(read, form):
    """Press in vain, or send a form in vain; returns the card as it is now, and what was told."""

    async def refuse(what, label="", *, by, **entries):
        if entries:
            result = await by.submit_modal(what, {**form(what), **entries})
        else:
            result = await by.click(what.message, custom_id=what.id_of(label))
        (told,) = result.followups
        assert told.ephemeral
        return read(result.response), read(told)

    return refuse


@pytest.fixture
async def ready(suggest, review, complete, moderator):
    """A card of a suggestion that can be approved."""
    await suggest(URL)
    return await complete(await review(), by=moderator)


async def test_an_empty_queue_says_so(desk):
    card = await desk("article queue")
    assert "Nothing waits for a decision" in card.text
    assert card.message.ephemeral


async def test_the_oldest_come_first_eight_on_a_page(
    suggest, desk, use, alice, colleague, moderator
):
    for number in range(9):
        await suggest(f"{URL}/{number}", by=alice if number < 5 else colleague)
    first = await desk("article queue")
    assert "9 suggestions waiting, the oldest first · page 1 of 2" in first.text
    assert first.labels.count("Review") == 8
    assert f"{URL}/0" in first.text
    assert first.is_off("Previous")
    second = await use(first, "Next", by=moderator)
    assert f"{URL}/8" in second.text
    assert second.labels.count("Review") == 1
    assert second.is_off("Next")


async def test_a_card_shows_who_suggested_what_and_why(suggest, review, alice):
    await suggest(URL, why="Worth it")
    card = await review()
    assert alice.mention in card.markdown
    assert "> Worth it" in card.text
    assert "Only the address is known" in card.text
    assert card.labels == [*BUTTONS, "Open"]
    assert card.links == [URL]
    assert card.message.ephemeral


async def test_what_has_no_title_is_filled_in_before_it_is_approved(
    suggest, review, moderator, fill, form, stored
):
    await suggest(URL)
    card = await review()
    shown = await moderator.click(card.message, custom_id=card.id_of("Approve"))
    assert form(shown)["url"] == URL
    filled = await fill(shown, by=moderator, title="A new chip", date="2019-12-05", topics="AI")
    assert "### A new chip" in filled.text
    assert f"Filled in by {moderator.mention}" in filled.markdown
    state = await stored()
    assert (state.stage, state.draft.topics) == (Stage.SUGGESTED, ("AI",))


async def test_members_find_what_was_approved(ready, use, moderator, search):
    assert "A new chip" not in await search("chip")
    after = await use(ready, "Approve", by=moderator)
    assert f"**Approved** by {moderator.mention}" in after.markdown
    assert "A new chip" in await search("chip")


async def test_only_its_server_sees_what_was_approved(ready, use, moderator, elsewhere, read):
    await use(ready, "Approve", by=moderator)
    result = await elsewhere.moderator.slash(elsewhere.channel, "news", query="new chip")
    assert "A new chip" not in read(result.response).titles


async def test_an_approval_is_undone_and_done_again(ready, use, moderator, stored, search):
    card = await use(ready, "Approve", by=moderator)
    assert card.labels == ["Undo", "Open story", "Open"]
    back = await use(card, "Undo", by=moderator)
    assert f"Undone by {moderator.mention}" in back.markdown
    assert back.labels[: len(BUTTONS)] == BUTTONS
    assert (await stored()).stage is Stage.SUGGESTED
    assert "A new chip" not in await search("chip")
    again = await use(back, "Approve", by=moderator)
    assert "**Approved**" in again.markdown
    assert "A new chip" in await search("chip")


async def test_an_approved_card_leads_to_the_story(ready, use, moderator):
    card = await use(ready, "Approve", by=moderator)
    assert "A new chip" in (await use(card, "Open story", by=moderator)).text


async def test_a_rejection_keeps_its_reason(suggest, review, reject, moderator, stored, waiting):
    await suggest(URL)
    card = await reject(await review(), "An advertisement", by=moderator)
    assert f"**Rejected** by {moderator.mention}" in card.markdown
    assert "Reason: An advertisement" in card.text
    state = await stored()
    assert (state.stage, state.reason) == (Stage.REJECTED, "An advertisement")
    assert not await waiting()


async def test_of_two_who_press_one_wins_and_the_other_is_told_who(
    ready, review, use, refuse, moderator, colleague
):
    theirs = await review(by=colleague)
    await use(ready, "Approve", by=moderator)
    now, told = await refuse(theirs, "Approve", by=colleague)
    assert f"**Approved** by {moderator.mention}" in now.markdown
    assert f"{moderator.mention} approved" in told.markdown
    assert "Nothing was changed" in told.text


@pytest.mark.parametrize("label", ["Edit", "Reject"])
async def test_who_comes_too_late_is_asked_nothing(  # noqa: PLR0917 - fixtures
    ready, review, use, refuse, moderator, colleague, label
):
    theirs = await review(by=colleague)
    await use(ready, "Approve", by=moderator)
    now, told = await refuse(theirs, label, by=colleague)
    assert f"**Approved** by {moderator.mention}" in now.markdown
    assert f"{moderator.mention} approved" in told.markdown


async def test_a_form_that_comes_after_the_decision_changes_nothing(  # noqa: PLR0917 - fixtures
    ready, review, reject, refuse, moderator, colleague, stored
):
    theirs = await review(by=colleague)
    shown = await colleague.click(theirs.message, custom_id=theirs.id_of("Reject"))
    await reject(ready, "First", by=moderator)
    _, told = await refuse(shown, by=colleague, reason="Second")
    assert f"{moderator.mention} rejected" in told.markdown
    assert (await stored()).reason == "First"


@pytest.mark.usefixtures("ready")
async def test_of_acts_at_the_same_time_one_is_done(store, guild, moderator, colleague):
    newsroom, now = Newsroom(guild.id), datetime.now(UTC)
    presses = [Press(member.id, now, token=member.name) for member in (moderator, colleague)]
    outcomes = await asyncio.gather(
        approve_submission(store, newsroom, 1, press=presses[0]),
        reject_submission(store, newsroom, 1, press=presses[1]),
    )
    (late,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    (first,) = [outcome for outcome in outcomes if isinstance(outcome, Done)]
    assert late.refusal == Refusal(Reason.TAKEN, first.act)


@pytest.mark.usefixtures("ready")
async def test_a_press_that_discord_delivers_twice_is_one_act(store, guild, moderator, acts):
    press = Press(moderator.id, datetime.now(UTC), token="7")
    first = await approve_submission(store, Newsroom(guild.id), 1, press=press)
    again = await approve_submission(store, Newsroom(guild.id), 1, press=press)
    assert first.act == again.act
    assert [kind for kind, _, _ in await acts(guild.id)].count("approve") == 1


async def test_what_another_corrected_meanwhile_is_not_written_over_unseen(  # noqa: PLR0917
    suggest, review, complete, refuse, moderator, colleague, stored
):
    await suggest(URL)
    theirs = await review(by=colleague)
    shown = await colleague.click(theirs.message, custom_id=theirs.id_of("Edit"))
    await complete(await review(), by=moderator)
    now, told = await refuse(shown, by=colleague, title="Another title")
    assert "### A new chip" in now.text
    assert f"{moderator.mention} changed it" in told.markdown
    assert (await stored()).draft.title == "A new chip"


async def test_what_was_typed_then_can_be_sent_again(  # noqa: PLR0917 - fixtures
    suggest, review, complete, refuse, fill, moderator, colleague, stored
):
    await suggest(URL)
    theirs = await review(by=colleague)
    shown = await colleague.click(theirs.message, custom_id=theirs.id_of("Edit"))
    await complete(await review(), by=moderator)
    _, told = await refuse(shown, by=colleague, title="Another title")
    again = await colleague.click(told.message, custom_id=told.id_of("Back to the form"))
    await fill(again, by=colleague)
    assert (await stored()).draft.title == "Another title"


async def test_what_can_not_be_taken_is_named_and_kept(
    suggest, review, complete, moderator, form, stored
):
    await suggest(URL)
    faulty = await complete(await review(), by=moderator, date="the day before", excerpt="Kept")
    assert "Nothing was saved" in faulty.text
    assert "date" in faulty.text
    assert (await stored()).draft is None
    again = await moderator.click(faulty.message, custom_id=faulty.id_of("Back to the form"))
    assert form(again)["excerpt"] == "Kept"
    assert form(again)["title"] == "A new chip"


async def test_what_the_archive_has_by_now_is_not_approved_twice(  # noqa: PLR0917 - fixtures
    ready, use, refuse, moderator, waiting, suggest, review, complete
):
    await use(ready, "Approve", by=moderator)
    await suggest("https://site.example/second")
    card = await complete(await review(), by=moderator, url=URL)
    now, told = await refuse(card, "Approve", by=moderator)
    assert "Waits" in now.text
    assert "The archive has A new chip already" in told.text.replace("**", "")
    assert len(await waiting()) == 1


async def test_a_blocked_member_can_not_suggest_until_that_is_undone(
    suggest, review, use, moderator, alice
):
    await suggest(URL)
    told = await use(await review(), "Block member", by=moderator)
    assert f"Blocked {alice.mention}" in told.markdown
    assert told.message.ephemeral
    assert "take no suggestions from you" in (await suggest(f"{URL}/2")).text
    await use(told, "Undo", by=moderator)
    assert "Suggested, thank you" in (await suggest(f"{URL}/3")).text


async def test_members_are_blocked_and_unblocked_by_command(desk, suggest, alice):
    assert f"Blocked {alice.mention}" in (await desk("article block", member=alice)).markdown
    assert "It is so already" in (await desk("article block", member=alice)).text
    assert "take no suggestions from you" in (await suggest(URL)).text
    assert f"Unblocked {alice.mention}" in (await desk("article unblock", member=alice)).markdown
    assert "Suggested, thank you" in (await suggest(URL)).text


@pytest.mark.parametrize("command", ["queue", "block", "unblock"])
async def test_members_are_refused_the_commands(simcord_env, desk, alice, acts, guild, command):
    options = {} if command == "queue" else {"member": alice}
    card = await desk(f"article {command}", by=alice, **options)
    assert "Only this server's moderators can do that: who has the permission" in card.text
    assert card.message.ephemeral
    assert not await acts(guild.id)
    assert_error(simcord_env, NotModeratorError)


@pytest.mark.parametrize("label", BUTTONS)
async def test_who_was_a_moderator_presses_in_vain(  # noqa: PLR0917 - fixtures
    ready, use, demote, moderators, moderator, acts, guild, label
):
    before = await acts(guild.id)
    demote(moderators)
    refused = await use(ready, label, by=moderator)
    assert "Only this server's moderators can do that" in refused.text
    assert await acts(guild.id) == before


async def test_who_was_a_moderator_takes_nothing_back(
    ready, use, demote, moderators, moderator, stored
):
    card = await use(ready, "Approve", by=moderator)
    demote(moderators)
    assert "Only this server's moderators" in (await use(card, "Undo", by=moderator)).text
    assert (await stored()).stage is Stage.APPROVED


async def test_who_was_a_moderator_turns_no_page(  # noqa: PLR0917 - fixtures
    suggest, desk, use, demote, moderators, moderator, alice, colleague
):
    for number in range(9):
        await suggest(f"{URL}/{number}", by=alice if number < 5 else colleague)
    page = await desk("article queue")
    demote(moderators)
    for label in ("Review", "Next"):
        assert "Only this server's moderators" in (await use(page, label, by=moderator)).text


@pytest.mark.parametrize(("label", "entry"), [("Edit", "title"), ("Reject", "reason")])
async def test_who_was_a_moderator_sends_a_form_in_vain(  # noqa: PLR0917 - fixtures
    ready, fill, demote, moderators, moderator, acts, guild, label, entry
):
    shown = await moderator.click(ready.message, custom_id=ready.id_of(label))
    before = await acts(guild.id)
    demote(moderators)
    refused = await fill(shown, by=moderator, **{entry: "Something else"})
    assert "Only this server's moderators" in refused.text
    assert await acts(guild.id) == before


async def test_who_may_manage_messages_of_one_channel_is_no_moderator(
    simcord_env, suggest, desk, alice, channel
):
    await suggest(URL)
    allowed = discord.Permissions(manage_messages=True).value
    overwrite = Overwrite(alice.id, OverwriteType.MEMBER, allow=allowed)
    simcord_env.backend.edit_channel(channel.id, {}, overwrites=[overwrite])
    card = await desk("article queue", by=alice)
    assert "Only this server's moderators" in card.text
    assert_error(simcord_env, NotModeratorError)


async def test_moderators_of_another_server_have_another_queue(suggest, desk, elsewhere):
    await suggest(URL)
    card = await desk("article queue", by=elsewhere.moderator, here=elsewhere.channel)
    assert "Nothing waits" in card.text


@pytest.mark.usefixtures("ready")
async def test_a_number_of_another_server_leads_nowhere(store, elsewhere, stored):
    press = Press(elsewhere.moderator.id, datetime.now(UTC))
    outcome = await approve_submission(store, Newsroom(elsewhere.guild.id), 1, press=press)
    assert outcome.refusal == Refusal(Reason.GONE)
    assert (await stored()).stage is Stage.SUGGESTED


@pytest.fixture
async def editor(simcord_env, guild, channel, admin, choose, read):
    """A moderator by a role that the admin names, which may manage nothing."""
    editors = guild.create_role("Editors")
    settings = read((await admin.slash(channel, "settings desk-roles")).response)
    await choose(settings, [editors], by=admin)
    return guild.add_member(simcord_env.create_user("edith"), roles=[editors])


async def test_a_named_role_moderates_as_well_as_admins(editor, admin, desk, suggest):
    await suggest(URL)
    for member in (editor, admin):
        assert "1 suggestion waiting" in (await desk("article queue", by=member)).text


@pytest.mark.usefixtures("editor")
async def test_where_roles_are_named_others_do_not_moderate(simcord_env, desk, moderator):
    text = (await desk("article queue", by=moderator)).text
    assert "and who has the permission **Manage Server**" in text
    assert_error(simcord_env, NotModeratorError)


async def test_who_lost_the_named_role_presses_in_vain(
    simcord_env, guild, editor, suggest, review, stored
):
    await suggest(URL)
    card = await review(by=editor)
    shown = await editor.click(card.message, custom_id=card.id_of("Reject"))
    simcord_env.backend.get_member(guild.id, editor.id).role_ids.clear()
    told = await editor.submit_modal(shown, {"reason": "Too thin"})
    assert "Only this server's moderators" in str(told.response.components)
    assert (await stored()).stage is Stage.SUGGESTED


async def test_cards_work_after_a_restart(suggest, review, complete, use, moderator, restart):
    await suggest(URL)
    card = await review()
    await restart()
    filled = await complete(card, by=moderator)
    await restart()
    after = await use(filled, "Approve", by=moderator)
    assert "**Approved**" in after.markdown
    await restart()
    assert "Waits" in (await use(after, "Undo", by=moderator)).text
