"""What a trusted server approves is for all; that is an act on each of two desks, or on neither."""

import pytest

from bot.domain.desk_act import ActKind, ActPlace, Reason, Stage
from bot.domain.desk_outcome import Done, Refused
from bot.domain.newsroom import ARCHIVE, Newsroom
from bot.services.decide_submission import approve_submission
from bot.services.find_published import find_published
from bot.services.leave_guild import leave_guild
from bot.services.purge_guilds import KEPT, purge_guilds
from bot.services.read_queue import read_queue, read_submission
from bot.services.read_trail import read_trail
from bot.services.redact_member import redact_member
from bot.services.suggest_article import suggest_article
from bot.services.undo_act import undo_act

pytestmark = pytest.mark.usefixtures("on_file")
MEMBER, MODERATOR = 9, 1
EVERYWHERE, NOWHERE = ["Desk's new"] * 3, [None] * 3
PUBLISHED, WAITING = (Stage.APPROVED, EVERYWHERE), (Stage.SUGGESTED, NOWHERE)
ANOTHER = Newsroom(8, is_trusted=True)


@pytest.fixture(autouse=True)
async def stays_healthy(problems):
    yield
    assert await problems() == []


@pytest.fixture
def suggest(store, address, draft, press):
    async def run(newsroom, slug="new", *, knows=True):
        done = await suggest_article(
            store,
            newsroom,
            address(slug),
            draft(slug) if knows else None,
            wants_news=True,
            press=press(by=MEMBER),
        )
        return done.act.number

    return run


@pytest.fixture
def approve(store, press):
    async def run(newsroom, number, **pressed):
        return await approve_submission(store, newsroom, number, press=press(**pressed))

    return run


@pytest.fixture
async def approved(suggest, approve, trusted):
    """What a trusted server approved."""
    return await approve(trusted, await suggest(trusted))


@pytest.fixture
def standing(store, trusted, seen_by):
    """Where the trusted server's first suggestion is, and its title in each of three servers."""

    async def run():
        entry = await read_submission(store, trusted.guild_id, 1)
        return entry.state.stage, await seen_by("new")

    return run


@pytest.fixture
def undo(store, trusted, press):
    """Undo the act of this number of a desk, in the trusted server."""

    async def run(desk_id, number):
        return await undo_act(store, trusted, desk_id, number, press=press())

    return run


@pytest.fixture
def queue_size(store, trusted):
    async def run():
        return (await read_queue(store, trusted.guild_id, page=0, size=5)).total

    return run


@pytest.fixture
def on_archive(store):
    """The acts on the desk of the archive."""

    async def run():
        return await store.desk_acts.after(ARCHIVE, 0, limit=100)

    return run


async def test_it_is_read_in_all_servers(approved, standing, store, trusted):
    assert approved.article.desk_id == ARCHIVE
    assert await standing() == PUBLISHED
    state = (await read_submission(store, trusted.guild_id, 1)).state
    found = await find_published(store, trusted.guild_id, state)
    assert found == approved.article.id


async def test_each_desk_has_its_act_of_the_one_press(approved, on_archive, trusted):
    (added,) = await on_archive()
    assert (added.kind, approved.act.kind) == (ActKind.ADD, ActKind.APPROVE)
    assert added.press == approved.act.press
    assert added.beside == ActPlace(trusted.guild_id, approved.act.number)
    assert approved.act.beside == ActPlace(ARCHIVE, added.number)


async def test_the_same_press_does_it_once(suggest, store, press, trusted, on_archive):
    number, once = await suggest(trusted), press()
    first = await approve_submission(store, trusted, number, press=once)
    assert await approve_submission(store, trusted, number, press=once) == first
    assert len(await on_archive()) == 1


async def test_an_undo_of_the_approval_takes_both_back_and_the_next_brings_both(
    approved, undo, trusted, standing
):
    undone = await undo(trusted.guild_id, approved.act.number)
    assert (undone.article, await standing()) == (None, WAITING)
    again = await undo(trusted.guild_id, undone.act.number)
    assert (again.article.id, await standing()) == (approved.article.id, PUBLISHED)


async def test_an_undo_of_the_addition_takes_both_back_and_the_next_brings_both(
    approved, undo, on_archive, standing
):
    (added,) = await on_archive()
    undone = await undo(ARCHIVE, added.number)
    assert (undone.article, await standing()) == (None, WAITING)
    again = await undo(ARCHIVE, undone.act.number)
    assert (again.article.id, await standing()) == (approved.article.id, PUBLISHED)


async def test_what_was_undone_on_one_desk_and_redone_on_the_other_is_whole(
    approved, undo, on_archive, trusted, standing
):
    await undo(trusted.guild_id, approved.act.number)
    await undo(ARCHIVE, (await on_archive())[-1].number)
    assert await standing() == PUBLISHED


async def test_what_stands_on_the_article_keeps_the_approval_from_being_undone(
    desk, approved, trusted, standing
):
    edited = await desk.edit(trusted, "new", title="Corrected")
    refused = await desk.undo(trusted, approved)
    assert (refused.refusal.reason, refused.refusal.act) == (Reason.TAKEN, edited.act)
    assert await standing() == (Stage.APPROVED, ["Corrected"] * 3)


@pytest.mark.usefixtures("approved")
async def test_the_trail_offers_an_undo_as_long_as_both_can_be_undone(desk, store, trusted):
    async def offered():
        entries = (await read_trail(store, trusted)).entries
        return {(e.desk_id, e.act.kind): e.may_undo for e in entries}

    approval, addition = (trusted.guild_id, ActKind.APPROVE), (ARCHIVE, ActKind.ADD)
    before = await offered()
    assert (before[approval], before[addition]) == (True, True)
    await desk.edit(trusted, "new", title="Corrected")
    after = await offered()
    assert (after[approval], after[addition]) == (False, False)


@pytest.mark.usefixtures("approved")
async def test_another_trusted_server_takes_both_back(store, press, standing):
    assert isinstance(await undo_act(store, ANOTHER, ARCHIVE, 1, press=press()), Done)
    assert await standing() == WAITING


async def test_where_the_trust_was_taken_back_it_stays(desk, approved, store, trusted, standing):
    no_more = Newsroom(trusted.guild_id)
    refused = await desk.undo(no_more, approved)
    assert refused.refusal.reason is Reason.NOT_TRUSTED
    assert await standing() == PUBLISHED
    (entry, *_) = (await read_trail(store, no_more)).entries
    assert (entry.act, entry.may_undo) == (approved.act, False)


async def test_what_the_archive_has_by_now_is_refused_with_who_added_it(
    desk, suggest, approve, trusted, queue_size
):
    number = await suggest(trusted)
    added = await desk.publish(ANOTHER, "new", title="By hand")
    refused = await approve(trusted, number)
    assert (refused.refusal.reason, refused.refusal.act) == (Reason.EXISTS, added.act)
    assert refused.article.draft.title == "By hand"
    assert await queue_size() == 1


@pytest.fixture
def bring(load, write):
    """Load a file on a slug."""

    async def run(slug):
        write(slug)
        await load()

    return run


@pytest.mark.parametrize("knows", [True, False])
async def test_what_a_file_brought_by_now_is_refused(
    bring, suggest, approve, trusted, queue_size, knows
):
    number = await suggest(trusted, knows=knows)
    await bring("new")
    refused = await approve(trusted, number)
    assert (refused.refusal.reason, refused.article.draft.title) == (Reason.EXISTS, "Title of new")
    assert await queue_size() == 1


async def test_without_a_title_nothing_is_published(suggest, approve, trusted, on_archive):
    refused = await approve(trusted, await suggest(trusted, knows=False))
    assert refused.refusal.reason is Reason.INCOMPLETE
    assert await on_archive() == []


async def test_of_two_one_is_first_and_the_archive_has_it_once(
    suggest, approve, trusted, on_archive
):
    number = await suggest(trusted)
    done = await approve(trusted, number, by=1)
    refused = await approve(trusted, number, by=2)
    assert (refused.refusal.reason, refused.refusal.act) == (Reason.TAKEN, done.act)
    assert len(await on_archive()) == 1


async def test_a_server_s_own_article_from_before_it_was_trusted_is_in_the_way(
    desk, suggest, approve, trusted, seen_by
):
    number = await suggest(trusted)
    await desk.publish(Newsroom(trusted.guild_id), "new", title="Ours")
    refused = await approve(trusted, number)
    assert isinstance(refused, Refused)
    assert (refused.refusal.reason, refused.article.draft.title) == (Reason.EXISTS, "Ours")
    assert await seen_by("new") == [None, None, "Ours"]


async def test_a_server_that_isn_t_trusted_approves_for_itself(
    suggest, approve, one, seen_by, on_archive
):
    done = await approve(one, await suggest(one))
    assert done.act.beside is None
    assert await seen_by("new") == ["Desk's new", None, None]
    assert await on_archive() == []


async def test_both_are_still_undone_together_once_the_moderator_is_redacted(
    approved, store, press, undo, trusted, standing
):
    await redact_member(store, MODERATOR, now=press().at)
    await undo(trusted.guild_id, approved.act.number)
    assert await standing() == WAITING


@pytest.fixture
async def gone(approved, store, trusted, press):
    """A month ago the server removed the bot, after it had approved an article for all."""
    await leave_guild(store, trusted.guild_id, now=press().at)
    await purge_guilds(store, now=press().at + KEPT)
    return approved


@pytest.mark.usefixtures("gone")
async def test_when_the_server_is_gone_the_article_is_undone_alone(
    store, trusted, undo, seen_by, on_archive, suggest
):
    assert await seen_by("new") == EVERYWHERE
    (added,) = await on_archive()
    assert added.beside is None
    # It returns: its acts are numbered from 1 again, and are none of those before.
    await suggest(trusted, "another")
    await suggest(trusted, "yet-another")
    await undo(ARCHIVE, 1)
    assert await seen_by("new") == NOWHERE
    assert (await read_queue(store, trusted.guild_id, page=0, size=5)).total == 2
