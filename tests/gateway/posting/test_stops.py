"""A stop while posts are being sent."""

from bot.demo.faults import Delay
from bot.gateway import poster

POST = "/channels/*/messages"


async def test_a_stop_waits_for_what_is_being_sent(desk, fail):
    subscription = await desk.order()
    fail(Delay(0.3), path=POST)
    async with desk.posting():
        await desk.until(lambda: desk.states() == ["sending"])
    assert desk.states() == ["sent"]
    assert len(desk.messages(subscription.channel_id)) == 1


async def test_what_takes_too_long_is_recorded_as_lost_and_comes_once_after_the_start(
    desk, fail, monkeypatch
):
    monkeypatch.setattr(poster, "STOP_SECONDS", 0.05)
    subscription = await desk.order()
    fail(Delay(0.5), path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.states() == ["sending"])
    assert desk.posts() == [("pending", 1, "lost", 0)]
    desk.clock.wind(seconds=3)
    await desk.post("sent")
    assert len(desk.messages(subscription.channel_id)) == 1


async def test_nothing_is_claimed_after_a_stop(desk, fail):
    await desk.order(stories=15)
    fail(Delay(0.2), path=POST)
    async with desk.posting():
        await desk.until(lambda: "sending" in desk.states())
    assert desk.states() == ["sent", "pending"]


async def test_the_next_start_goes_on(desk, fail):
    subscription = await desk.order(stories=15)
    fail(Delay(0.2), path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: "sending" in desk.states())
    await desk.post()
    assert len(desk.messages(subscription.channel_id)) == 2
