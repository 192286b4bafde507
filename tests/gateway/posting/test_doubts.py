"""Posts of which nobody knows whether they arrived: none is posted twice, none is lost."""

import json

import pytest

from bot.demo.faults import Cut, Delay, refuse
from bot.domain.edition_record import Outcome
from bot.domain.subscription import Activity
from bot.gateway.poster import Poster

POST = "/channels/*/messages"
THREADS = "/channels/*/threads"


@pytest.fixture
def doubt(desk, fail):
    """An edition whose answer was lost, whether or not it was posted; no nonce is remembered."""

    async def order(kind="text", *, is_posted):
        subscription = await desk.order(kind)
        fail(Cut(is_carried_out=is_posted), path=THREADS if kind == "forum" else POST, times=1)
        async with desk.posting():
            await desk.until(lambda: desk.posts()[0][2] == "lost")
        desk.server.nonces.forget()
        return subscription

    return order


async def test_within_its_nonces_time_it_is_repeated_and_not_posted_twice(desk, fail):
    subscription = await desk.order()
    fail(Cut(is_carried_out=True), path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] == "lost")
        desk.clock.wind(seconds=3)
        await desk.until(lambda: desk.states() == ["sent"])
    (message,) = desk.messages(subscription.channel_id)
    assert (await desk.status(subscription)).last.message_ids == (message.id,)


@pytest.mark.parametrize("is_posted", [True, False])
@pytest.mark.parametrize("kind", ["text", "announcement", "thread"])
async def test_later_history_decides(desk, doubt, kind, is_posted):
    subscription = await doubt(kind, is_posted=is_posted)
    desk.clock.wind(minutes=3)
    await desk.post("sent")
    (message,) = desk.messages(subscription.channel_id)
    assert (await desk.status(subscription)).last.message_ids == (message.id,)


@pytest.mark.parametrize("is_archived", [True, False])
@pytest.mark.parametrize("is_posted", [True, False])
async def test_in_a_forum_the_threads_are_looked_through(desk, doubt, is_posted, is_archived):
    subscription = await doubt("forum", is_posted=is_posted)
    threads = [c for c in desk.backend.channels.values() if c.parent_id]
    if threads and is_archived:
        desk.backend.edit_channel(threads[0].id, {}, thread_metadata={"archived": True})
    desk.clock.wind(minutes=3)
    await desk.post("sent")
    (thread,) = [c for c in desk.backend.channels.values() if c.parent_id]
    assert (await desk.status(subscription)).last.message_ids == (thread.id,)


async def test_a_forum_is_never_posted_to_again_without_a_look(desk, fail):
    """Discord takes no nonce for a thread in a forum."""
    await desk.order("forum")
    fail(Cut(is_carried_out=True), path=THREADS, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] == "lost")
        desk.clock.wind(seconds=80)
        await desk.until(lambda: desk.states() == ["pending"])
        desk.clock.wind(seconds=20)
        await desk.until(lambda: desk.states() == ["sent"])
    assert len([c for c in desk.backend.channels.values() if c.parent_id]) == 1


async def test_discord_py_does_not_repeat_a_call_that_opens_a_thread(desk, fail):
    await desk.order("forum")
    fail(refuse(502), path=THREADS, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0] == ("pending", 1, "server", 0))
    assert not [c for c in desk.backend.channels.values() if c.parent_id]


@pytest.mark.parametrize("right", ["read_message_history", "view_channel"])
async def test_without_the_right_to_read_it_stays_unknown_and_is_not_sent_again(desk, doubt, right):
    """Where history is forbidden Discord gives an empty one: that says nothing."""
    subscription = await doubt(is_posted=True)
    await desk.deny(subscription.channel_id, **{right: True})
    desk.clock.wind(minutes=3)
    await desk.post("unknown")
    assert len(desk.messages(subscription.channel_id)) == 1
    status = await desk.status(subscription)
    assert status.last.outcome is Outcome.UNKNOWN
    assert status.subscription.activity is Activity.ACTIVE


async def test_a_history_that_fails_for_a_while_is_read_later(desk, doubt, fail):
    subscription = await doubt(is_posted=True)
    fail(refuse(503), method="GET", path=POST, times=1)
    desk.clock.wind(minutes=3)
    async with desk.posting():
        await desk.until(lambda: len(desk.server.faults.happened) == 2)
        await desk.until(lambda: desk.rows("SELECT 1 FROM outbox WHERE not_before > 0"))
        desk.clock.wind(minutes=16)
        await desk.until(lambda: desk.states() == ["sent"])
    assert len(desk.messages(subscription.channel_id)) == 1


async def test_it_is_found_behind_what_others_wrote(desk, doubt):
    subscription = await doubt(is_posted=True)
    other = desk.backend.make_user("writer").id
    for number in range(150):
        desk.backend.create_message(subscription.channel_id, other, f"Message {number}")
    desk.clock.wind(minutes=3)
    await desk.post("sent")
    assert _of_bot(desk, subscription) == 1


async def test_another_edition_is_not_taken_for_it(desk, fail):
    subscription = await desk.order()
    await desk.post()
    await desk.order_again(subscription)
    fail(Cut(is_carried_out=False), path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[1][2] == "lost")
        desk.clock.wind(minutes=3)
        await desk.until(lambda: desk.states() == ["sent", "sent"])
    assert _of_bot(desk, subscription) == 2


async def test_somebody_who_copies_its_buttons_is_not_taken_for_it(desk, doubt):
    subscription = await doubt(is_posted=True)
    (message,) = desk.messages(subscription.channel_id)
    message.author_id = desk.backend.make_user("impostor", bot=True).id
    desk.clock.wind(minutes=3)
    await desk.post("sent")
    assert _of_bot(desk, subscription) == 1


async def test_what_was_being_sent_when_the_process_died_is_settled_at_the_start(desk, fail):
    subscription = await desk.order()
    fail(Delay(30), path=POST, times=1)
    task = await _die_in_mid_send(desk)
    desk.clock.wind(seconds=10)
    await desk.post("sent")
    task.cancel()
    assert _of_bot(desk, subscription) == 1


async def test_a_post_that_was_deleted_counts_as_posted(desk, fail):
    subscription = await desk.order()
    fail(Cut(is_carried_out=True), path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] == "lost")
        (message,) = desk.messages(subscription.channel_id)
        desk.backend.delete_message(subscription.channel_id, message.id)
        desk.clock.wind(seconds=3)
        await desk.until(lambda: desk.states() == ["sent"])
    assert desk.messages(subscription.channel_id) == []
    assert (await desk.status(subscription)).last.message_ids == (None,)


async def test_the_same_bytes_are_sent_again(desk, fail):
    await desk.order()
    bodies = []
    desk.server.traffic.listen(lambda call: bodies.append(json.dumps(call.json)))
    fail(Cut(is_carried_out=True), path=POST, times=2)
    async with desk.posting():
        for attempts in (1, 2):
            await desk.until(lambda: desk.posts()[0] == ("pending", attempts, "lost", 0))  # noqa: B023 - called here
            desk.clock.wind(seconds=10)
        await desk.until(lambda: desk.states() == ["sent"])
    sent = [body for body in bodies if "enforce_nonce" in body]
    assert len(sent) == 3
    assert len(set(sent)) == 1


async def _die_in_mid_send(desk):
    """Leave a post as it is being sent, as a process does that is killed; returns what hangs."""
    poster = Poster(desk.client, desk.store, clock=desk.clock)
    await poster._claim()
    await desk.until(lambda: desk.server.faults.happened)
    (task,) = poster._under_way
    task.remove_done_callback(poster._under_way.pop)
    task.cancel()
    return task


def _of_bot(desk, subscription):
    own = desk.backend.bot_user.id
    return sum(m.author_id == own for m in desk.messages(subscription.channel_id))
