"""What becomes of an edit that Discord doesn't take, by its answer, and what an admin then sees."""

import json
from datetime import timedelta

import pytest

from bot.demo.faults import Cut, rate_limit, refuse
from bot.gateway import message_editor

MESSAGE = "/channels/*/messages/*"
OLD_EDITS = 30046


@pytest.fixture(autouse=True)
def _hasty(monkeypatch):
    """Discord.py would wait for the end of a limit."""
    monkeypatch.setattr(message_editor, "SEND_SECONDS", 0.3)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (refuse(404, 10008), ("gone", "message gone")),
        (refuse(404, 10003), ("gone", "no channel")),
        (refuse(403, 50001), ("refused", "no access")),
        (refuse(403, 50013), ("refused", "no permission")),
        (refuse(400, 50035), ("refused", "bad payload")),
        (refuse(400, 240000), ("refused", "blocked")),
        (refuse(401), ("pending", "bad token")),
        (refuse(403), ("pending", "proxy")),
        (refuse(429, OLD_EDITS), ("pending", "rate limited")),
        (rate_limit(60), ("pending", "rate limited")),
        (rate_limit(1, has_via=False), ("pending", "rate limited")),
        (refuse(500), ("pending", "server")),
        (refuse(502), ("pending", "server")),
        (refuse(503), ("pending", "server")),
        (Cut(is_carried_out=False), ("pending", "lost")),
        (Cut(is_carried_out=True), ("pending", "lost")),
    ],
)
async def test_an_answer_decides_on_the_edit(desk, edits, fail, posted, answer, outcome):
    await posted()
    await edits.act(1, retraction="wrong")
    fail(answer, method="PATCH", path=MESSAGE)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0] == (outcome[0], 1, 0, 1, outcome[1]))


@pytest.mark.parametrize(
    "answer",
    [
        refuse(401),
        refuse(403),
        refuse(429, OLD_EDITS),
        rate_limit(60),
        refuse(502),
        Cut(is_carried_out=False),
        Cut(is_carried_out=True),
    ],
)
async def test_what_passes_is_edited_once_in_the_end(desk, edits, fail, posted, answer):
    subscription = await posted()
    await edits.act(1, retraction="wrong")
    fail(answer, method="PATCH", path=MESSAGE, times=1)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][-1] is not None)
        desk.clock.wind(minutes=21)
        await desk.until(lambda: edits.is_settled(("done",)))
    assert "~~News 1~~" in edits.text(subscription.channel_id)
    assert len(edits.patched) == 1


async def test_discord_py_does_not_repeat_an_edit_that_may_have_been_made(
    desk, edits, fail, posted
):
    await posted()
    await edits.act(1, retraction="wrong")
    fail(refuse(502), method="PATCH", path=MESSAGE)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][-1] == "server")
    assert list(desk.server.faults.happened.values()) == [1]


async def test_the_limit_for_old_messages_is_waited_for_ten_minutes_at_least(
    desk, edits, fail, posted
):
    await posted()
    await edits.act(1, retraction="wrong")
    fail(refuse(429, OLD_EDITS), method="PATCH", path=MESSAGE, times=1)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][-1] == "rate limited")
    ((not_before,),) = desk.rows("SELECT not_before FROM message_edits")
    soonest = desk.clock() + timedelta(minutes=9)
    assert not_before / 1000 > soonest.timestamp()


async def test_an_archived_thread_is_opened_for_the_edit(desk, edits, fail, posted):
    subscription = await posted("thread")
    desk.backend.edit_channel(subscription.channel_id, {}, thread_metadata={"archived": True})
    await edits.act(1, retraction="wrong")
    fail(refuse(400, 50083), method="PATCH", path=MESSAGE, times=1)
    await edits.edit("done")
    assert "~~News 1~~" in edits.text(subscription.channel_id)


async def test_a_thread_that_may_not_be_opened_ends_it_as_refused(edits, fail, posted):
    await posted("thread")
    await edits.act(1, retraction="wrong")
    fail(refuse(400, 50083), method="PATCH", path=MESSAGE)
    fail(refuse(403, 50013), method="PATCH", path="/channels/*")
    await edits.edit("refused")
    assert edits.edits()[0][-1] == "thread closed"


async def test_what_is_refused_is_tried_again_by_the_next_act(edits, fail, posted):
    subscription = await posted()
    await edits.act(1, retraction="wrong")
    fail(refuse(403, 50013), method="PATCH", path=MESSAGE, times=1)
    await edits.edit("refused")
    await edits.act(2, retraction="wrong")
    await edits.edit("done")
    assert "~~News 1~~" in edits.text(subscription.channel_id)


async def test_a_message_that_was_deleted_is_never_tried_again(desk, edits, posted):
    subscription = await posted()
    (message,) = desk.messages(subscription.channel_id)
    desk.backend.delete_message(subscription.channel_id, message.id)
    await edits.act(1, retraction="wrong")
    await edits.edit("gone")
    await edits.act(2, retraction="wrong")
    await edits.edit("gone")


async def test_status_tells_how_many_could_not_be_changed_and_why(desk, edits, fail, posted):
    subscription = await posted(stories=15)
    await edits.act(1, retraction="wrong")
    await edits.act(15, retraction="wrong")
    fail(refuse(403, 50013), method="PATCH", path=MESSAGE)
    await edits.edit("refused", "refused")
    status = await desk.status(subscription)
    assert [cause.value for cause in status.unedited] == ["no permission", "no permission"]
    assert json.dumps(edits.patched) == "[]"


async def test_nothing_more_is_edited_while_discord_refuses_the_token(
    desk, edits, fail, posted, caplog
):
    for _ in range(3):
        await posted()
    await edits.act(1, retraction="wrong")
    fail(refuse(401), method="PATCH", path=MESSAGE)
    async with edits.editing():
        await desk.until(lambda: "refuses the token" in caplog.text)
        await desk.until(lambda: not [e for e in edits.edits() if e[0] == "sending"])
        tried = sum(e[3] for e in edits.edits())
        await edits.act(1)
    assert sum(e[3] for e in edits.edits()) == tried
