"""What is undone is as if it had not been done, and may be done again."""

import pytest

from bot.domain.desk_act import ActKind, Reason
from bot.domain.desk_outcome import Done, Refused
from bot.services.decide_submission import approve_submission
from bot.services.read_queue import read_queue
from bot.services.suggest_article import suggest_article
from bot.services.undo_act import undo_act

pytestmark = pytest.mark.usefixtures("on_file")


@pytest.fixture(autouse=True)
async def stays_healthy(problems):
    yield
    assert await problems() == []


async def test_an_undone_correction_shows_the_shared_article_again(desk, one, seen_by, rows):
    edited = await desk.edit(one, "file", title="Corrected here")
    undone = await desk.undo(one, edited)
    assert (undone.act.kind, undone.act.undoes) == (ActKind.UNDO, 1)
    assert undone.article.draft.title == "Title of file"
    assert await seen_by("file") == ["Title of file"] * 3
    assert rows("SELECT * FROM hidden_articles") == []


async def test_an_undo_is_undone(desk, one, seen_by):
    edited = await desk.edit(one, "file", title="Corrected here")
    await desk.undo(one, await desk.undo(one, edited))
    assert await seen_by("file") == ["Corrected here", "Title of file", "Title of file"]


async def test_an_addition_that_is_done_again_has_the_id_that_messages_name(desk, one, seen_by):
    added = await desk.publish(one, "new")
    undone = await desk.undo(one, added)
    assert undone.article is None
    assert await seen_by("new") == [None, None, None]
    again = await desk.undo(one, undone)
    assert again.article.id == added.article.id


async def test_of_what_stands_on_an_act_it_is_said_which_act_that_is(desk, one):
    edited = await desk.edit(one, "file", title="Corrected here")
    retracted = await desk.retract(one, "file")
    refused = await desk.undo(one, edited)
    assert (refused.refusal.reason, refused.refusal.act) == (Reason.TAKEN, retracted.act)
    assert isinstance(await desk.undo(one, retracted), Done)
    assert isinstance(await desk.undo(one, edited), Done)


async def test_an_approval_is_undone_with_its_article(desk, one, store, address, draft, press):
    suggested = await suggest_article(
        store, one, address("new"), draft("new"), wants_news=False, press=press(by=9)
    )
    number = suggested.act.number
    approved = await approve_submission(store, one, number, press=press())
    assert (await read_queue(store, 1, page=0, size=5)).total == 0
    await desk.undo(one, approved)
    (entry,) = (await read_queue(store, 1, page=0, size=5)).entries
    assert (entry.number, entry.act.kind) == (number, ActKind.UNDO)


async def test_nobody_undoes_acts_of_another_desk(desk, one, other, trusted, store, press):
    of_one = await desk.edit(one, "file", title="Corrected here")
    of_all = await desk.edit(trusted, "file", title="Corrected")
    for newsroom, done in ((other, of_one), (trusted, of_one), (one, of_all)):
        refused = await undo_act(store, newsroom, done.desk_id, done.act.number, press=press())
        assert isinstance(refused, Refused)
        assert refused.refusal.reason is Reason.GONE


async def test_an_act_that_never_was_can_t_be_undone(store, one, press):
    refused = await undo_act(store, one, 1, 5, press=press())
    assert refused.refusal.reason is Reason.GONE
