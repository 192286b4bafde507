"""What a channel gets of an edition that is due."""

import json


async def test_an_edition_is_posted_once_and_its_message_is_known(desk):
    subscription = await desk.order()
    await desk.post()
    (message,) = desk.messages(subscription.channel_id)
    assert desk.states() == ["sent"]
    assert (await desk.status(subscription)).last.message_ids == (message.id,)


async def test_its_buttons_name_the_edition(desk):
    subscription = await desk.order()
    await desk.post()
    (message,) = desk.messages(subscription.channel_id)
    assert "~" not in json.dumps(message.components)
    assert "digest:related:1:0" in json.dumps(message.components)


async def test_parts_come_in_their_order(desk):
    subscription = await desk.order(stories=15)
    await desk.post()
    shown = [json.dumps(m.components) for m in desk.messages(subscription.channel_id)]
    assert ["(1/2)" in shown[0], "(2/2)" in shown[1]] == [True, True]


async def test_a_thread_gets_it_too(desk):
    subscription = await desk.order("thread")
    await desk.post()
    assert len(desk.messages(subscription.channel_id)) == 1


async def test_in_a_forum_it_is_a_thread_with_all_parts_in_it(desk):
    subscription = await desk.order("forum", stories=15)
    await desk.post()
    (thread,) = [c for c in desk.backend.channels.values() if c.parent_id]
    assert thread.parent_id == subscription.channel_id
    assert len(desk.messages(thread.id)) == 2
    assert (await desk.status(subscription)).last.message_ids[0] == thread.id


async def test_nothing_is_posted_before_it_is_due(desk):
    subscription = await desk.order_daily()
    desk.clock.wind(minutes=-3)
    async with desk.posting() as poster:
        await poster._claim()
    assert desk.messages(subscription.channel_id) == []
    assert desk.states() == ["pending"]


async def test_the_messages_that_tell_a_story_are_known(desk):
    """A retraction has to find them."""
    subscription = await desk.order(stories=15)
    await desk.post()
    messages = [message.id for message in desk.messages(subscription.channel_id)]
    told = [await desk.store.outbox.posted(article_id) for article_id in (1, 15)]
    assert [[(at.position, at.message_id) for at in each] for each in told] == [
        [(0, messages[0])],
        [(14, messages[1])],
    ]
