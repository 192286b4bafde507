"""What readers see of a posted edition once a story of it is retracted, restored or corrected."""

import json

import pytest

from bot.demo.faults import Cut, Delay, refuse

POST = "/channels/*/messages"


async def test_a_retracted_story_is_struck_through_with_the_reason(edits, posted):
    subscription = await posted()
    await edits.act(2, retraction="not *true*")
    await edits.edit()
    text = edits.text(subscription.channel_id)
    assert "**~~News 2~~**\n-# Robotics · <t:" in text
    assert "-# Retracted: not \\*true\\*" in text
    assert "https://site.com/2" not in text
    assert "**News 3**\n-# [Robotics](https://site.com/3)" in text


async def test_its_button_is_gone_and_those_of_others_stay(desk, edits, posted):
    subscription = await posted()
    await edits.act(2, retraction="")
    await edits.edit()
    (message,) = desk.messages(subscription.channel_id)
    said = json.dumps(message.components)
    assert "story:page:1" in said
    assert "story:page:2" not in said
    assert "digest:related:1:0:1" in said


async def test_restored_it_is_as_it_was_posted(edits, posted):
    subscription = await posted()
    before = edits.text(subscription.channel_id)
    await edits.act(1, retraction="wrong")
    await edits.edit()
    assert "~~News 1~~" in edits.text(subscription.channel_id)
    await edits.act(1)
    await edits.edit()
    assert edits.text(subscription.channel_id) == before
    assert len(edits.patched) == 2


async def test_a_corrected_title_and_link_are_put_in_place(desk, edits, posted):
    subscription = await posted()
    await edits.act(1, title="As it *was*", url="https://other.com/(1)")
    await edits.edit()
    text = edits.text(subscription.channel_id)
    assert "### As it \\*was\\*\n-# [Robotics](https://other.com/%281%29)" in text
    (message,) = desk.messages(subscription.channel_id)
    assert '"url": "https://other.com/(1)"' in json.dumps(message.components)


@pytest.mark.parametrize("kind", ["text", "announcement", "thread", "forum"])
async def test_all_parts_are_found_in_every_kind_of_channel(desk, edits, posted, kind):
    await posted(kind, stories=15)
    await edits.act(1, retraction="wrong")
    await edits.act(15, retraction="wrong")
    await edits.edit("done", "done")
    everything = "".join(edits.text(channel_id) for channel_id in list(desk.backend.messages))
    assert "~~News 1~~" in everything
    assert "~~News 15~~" in everything
    assert len(edits.patched) == 2


async def test_what_was_posted_plainly_is_edited_plainly(desk, edits, fail, posted):
    fail(refuse(400, 50035), path=POST, times=1)
    subscription = await posted()
    await edits.act(2, retraction="wrong")
    await edits.edit()
    (message,) = desk.messages(subscription.channel_id)
    assert "**~~News 2~~**" in message.content
    assert "-# Retracted: wrong" in message.content
    assert "<https://site.com/2>" not in message.content


async def test_only_messages_that_show_it_are_touched(edits, posted):
    await posted(stories=15)
    assert await edits.act(15, retraction="wrong") == 1
    await edits.edit("done")
    assert len(edits.patched) == 1


async def test_a_servers_own_retraction_touches_its_messages_alone(desk, edits, posted):
    subscription = await posted()
    assert await edits.act(1, retraction="wrong", guild_id=12345) == 0
    assert await edits.act(1, retraction="not for us", guild_id=desk.guild_id) == 1
    await edits.edit()
    assert "-# Retracted: not for us" in edits.text(subscription.channel_id)


async def test_several_acts_before_the_edit_are_one_edit(edits, posted):
    subscription = await posted()
    await edits.act(1, retraction="wrong")
    await edits.act(2, title="Better")
    await edits.act(1)
    await edits.act(3, retraction="wrong")
    await edits.edit()
    assert len(edits.patched) == 1
    text = edits.text(subscription.channel_id)
    assert "### News 1" in text
    assert "**Better**" in text
    assert "~~News 3~~" in text


async def test_what_is_taken_back_before_the_edit_is_none(edits, posted):
    await posted()
    await edits.act(1, retraction="wrong")
    await edits.act(1)
    await edits.edit("done")
    assert edits.patched == []


async def test_an_act_during_the_edit_is_another_edit(desk, edits, fail, posted):
    subscription = await posted()
    await edits.act(1, retraction="wrong")
    fail(Delay(0.2), method="PATCH", times=1)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][0] == "sending")
        await edits.act(2, retraction="wrong")
        await desk.until(lambda: edits.is_settled(("done",)))
    assert len(edits.patched) == 2
    assert "~~News 2~~" in edits.text(subscription.channel_id)


async def test_a_part_that_waits_to_be_posted_comes_with_the_change_and_is_not_touched(desk, edits):
    subscription = await desk.order(stories=3)
    await edits.archive(range(1, 4))
    await edits.act(1, retraction="wrong")
    await desk.post()
    await edits.edit("done")
    assert "~~News 1~~" in edits.text(subscription.channel_id)
    assert edits.patched == []


async def test_a_part_that_is_being_posted_is_edited_once_it_is_there(desk, edits, fail):
    subscription = await desk.order(stories=3)
    await edits.archive(range(1, 4))
    fail(Delay(0.2), path=POST, times=1)
    async with desk.posting(), edits.editing():
        await desk.until(lambda: desk.states() == ["sending"])
        await edits.act(1, retraction="wrong")
        await desk.until(lambda: edits.is_settled(("done",)))
    assert len(edits.patched) == 1
    assert "~~News 1~~" in edits.text(subscription.channel_id)


async def test_a_post_in_doubt_that_comes_with_a_change_is_found_in_history(desk, edits, fail):
    subscription = await desk.order(stories=1)
    await edits.archive([1])
    await edits.act(1, retraction="wrong")
    fail(Cut(is_carried_out=True), path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] == "lost")
        desk.server.nonces.forget()
        desk.clock.wind(minutes=3)
        await desk.until(lambda: desk.states() == ["sent"])
    assert len(desk.messages(subscription.channel_id)) == 1
    await edits.edit("done")
    assert edits.patched == []


async def test_related_is_disabled_once_nothing_is_left_of_a_message(desk, edits, posted):
    subscription = await posted(stories=1)
    await edits.act(1, retraction="wrong")
    await edits.edit()
    (message,) = desk.messages(subscription.channel_id)
    *_, row = message.components[0]["components"]
    assert [(b["label"], b.get("disabled", False)) for b in row["components"]] == [
        ("Related", True),
        ("More on a topic", False),
        ("Not useful", False),
    ]
