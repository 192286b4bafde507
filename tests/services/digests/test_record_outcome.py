"""What Discord's answers mean for a post, its edition and its subscription."""

import pytest

from bot.domain.delivery_event import Accepted, Unreadable
from bot.domain.subscription import Activity
from bot.services.record_outcome import record_outcome
from bot.services.recover_posts import recover_posts

DUE = "2024-05-05 09:00"
DATE = "2024-05-05"


async def stands(desk):
    """Activity and reason of the subscription, strikes, the post's state and cause."""
    return desk.rows(
        "SELECT activity, reason, strikes, outbox.state, cause FROM subscriptions, outbox"
        " ORDER BY outbox.id DESC LIMIT 1"
    )[0]


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (None, 0, ("active", "", 0, "pending", "lost")),
        (500, 0, ("active", "", 0, "pending", "server")),
        (502, 0, ("active", "", 0, "pending", "server")),
        (503, 0, ("active", "", 0, "pending", "server")),
        (429, 0, ("active", "", 0, "pending", "rate limited")),
        (401, 0, ("active", "", 0, "pending", "bad token")),
        (403, 0, ("active", "", 0, "pending", "proxy")),
        (404, 10003, ("active", "", 0, "pending", "no channel")),
        (404, 10008, ("active", "", 0, "sent", None)),
        (403, 50001, ("active", "", 1, "dead", "no access")),
        (403, 50013, ("active", "", 1, "dead", "no permission")),
        (403, 20026, ("active", "", 1, "dead", "forbidden")),
        (400, 50083, ("active", "", 1, "dead", "thread closed")),
        (400, 200000, ("active", "", 1, "dead", "blocked")),
        (400, 50035, ("active", "", 0, "pending", "bad payload")),
    ],
)
async def test_each_answer_leaves_this_state(desk, status, code, expected):
    await desk.subscribe()
    [post] = await desk.run(DUE)
    await desk.refuse(post, DUE, status=status, code=code)
    assert await stands(desk) == expected
    is_dead = expected[3] == "dead"
    assert desk.misses() == ([(1, DATE, expected[4])] if is_dead else [])


async def test_three_refused_editions_disable_with_the_reason(desk):
    await desk.subscribe()
    for day in (5, 6, 7):
        [post] = await desk.run(f"2024-05-0{day} 09:00")
        await desk.refuse(post, f"2024-05-0{day} 09:00")
    assert (await stands(desk))[:3] == ("disabled", "no permission", 3)
    assert desk.due() == [(1, None, None)]
    assert await desk.run("2024-05-08 09:00") == []
    assert desk.misses() == [(1, f"2024-05-0{day}", "no permission") for day in (5, 6, 7)]


async def test_a_success_forgives_refusals(desk):
    await desk.subscribe()
    for day in (5, 6):
        await desk.refuse(*await desk.run(f"2024-05-0{day} 09:00"), f"2024-05-0{day} 09:00")
    await desk.accept(*await desk.run("2024-05-07 09:00"))
    assert (await stands(desk))[:3] == ("active", "", 0)


async def test_a_channel_unknown_twice_over_ten_minutes_is_given_up(desk):
    await desk.subscribe()
    [post] = await desk.run(DUE)
    await desk.refuse(post, DUE, status=404, code=10003)
    assert (await stands(desk))[0] == "active"
    [again] = await desk.claim("2024-05-05 09:10")
    await desk.refuse(again, "2024-05-05 09:10", status=404, code=10003)
    assert await stands(desk) == ("disabled", "no channel", 0, "dead", "no channel")
    assert desk.misses() == [(1, DATE, "no channel")]


async def test_resuming_forgives_and_waits_for_the_next_slot(desk):
    made = await desk.subscribe()
    for day in (5, 6, 7):
        await desk.refuse(*await desk.run(f"2024-05-0{day} 09:00"), f"2024-05-0{day} 09:00")
    resumed = await desk.set(made, Activity.ACTIVE, "2024-05-07 10:00")
    assert (resumed.activity, resumed.reason, resumed.standing.strikes) == ("active", "", 0)
    assert desk.due() == [(1, "2024-05-08", "2024-05-08 09:00")]


async def test_stories_of_an_edition_that_could_not_be_posted_are_offered_again(desk):
    await desk.subscribe(stories=2)
    [post] = await desk.run(DUE)
    await desk.refuse(post, DUE)
    assert desk.editions() == [(DATE, "lost")]
    assert (await desk.store.subscriptions.get(1)).watermark == 0
    [again] = await desk.run("2024-05-06 09:00")
    assert again.payload == post.payload


async def test_where_a_later_part_is_refused_the_edition_is_told_in_part(desk):
    await desk.subscribe(stories=3)
    await desk.accept(*await desk.run(DUE))
    await desk.refuse(*await desk.claim(DUE), DUE)
    assert [state for _, _, state in desk.posts()] == ["sent", "dead", "dead"]
    assert desk.editions() == [(DATE, "frozen")]
    record = await desk.store.edition_records.get(1)
    assert (record.outcome, record.cause, record.message_ids) == ("partly", "no permission", (100,))
    assert desk.misses() == []


async def test_a_post_that_fails_until_six_hours_are_over_is_dead_by_what_kept_it(desk):
    await desk.subscribe()
    [post] = await desk.run(DUE)
    await desk.refuse(post, DUE, status=429, code=0)
    assert await desk.claim("2024-05-05 15:01") == []
    assert await stands(desk) == ("active", "", 0, "dead", "rate limited")
    assert desk.misses() == [(1, DATE, "rate limited")]


@pytest.mark.parametrize("activity", [Activity.PAUSED, Activity.ENDED])
async def test_stopping_withdraws_what_was_never_tried_and_keeps_no_miss(desk, activity):
    made = await desk.subscribe(stories=2)
    await desk.run("2024-05-05 08:58")
    await desk.set(made, activity, "2024-05-05 08:59")
    assert desk.slots() + desk.posts() + desk.misses() == []
    assert await desk.run(DUE) == []


async def test_a_pause_taken_back_in_time_costs_no_edition(desk):
    made = await desk.subscribe()
    await desk.run("2024-05-05 08:58")
    await desk.set(made, Activity.PAUSED, "2024-05-05 08:58:10")
    await desk.set(made, Activity.ACTIVE, "2024-05-05 08:58:20")
    assert [post.slot for post in await desk.run(DUE)] == [DATE]


async def test_a_pause_in_the_middle_gives_up_the_parts_that_wait(desk):
    made = await desk.subscribe(stories=3)
    await desk.accept(*await desk.run(DUE))
    await desk.set(made, Activity.PAUSED, DUE)
    assert [state for _, _, state in desk.posts()] == ["sent", "dead", "dead"]
    assert desk.misses() == []


async def test_a_post_being_sent_when_it_is_paused_settles_itself_and_is_not_tried_again(desk):
    made = await desk.subscribe()
    [post] = await desk.run(DUE)
    await desk.set(made, Activity.PAUSED, DUE)
    assert desk.posts() == [(DATE, 0, "sending")]
    await desk.refuse(post, DUE, status=429, code=0)
    assert desk.posts() == [(DATE, 0, "dead")]


async def test_a_post_in_doubt_when_it_is_paused_stays_unknown(desk, moment):
    made = await desk.subscribe()
    await desk.run(DUE)
    await desk.set(made, Activity.PAUSED, DUE)
    await recover_posts(desk.store, now=moment(DUE))
    assert desk.posts() == [(DATE, 0, "unknown")]


async def test_a_message_that_turns_up_after_all_ends_it_as_sent(desk):
    await desk.subscribe()
    [post] = await desk.run(DUE)
    await desk.interrupt(post, "2024-05-05 09:10")
    await record_outcome(desk.store, post.id, Unreadable())
    await record_outcome(desk.store, post.id, Accepted(4))
    assert desk.posts() == [(DATE, 0, "sent")]


async def test_an_outcome_recorded_twice_changes_nothing(desk):
    await desk.subscribe(stories=2)
    [post] = await desk.run(DUE)
    await desk.accept(post, 7)
    before = desk.rows("SELECT * FROM outbox")
    await desk.accept(post, 8)
    assert desk.rows("SELECT * FROM outbox") == before
