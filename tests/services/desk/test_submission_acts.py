"""Suggestions, and what becomes of them."""

from datetime import timedelta

import pytest

from bot.domain.desk_act import ActKind, Reason, Stage
from bot.domain.desk_outcome import Done
from bot.domain.submission import MOST_WAITING
from bot.services.decide_submission import (
    approve_submission,
    block_member,
    reject_submission,
    revise_submission,
)
from bot.services.read_queue import read_queue, read_submission
from bot.services.suggest_article import suggest_article, withdraw_submission

pytestmark = pytest.mark.usefixtures("on_file")
MEMBER = 9


@pytest.fixture(autouse=True)
async def stays_healthy(problems):
    yield
    assert await problems() == []


@pytest.fixture
def suggest(store, address, draft, press):
    async def run(newsroom, slug, *, knows=True, by=MEMBER, **pressed):
        return await suggest_article(
            store,
            newsroom,
            address(slug),
            draft(slug) if knows else None,
            wants_news=True,
            press=press(by=by, **pressed),
        )

    return run


@pytest.fixture
def queue(store):
    async def run(guild_id=1, page=0):
        found = await read_queue(store, guild_id, page=page, size=2)
        return [entry.state.url.removeprefix("https://site.com/") for entry in found.entries]

    return run


async def test_what_is_suggested_waits_in_its_server_s_queue_the_oldest_first(suggest, one, queue):
    for slug in ("b", "a", "c"):
        assert isinstance(await suggest(one, slug), Done)
    assert await queue() == ["b", "a"]
    assert await queue(page=1) == ["c"]
    assert await queue(guild_id=2) == []


async def test_an_approval_publishes_in_the_server(suggest, one, store, press, seen_by, queue):
    number = (await suggest(one, "new")).act.number
    done = await approve_submission(store, one, number, press=press(by=1))
    assert done.article.draft.title == "Desk's new"
    assert await seen_by("new") == ["Desk's new", None, None]
    assert await queue() == []
    entry = await read_submission(store, 1, number)
    assert (entry.state.stage, entry.act.kind) == (Stage.APPROVED, ActKind.APPROVE)


async def test_of_two_who_decide_one_is_told_who_was_first(suggest, one, store, press):
    number = (await suggest(one, "new")).act.number
    done = await reject_submission(store, one, number, press=press(by=1, why="off topic"))
    refused = await approve_submission(store, one, number, press=press(by=2))
    assert (refused.refusal.reason, refused.refusal.act) == (Reason.TAKEN, done.act)
    assert (await read_submission(store, 1, number)).state.reason == "off topic"


async def test_without_a_title_it_is_filled_in_before_it_is_published(
    suggest, one, store, press, draft
):
    number = (await suggest(one, "new", knows=False)).act.number
    refused = await approve_submission(store, one, number, press=press())
    assert refused.refusal.reason is Reason.INCOMPLETE
    await revise_submission(store, one, number, None, draft("new"), press=press())
    done = await approve_submission(store, one, number, press=press())
    assert done.article.draft == draft("new")


@pytest.mark.parametrize("slug", ["file", "of-all", "own"])
async def test_what_the_server_has_isn_t_suggested(desk, suggest, one, trusted, slug):
    await desk.publish(trusted, "of-all")
    await desk.publish(one, "own")
    refused = await suggest(one, slug)
    assert refused.refusal.reason is Reason.EXISTS
    assert refused.article.draft.url.endswith(slug)


async def test_what_another_server_has_of_its_own_may_be_suggested(desk, suggest, one, other):
    await desk.publish(other, "new")
    assert isinstance(await suggest(one, "new"), Done)


async def test_what_a_trusted_server_has_from_its_desk_isn_t_suggested_there(
    desk, suggest, trusted
):
    await desk.publish(trusted, "new")
    assert (await suggest(trusted, "new")).refusal.reason is Reason.EXISTS


async def test_what_waits_isn_t_suggested_twice(suggest, one, other):
    first = await suggest(one, "new")
    refused = await suggest(one, "new", by=10)
    assert (refused.refusal.reason, refused.refusal.act) == (Reason.SAME, first.act)
    assert isinstance(await suggest(other, "new"), Done)


async def test_a_member_s_suggestions_are_limited(suggest, one, store, press):
    for number in range(MOST_WAITING):
        last = await suggest(one, f"story-{number}")
    assert (await suggest(one, "more")).refusal.reason is Reason.TOO_MANY
    await withdraw_submission(store, one, last.act.number, press=press(by=MEMBER))
    assert isinstance(await suggest(one, "more"), Done)


async def test_a_day_s_number_is_limited_too(suggest, one, store, press):
    for number in range(10):
        done = await suggest(one, f"story-{number}")
        await reject_submission(store, one, done.act.number, press=press())
    assert (await suggest(one, "more")).refusal.reason is Reason.TOO_MANY
    later = press().at + timedelta(days=1)
    assert isinstance(await suggest(one, "more", at=later), Done)


async def test_of_a_blocked_member_nothing_is_taken(suggest, one, other, store, press):
    await block_member(store, one, MEMBER, is_blocked=True, press=press())
    assert (await suggest(one, "new")).refusal.reason is Reason.BLOCKED
    assert isinstance(await suggest(other, "new"), Done)
    await block_member(store, one, MEMBER, is_blocked=False, press=press())
    assert isinstance(await suggest(one, "new"), Done)


async def test_only_who_suggested_it_takes_it_back(suggest, one, store, press):
    number = (await suggest(one, "new")).act.number
    refused = await withdraw_submission(store, one, number, press=press(by=10))
    assert refused.refusal.reason is Reason.NOT_YOURS
    await withdraw_submission(store, one, number, press=press(by=MEMBER))
    assert (await read_submission(store, 1, number)).state.stage is Stage.WITHDRAWN


async def test_what_came_in_between_is_not_published_twice(desk, suggest, one, store, press):
    number = (await suggest(one, "new")).act.number
    await desk.publish(one, "new", title="By hand")
    refused = await approve_submission(store, one, number, press=press())
    assert refused.refusal.reason is Reason.EXISTS
    assert refused.article.draft.title == "By hand"


async def test_a_number_that_is_no_submission_is_told(store, one, press):
    assert await read_submission(store, 1, 77) is None
    refused = await approve_submission(store, one, 77, press=press())
    assert refused.refusal.reason is Reason.GONE
