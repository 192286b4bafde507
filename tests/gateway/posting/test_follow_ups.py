"""What is done with an edition once it is posted, and that none of it can fail the edition."""

import pytest

from bot.demo.faults import Cut, Delay, rate_limit, refuse


@pytest.fixture(autouse=True)
def _hasty(monkeypatch):
    """Discord.py would wait for the end of a limit."""
    monkeypatch.setattr("bot.gateway.follow_ups.SEND_SECONDS", 0.3)


@pytest.fixture
def role(desk):
    return desk.backend.create_role(desk.guild_id, "Readers").id


def threads(desk):
    return [channel for channel in desk.backend.channels.values() if channel.parent_id]


async def test_a_role_is_pinged_in_a_message_of_its_own_after_all_parts(desk, role):
    subscription = await desk.order(stories=15, role_id=role)
    await desk.post()
    *_, last = desk.messages(subscription.channel_id)
    assert len(desk.messages(subscription.channel_id)) == 3
    assert f"<@&{role}>" in last.content


async def test_in_a_forum_it_is_pinged_in_the_editions_thread(desk, role):
    await desk.order("forum", role_id=role)
    await desk.post()
    assert f"<@&{role}>" in desk.messages(threads(desk)[0].id)[-1].content


@pytest.mark.parametrize("kind", ["text", "announcement"])
async def test_a_thread_is_started_under_the_first_part(desk, kind):
    subscription = await desk.order(kind, stories=15, starts_thread=True)
    await desk.post()
    (thread,) = threads(desk)
    assert thread.id == desk.messages(subscription.channel_id)[0].id
    assert thread.name.startswith("News digest, ")


async def test_each_part_is_published_in_an_announcement_channel(desk):
    calls = []
    desk.server.traffic.listen(lambda call: calls.append(call.path))
    await desk.order("announcement", stories=15, crossposts=True)
    await desk.post()
    assert len([path for path in calls if path.endswith("/crosspost")]) == 2


@pytest.mark.parametrize("answer", [refuse(403, 50013), refuse(400, 30046), rate_limit(7200)])
@pytest.mark.parametrize("call", ["*/crosspost", "*/threads"])
async def test_its_failure_is_not_the_editions(desk, fail, answer, call):
    fail(answer, path=call)
    subscription = await desk.order("announcement", crossposts=True, starts_thread=True)
    await desk.post()
    assert len(desk.messages(subscription.channel_id)) == 1
    assert desk.posts() == [("sent", 1, None, 0)]
    assert (await desk.status(subscription)).subscription.standing.strikes == 0


async def test_a_ping_that_is_refused_is_not_the_editions_failure(desk, fail, role):
    subscription = await desk.order(role_id=role)
    # The second message of two.
    fail(Delay(0), path="/channels/*/messages", times=1)
    async with desk.posting():
        await desk.until(lambda: desk.messages(subscription.channel_id))
        fail(refuse(403, 50013), path="/channels/*/messages")
        await desk.until(lambda: len(desk.server.faults.happened) == 2)
    assert desk.states() == ["sent"]
    assert (await desk.status(subscription)).subscription.standing.strikes == 0


async def test_what_fails_for_a_moment_is_done_again(desk, fail, monkeypatch):
    monkeypatch.setattr("bot.gateway.follow_ups._PAUSES", (0.01, 0.01))
    fail(refuse(503), path="*/threads", times=2)
    await desk.order(starts_thread=True)
    async with desk.posting():
        await desk.until(lambda: threads(desk))
    assert desk.states() == ["sent"]


async def test_a_stop_does_not_wait_for_what_is_to_be_tried_again(desk, fail):
    fail(refuse(503), path="*/threads")
    await desk.order(starts_thread=True)
    await desk.post()
    assert threads(desk) == []


async def test_an_edition_found_in_history_is_followed_up_too(desk, fail, role):
    subscription = await desk.order(role_id=role)
    fail(Cut(is_carried_out=True), path="/channels/*/messages", times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] == "lost")
        desk.server.nonces.forget()
        desk.clock.wind(minutes=3)
        await desk.until(lambda: len(desk.messages(subscription.channel_id)) == 2)
    assert desk.states() == ["sent"]
