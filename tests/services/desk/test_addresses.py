"""An article that a desk gave another address is known under that one as well."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.domain.desk_act import Reason
from bot.domain.desk_outcome import Done, Double, Refused
from bot.services.check_suggestion import check_suggestion
from bot.services.decide_submission import approve_submission
from bot.services.list_retracted import list_conflicts
from bot.services.look_up_article import know_article
from bot.services.replay_desks import replay_desks
from bot.services.suggest_article import suggest_article

pytestmark = pytest.mark.usefixtures("on_file")
START = datetime(2026, 11, 1, 12, tzinfo=UTC)
MOVED = "https://site.com/moved?utm_source=mail"


@pytest.fixture(autouse=True)
async def stays_healthy(problems):
    yield
    assert await problems() == []


@pytest.fixture(params=["one", "trusted"])
def newsroom(request):
    """A server of its own, and a trusted one."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def move(desk):
    """Give the article of a slug the address of the slug `moved`."""

    async def run(newsroom, slug="file", url=MOVED):
        return await desk.edit(newsroom, slug, url=url)

    return run


@pytest.fixture
def bring(load, write):
    """Load a file on a slug."""

    async def run(slug):
        write(slug)
        await load()

    return run


@pytest.fixture
def suggest(store, address, press):
    async def run(newsroom, slug="moved", draft=None):
        return await suggest_article(
            store, newsroom, address(slug), draft, wants_news=False, press=press(by=9)
        )

    return run


@pytest.fixture
def is_known(desk, suggest, store, key, address, press):
    """Whether a newsroom is told, in each of the ways, that it has the article at `moved`."""

    async def run(newsroom):
        known = await know_article(store, newsroom, key("moved"), MOVED)
        foreseen = await check_suggestion(store, newsroom, address("moved"), press=press())
        outcomes = [foreseen, await suggest(newsroom), await desk.publish(newsroom, "moved")]
        if known is None:
            return False
        for refused in outcomes:
            assert isinstance(refused, Refused)
            assert (refused.refusal.reason, refused.article) == (Reason.EXISTS, known.known)
        return True

    return run


async def test_what_a_server_moved_is_known_there_and_nowhere_else(move, is_known, one, other):
    moved = (await move(one)).article
    assert moved.draft.url == MOVED
    assert await is_known(one)
    assert not await is_known(other)


async def test_what_was_moved_for_all_is_known_to_all(move, is_known, one, other, trusted):
    await move(trusted)
    for newsroom in (one, other, trusted):
        assert await is_known(newsroom)


async def test_an_article_of_the_desk_s_own_is_known_under_both(desk, move, is_known, newsroom):
    await desk.publish(newsroom, "new")
    await move(newsroom, "new")
    assert await is_known(newsroom)
    refused = await desk.publish(newsroom, "new")
    assert (refused.refusal.reason, refused.article.draft.url) == (Reason.EXISTS, MOVED)


async def test_a_retracted_one_is_known_as_well(desk, move, is_known, one, open_):
    await move(one)
    await desk.retract(one, "file")
    assert (await open_(one, "moved")).retraction == "wrong"
    assert await is_known(one)


async def test_an_address_that_was_taken_back_is_free_again(desk, move, one):
    await desk.undo(one, await move(one))
    assert isinstance(await desk.publish(one, "moved"), Done)


async def test_another_article_is_not_moved_to_the_same_address(desk, move, one):
    await desk.publish(one, "new")
    moved = await move(one)
    refused = await move(one, "new")
    assert (refused.refusal.reason, refused.article) == (Reason.EXISTS, moved.article)


async def test_the_article_is_corrected_further_under_its_new_address(desk, move, one, seen):
    await move(one)
    await desk.edit(one, "moved", title="Corrected at its new address")
    assert await seen(one, "file") == "Corrected at its new address"


async def test_a_suggestion_of_the_new_address_is_not_approved(
    move, suggest, draft, store, press, newsroom
):
    number = (await suggest(newsroom, draft=draft("moved"))).act.number
    moved = await move(newsroom)
    refused = await approve_submission(store, newsroom, number, press=press())
    assert (refused.refusal.reason, refused.article) == (Reason.EXISTS, moved.article)


async def test_a_file_that_comes_under_the_new_address_is_told_to_the_desk(
    move, bring, open_, store, newsroom, seen
):
    moved = (await move(newsroom)).article
    assert await list_conflicts(store, newsroom) == ()
    await bring("moved")
    assert await seen(newsroom, "moved") == "Title of moved"
    (article,) = await list_conflicts(store, newsroom)
    there = await open_(newsroom, "moved")
    assert (article.id, article.double) == (moved.id, Double(there.id, "Title of moved"))
    assert there.double is None


async def test_others_are_told_nothing_of_a_server_s_double(move, bring, store, one, other, open_):
    await move(one)
    await bring("moved")
    assert await list_conflicts(store, other) == ()
    assert (await open_(other, "file")).double is None


async def test_readers_find_it_by_the_address_that_it_was_given(desk, move, one, other, seen_by):
    await move(one)
    await desk.publish(other, "new")
    await move(other, "new")
    assert await seen_by("moved") == ["Title of file", "Desk's new", None]


async def test_a_doctor_misses_an_address_and_a_replay_brings_it_back(
    move, one, store, problems, path
):
    await move(one)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE desk_addresses SET address = 'https://site.com/elsewhere'")
    assert [check.problems for check in await problems()] == [2]
    await replay_desks(store, now=START)
    assert (await know_article(store, one, "https://site.com/moved", MOVED)) is not None


@pytest.mark.parametrize("slug", ["file", "moved"])
async def test_a_double_is_settled_when_either_is_retracted(desk, move, bring, store, one, slug):
    await move(one)
    await bring("moved")
    await desk.retract(one, slug)
    assert await list_conflicts(store, one) == ()


async def test_a_double_is_settled_when_the_article_gets_its_own_address_again(
    desk, move, bring, store, one
):
    moved = await move(one)
    await bring("moved")
    await desk.undo(one, moved)
    assert await list_conflicts(store, one) == ()
