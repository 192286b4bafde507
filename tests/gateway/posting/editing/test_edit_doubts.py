"""Edits of which nobody knows whether they were made: lost answers, deaths, stops and restarts."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.demo.faults import Cut, Delay, refuse
from bot.gateway import message_editor

MESSAGE = "/channels/*/messages/*"


@pytest.fixture
def die(desk, monkeypatch):
    """Leave edits as they are being made, as a process does that is killed."""

    async def hang(*_):
        await asyncio.Event().wait()

    async def run():
        editor = message_editor.MessageEditor(desk.client, desk.store, clock=desk.clock)
        with monkeypatch.context() as patch:
            patch.setattr(message_editor, "record_edit", hang)
            await editor._claim()
            await desk.until(lambda: desk.server.faults.happened)
            for task in list(editor._under_way):
                task.remove_done_callback(editor._settle)
                task.cancel()

    return run


@pytest.mark.parametrize("is_carried_out", [True, False])
async def test_a_message_is_read_before_it_is_touched_again(
    desk, edits, fail, posted, is_carried_out
):
    subscription = await posted()
    await edits.act(1, retraction="wrong")
    fail(Cut(is_carried_out=is_carried_out), method="PATCH", path=MESSAGE, times=1)
    read = []
    desk.server.traffic.listen(lambda call: call.method == "GET" and read.append(call.path))
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][-1] == "lost")
        desk.clock.wind(seconds=30)
        await desk.until(lambda: edits.is_settled(("done",)))
    assert len(edits.patched) == 1
    assert len(read) == 1
    assert "~~News 1~~" in edits.text(subscription.channel_id)


async def test_a_reading_that_fails_is_done_again_before_the_message_is_touched(
    desk, edits, fail, posted
):
    await posted()
    await edits.act(1, retraction="wrong")
    fail(Cut(is_carried_out=True), method="PATCH", path=MESSAGE, times=1)
    fail(refuse(503), method="GET", path=MESSAGE, times=1)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][-1] == "lost")
        desk.clock.wind(minutes=1)
        await desk.until(lambda: edits.edits()[0][-1] == "server")
        desk.clock.wind(minutes=1)
        await desk.until(lambda: edits.is_settled(("done",)))
    assert len(edits.patched) == 1


async def test_who_may_not_read_the_message_edits_it(desk, edits, fail, posted):
    """It may be edited twice then, to the same."""
    await posted()
    await edits.act(1, retraction="wrong")
    fail(Cut(is_carried_out=True), method="PATCH", path=MESSAGE, times=1)
    fail(refuse(403, 50013), method="GET", path=MESSAGE)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][-1] == "lost")
        desk.clock.wind(minutes=1)
        await desk.until(lambda: edits.is_settled(("done",)))


@pytest.mark.parametrize("effect", [Delay(30), Cut(is_carried_out=True)])
async def test_what_was_being_edited_when_the_process_died_is_edited_once(
    desk, edits, fail, posted, die, effect
):
    subscription = await posted()
    await edits.act(1, retraction="wrong")
    fail(effect, method="PATCH", path=MESSAGE, times=1)
    await die()
    assert edits.edits()[0][0] == "sending"
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][0] == "pending")
        desk.clock.wind(seconds=16)
        await desk.until(lambda: edits.is_settled(("done",)))
    assert len(edits.patched) == 1
    assert "~~News 1~~" in edits.text(subscription.channel_id)


async def test_an_act_after_the_death_is_one_more_edit_at_most(desk, edits, fail, posted, die):
    subscription = await posted()
    await edits.act(1, retraction="wrong")
    fail(Cut(is_carried_out=True), method="PATCH", path=MESSAGE, times=1)
    await die()
    await edits.act(2, retraction="wrong")
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][0] == "pending")
        desk.clock.wind(seconds=16)
        await desk.until(lambda: edits.is_settled(("done",)))
    assert len(edits.patched) == 2
    assert "~~News 2~~" in edits.text(subscription.channel_id)


async def test_taken_back_after_a_lost_edit_that_never_arrived_it_is_not_touched(
    desk, edits, fail, posted
):
    await posted()
    await edits.act(1, retraction="wrong")
    fail(Cut(is_carried_out=False), method="PATCH", path=MESSAGE, times=1)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][-1] == "lost")
        await edits.act(1)
        desk.clock.wind(seconds=30)
        await desk.until(lambda: edits.is_settled(("done",)))
    assert edits.patched == []


async def test_a_stop_waits_for_what_is_being_edited(desk, edits, fail, posted):
    await posted()
    await edits.act(1, retraction="wrong")
    fail(Delay(0.2), method="PATCH", path=MESSAGE)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][0] == "sending")
    assert edits.edits()[0][0] == "done"


async def test_what_takes_too_long_at_a_stop_is_read_at_the_next_start(
    desk, edits, fail, posted, monkeypatch
):
    monkeypatch.setattr(message_editor, "STOP_SECONDS", 0.05)
    await posted()
    await edits.act(1, retraction="wrong")
    fail(Delay(0.5), method="PATCH", path=MESSAGE, times=1)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][0] == "sending")
    assert edits.edits()[0][0] == "sending"
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][0] == "pending")
        desk.clock.wind(seconds=16)
        await desk.until(lambda: edits.is_settled(("done",)))
    assert len(edits.patched) == 1


async def test_nothing_is_edited_that_cant_be_claimed_and_what_was_is_recorded_later(
    desk, edits, fail, posted, caplog
):
    await posted()
    await edits.act(1, retraction="wrong")
    fail(Delay(0.2), method="PATCH", path=MESSAGE)
    async with edits.editing():
        await desk.until(lambda: edits.edits()[0][0] == "sending")
        with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await desk.until(lambda: "is recorded later" in caplog.text)
            other.execute("ROLLBACK")
        await desk.until(lambda: edits.is_settled(("done",)))
    assert len(edits.patched) == 1


async def test_posts_come_before_edits(desk, edits, posted):
    await posted()
    await edits.act(3, retraction="wrong")
    await desk.order()
    async with edits.editing() as editor:
        assert await editor._claim() == 0
    assert edits.patched == []
    await desk.post()
    await edits.edit("done")
    assert len(edits.patched) == 1
