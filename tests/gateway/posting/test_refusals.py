"""What becomes of a post that Discord doesn't take, by its answer, and what an admin then sees."""

import json
from datetime import timedelta

import pytest

from bot.demo.faults import Cut, Refusal, rate_limit, refuse
from bot.domain.edition_record import Outcome
from bot.domain.failure import Cause
from bot.domain.subscription import Activity
from bot.gateway import poster
from cogs.departures import Departures

POST = "/channels/*/messages"


@pytest.fixture(autouse=True)
def _hasty(monkeypatch):
    """Discord.py would wait for the end of a limit."""
    monkeypatch.setattr(poster, "SEND_SECONDS", 0.3)


@pytest.mark.parametrize(
    ("answer", "state", "cause", "strikes"),
    [
        (refuse(400, 50035), "dead", "bad payload", 0),
        (refuse(401), "pending", "bad token", 0),
        (refuse(403, 50001), "dead", "no access", 1),
        (refuse(403, 50013), "dead", "no permission", 1),
        (refuse(403, 40333), "dead", "forbidden", 1),
        (refuse(403), "pending", "proxy", 0),
        (refuse(404, 10003), "pending", "no channel", 0),
        (refuse(404, 10008), "sent", None, 0),
        (refuse(404), "pending", "proxy", 0),
        (refuse(400, 50083), "dead", "thread closed", 1),
        (refuse(400, 160005), "dead", "thread closed", 1),
        (refuse(400, 200000), "dead", "blocked", 1),
        (refuse(400, 240000), "dead", "blocked", 1),
        (refuse(408), "pending", "lost", 0),
        (rate_limit(60), "pending", "rate limited", 0),
        (rate_limit(1, has_via=False), "pending", "rate limited", 0),
        (refuse(503), "pending", "server", 0),
        (Cut(is_carried_out=False), "pending", "lost", 0),
        (Cut(is_carried_out=True), "pending", "lost", 0),
    ],
)
async def test_an_answer_decides_on_the_post(desk, fail, answer, state, cause, strikes):
    subscription = await desk.order()
    fail(answer, path=POST)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][1] and "sending" not in desk.states())
        await desk.until(lambda: desk.posts()[0][:3:2] == (state, cause))
    status = await desk.status(subscription)
    assert status.subscription.standing.strikes == strikes
    assert status.subscription.activity is Activity.ACTIVE


@pytest.mark.parametrize(
    "answer", [rate_limit(60), refuse(401), refuse(403), refuse(404, 10003), refuse(503)]
)
async def test_what_passes_is_posted_in_the_end(desk, fail, answer):
    subscription = await desk.order()
    fail(answer, path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] is not None)
        desk.clock.wind(minutes=11)
        await desk.until(lambda: desk.states() == ["sent"])
    assert len(desk.messages(subscription.channel_id)) == 1


async def test_what_cant_be_read_as_a_card_is_posted_as_plain_text(desk, fail):
    subscription = await desk.order()
    fail(refuse(400, 50035), path=POST, times=1)
    await desk.post()
    (message,) = desk.messages(subscription.channel_id)
    assert "News 1" in message.content
    assert "digest:related:1:0" in json.dumps(message.components)


async def test_in_a_forum_too(desk, fail):
    await desk.order("forum")
    fail(refuse(400, 50035), path="/channels/*/threads", times=1)
    await desk.post()
    (thread,) = [c for c in desk.backend.channels.values() if c.parent_id]
    assert "News 1" in desk.messages(thread.id)[0].content


async def test_an_edition_that_is_not_taken_is_a_miss_that_an_admin_sees(desk, fail):
    subscription = await desk.order_daily()
    fail(refuse(403, 50013), path=POST)
    await desk.post("dead")
    status = await desk.status(subscription)
    assert (status.last.outcome, status.last.cause) == (Outcome.DEAD, Cause.NO_PERMISSION)
    assert [miss.reason for miss in status.misses] == [Cause.NO_PERMISSION]


async def test_three_refused_editions_disable_a_subscription(desk, fail):
    subscription = await desk.order_daily()
    fail(refuse(403, 50013), path=POST, times=3)
    for day in range(1, 4):
        await desk.post(*["dead"] * day)
        desk.clock.wind(hours=24, minutes=-2)
        await desk.make_daily()
        desk.clock.wind(minutes=2)
    stored = (await desk.status(subscription)).subscription
    assert (stored.activity, stored.reason) == (Activity.DISABLED, Cause.NO_PERMISSION)
    assert stored.next_due is None


async def test_a_success_between_forgives(desk, fail):
    subscription = await desk.order()
    fail(refuse(403, 50013), path=POST, times=1)
    await desk.post("dead")
    await desk.order_again(subscription)
    await desk.post("dead", "sent")
    assert (await desk.status(subscription)).subscription.standing.strikes == 0


async def test_a_channel_that_is_unknown_for_ten_minutes_is_given_up(desk, fail):
    subscription = await desk.order()
    fail(refuse(404, 10003), path=POST)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] == "no channel")
        desk.clock.wind(minutes=11)
        await desk.until(lambda: desk.states() == ["dead"])
    stored = (await desk.status(subscription)).subscription
    assert (stored.activity, stored.reason) == (Activity.DISABLED, Cause.NO_CHANNEL)


async def test_an_edition_that_is_refused_for_six_hours_is_late_and_dead(desk, fail):
    subscription = await desk.order()
    fail(rate_limit(60), path=POST)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] is not None)
        desk.clock.wind(hours=7)
        await desk.until(lambda: desk.states() == ["dead"])
    assert (await desk.status(subscription)).last.cause is Cause.RATE_LIMITED


async def test_parts_after_a_dead_one_are_not_posted(desk, fail):
    subscription = await desk.order(stories=15)
    fail(refuse(403, 50013), path=POST, times=1)
    await desk.post("dead", "dead")
    assert desk.messages(subscription.channel_id) == []


async def test_a_thread_that_was_deleted_in_mid_edition_costs_the_forum_nothing(desk, fail):
    subscription = await desk.order("forum", stories=15)
    fail(refuse(404, 10003), path=POST)
    await desk.post("sent", "sent")
    status = await desk.status(subscription)
    assert status.subscription.standing.missing_since is None
    assert status.last.message_ids[1] is None


async def test_nothing_else_is_posted_while_discord_refuses_the_token(desk, fail):
    await desk.order()
    fail(refuse(401), path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] == "bad token")
        other = await desk.order()
        desk.clock.wind(minutes=9)
        await desk.until(lambda: len(desk.states()) == 2)
        assert desk.messages(other.channel_id) == []
        desk.clock.wind(minutes=2)
        await desk.until(lambda: desk.states() == ["sent", "sent"])


async def test_a_doubt_behind_a_refusal_stays_a_doubt(desk, fail, monkeypatch):
    """discord.py repeats after a 502 by itself, and shows the last answer only."""
    monkeypatch.setattr(poster, "SEND_SECONDS", 5)
    subscription = await desk.order()
    fail(refuse(502), path=POST, times=1)
    fail(refuse(403, 50013), path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] is not None)
    assert desk.posts()[0][:3:2] == ("pending", "server")
    (doubt,) = desk.rows("SELECT doubt_since IS NOT NULL FROM outbox")[0]
    assert doubt == 1
    assert desk.messages(subscription.channel_id) == []


async def test_a_discord_that_cant_be_reached_leaves_no_doubt(desk, monkeypatch):
    await desk.order()
    there = desk.server.api_base
    monkeypatch.setattr("discord.http.Route.BASE", there.replace("127.0.0.1", "127.0.0.2"))
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] is not None)
        assert desk.posts()[0][2] == "proxy"
        assert desk.rows("SELECT doubt_since FROM outbox") == [(None,)]
        monkeypatch.setattr("discord.http.Route.BASE", there)
        desk.clock.wind(minutes=10)
        await desk.until(lambda: desk.states() == ["sent"])


async def test_an_answer_that_is_not_discords_is_a_doubt(desk, fail):
    subscription = await desk.order()
    fail(Refusal(200, "<html>", (("Content-Type", "text/html"),)), path=POST, times=1)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] == "lost")
        desk.clock.wind(seconds=5)
        await desk.until(lambda: desk.states() == ["sent"])
    assert len(desk.messages(subscription.channel_id)) == 1


async def test_a_removed_server_stops_its_digests_at_once(desk):
    await desk.client.add_cog(Departures(desk.client))
    subscription = await desk.order()
    desk.backend.remove_guild(desk.guild_id)
    await desk.until(lambda: desk.rows("SELECT activity FROM subscriptions") == [("disabled",)])
    stored = (await desk.status(subscription)).subscription
    assert (stored.reason, stored.next_due) == (Cause.GUILD_LEFT, None)
    assert not {"pending", "sending"} & set(desk.states())


async def test_a_deleted_channel_stops_its_digest_at_once(desk):
    await desk.client.add_cog(Departures(desk.client))
    subscription = await desk.order()
    desk.backend.delete_channel(subscription.channel_id)
    await desk.until(lambda: desk.rows("SELECT reason FROM subscriptions") == [("no channel",)])


async def test_posts_wait_no_longer_than_their_pause(desk, fail):
    await desk.order()
    fail(refuse(503), path=POST)
    async with desk.posting():
        await desk.until(lambda: desk.posts()[0][2] is not None)
    (wait,) = desk.rows("SELECT not_before - attempted FROM outbox")[0]
    assert timedelta(seconds=1) <= timedelta(milliseconds=wait) <= timedelta(seconds=3)
