"""How posts are claimed, in order and for good, and what is found of them after a crash."""

import asyncio

import pytest

from bot.domain.delivery import State, Step
from bot.domain.delivery_event import Absent, Found, LookFailed, Unreadable
from bot.domain.subscription import Manner
from bot.services.claim_posts import claim_posts
from bot.services.record_outcome import record_outcome
from bot.services.recover_posts import recover_posts
from bot.storage.store import open_store

DUE = "2024-05-05 09:00"


async def test_a_post_is_claimed_when_it_is_due_and_by_one_poster(desk, path, moment):
    await desk.subscribe()
    assert await desk.run("2024-05-05 08:59") == []
    async with open_store(path) as other:
        taken = await asyncio.gather(
            *(
                claim_posts(store, now=moment(DUE), limit=47)
                for store in (desk.store, other, desk.store)
            )
        )
    assert sorted(map(len, taken)) == [0, 0, 1]
    assert desk.posts() == [("2024-05-05", 0, "sending")]


async def test_a_claim_carries_all_that_a_poster_needs(desk):
    await desk.subscribe(5, manner=Manner(role_id=6), stories=2)
    [post] = await desk.run(DUE)
    assert (post.guild_id, post.channel_id, post.kind, post.slot) == (9, 5, "text", "2024-05-05")
    assert (post.step, post.part, post.parts, post.is_last) == (Step.SEND, 0, 2, False)
    assert (post.payload, len(post.nonce), post.manner.role_id) == (b"text 1 ~", 24, 6)
    assert (post.post.state, post.post.attempts, post.thread_id) == (State.SENDING, 1, None)


async def test_no_more_are_claimed_than_asked_for(desk):
    for channel in range(1, 11):
        await desk.subscribe(channel)
    assert await desk.run("2024-05-05 08:59") == []
    claims = [await desk.claim(DUE, limit=4) for _ in range(4)]
    assert [len(claimed) for claimed in claims] == [4, 4, 2, 0]
    assert len({post.id for claimed in claims for post in claimed}) == 10


async def test_parts_are_claimed_in_order_each_once_the_one_before_is_posted(desk):
    await desk.subscribe(stories=3)
    seen = []
    for message_id in (101, 102, 103):
        [post] = await desk.run(DUE)
        assert await desk.claim(DUE) == []
        seen.append((post.part, post.is_last))
        await desk.accept(post, message_id)
    assert seen == [(0, False), (1, False), (2, True)]
    assert await desk.claim(DUE) == []
    assert (await desk.store.edition_records.get(1)).message_ids == (101, 102, 103)


async def test_later_parts_in_a_forum_go_into_the_thread_of_the_first(desk):
    await desk.subscribe(kind="forum", stories=2)
    [first] = await desk.run(DUE)
    assert (first.thread_id, first.post.takes_nonce) == (None, False)
    await desk.accept(first, 777)
    [second] = await desk.claim(DUE)
    assert (second.thread_id, second.post.takes_nonce) == (777, True)


async def test_parts_of_a_thread_that_was_deleted_at_once_are_given_up(desk):
    await desk.subscribe(kind="forum", stories=2)
    await desk.refuse(*await desk.run(DUE), DUE, status=404, code=10008)
    assert desk.posts() == [("2024-05-05", 0, "sent"), ("2024-05-05", 1, "dead")]


async def test_a_post_refused_as_malformed_is_claimed_again_as_plain_text(desk):
    await desk.subscribe()
    await desk.refuse(*await desk.run(DUE), DUE, status=400, code=50035)
    [again] = await desk.claim(DUE)
    assert again.payload == b"plain 1"


async def test_a_post_that_a_killed_process_was_sending_is_sent_again_under_its_nonce(
    desk, path, moment
):
    await desk.subscribe()
    [post] = await desk.run(DUE)
    async with open_store(path) as next_process:
        assert await recover_posts(next_process, now=moment("2024-05-05 09:00:20")) == 1
    [again] = await desk.claim("2024-05-05 09:00:20")
    assert (again.step, again.nonce, again.payload) == (Step.SEND, post.nonce, post.payload)


@pytest.fixture
async def doubtful(desk, moment):
    """A post whose sender died, claimed to be looked for in history."""
    await desk.subscribe(stories=2)
    await desk.run(DUE)
    await recover_posts(desk.store, now=moment("2024-05-05 09:10"))
    [post] = await desk.claim("2024-05-05 09:10")
    assert post.step is Step.LOOK
    return post


async def test_a_post_that_is_looked_for_is_not_handed_out_twice_until_its_looker_is_gone(
    desk, doubtful
):
    assert await desk.claim("2024-05-05 09:14") == []
    [again] = await desk.claim("2024-05-05 09:15")
    assert (again.id, again.step) == (doubtful.id, Step.LOOK)


async def test_a_post_found_in_history_is_sent_and_the_next_part_follows(desk, doubtful):
    await record_outcome(desk.store, doubtful.id, Found(55))
    assert desk.posts() == [("2024-05-05", 0, "sent"), ("2024-05-05", 1, "pending")]
    [second] = await desk.claim("2024-05-05 09:11")
    assert second.part == 1


async def test_a_post_absent_from_history_is_sent_again(desk, doubtful, moment):
    await record_outcome(desk.store, doubtful.id, Absent(moment("2024-05-05 09:11")))
    [again] = await desk.claim("2024-05-05 09:11")
    assert (again.step, again.nonce) == (Step.SEND, doubtful.nonce)


async def test_a_look_that_failed_is_repeated_later(desk, doubtful, moment):
    await record_outcome(desk.store, doubtful.id, LookFailed(moment("2024-05-05 09:11"), 1.0))
    assert await desk.claim("2024-05-05 09:25") == []
    assert len(await desk.claim("2024-05-05 09:26")) == 1


async def test_without_a_readable_history_a_post_stays_unknown_and_no_miss(desk, doubtful):
    await record_outcome(desk.store, doubtful.id, Unreadable())
    assert desk.posts() == [("2024-05-05", 0, "unknown"), ("2024-05-05", 1, "dead")]
    assert await desk.claim("2024-05-05 10:00") == []
    assert (await desk.store.edition_records.get(1)).outcome == "unknown"
    assert desk.misses() == []


async def test_after_an_outage_what_is_too_late_is_given_up_and_what_is_new_is_sent(desk, timing):
    for channel in range(1, 101):
        await desk.subscribe(channel)
    await desk.run("2024-05-05 08:59")
    await desk.subscribe(200, timing=timing("15:01"))
    [post] = await desk.run("2024-05-05 15:01")
    assert post.channel_id == 200
    assert len(desk.misses()) == 100
