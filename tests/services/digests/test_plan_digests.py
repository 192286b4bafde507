"""Which editions are planned: one for each subscription and local date, however often asked."""

import asyncio

import pytest

from bot.domain.subscription import Activity
from bot.services.plan_digests import plan_digests
from bot.storage.store import open_store


async def test_an_edition_is_planned_three_minutes_before_it_is_due(desk):
    await desk.subscribe()
    assert await desk.plan("2024-05-05 08:56:59") == 0
    assert await desk.plan("2024-05-05 08:57") == 1
    assert desk.slots() == [(1, "2024-05-05")]


async def test_a_repeated_tick_plans_nothing_again(desk):
    await desk.subscribe()
    assert [await desk.plan("2024-05-05 09:00") for _ in range(3)] == [1, 0, 0]
    assert desk.slots() == [(1, "2024-05-05")]


async def test_two_planners_at_once_plan_one_edition_a_channel(path, desk, moment):
    for channel in range(1, 41):
        await desk.subscribe(channel)
    async with open_store(path) as other:
        counts = await asyncio.gather(
            *(
                plan_digests(planner, now=moment("2024-05-05 09:00"), zone_data="z")
                for planner in (desk.store, other, desk.store, other)
            )
        )
    assert sum(counts) == 40
    assert desk.slots() == [(channel, "2024-05-05") for channel in range(1, 41)]


async def test_more_than_one_batch_is_planned_in_one_go(desk):
    await desk.subscribe()
    desk.rows(
        "INSERT INTO subscriptions (guild_id, channel_id, kind, made_at, changed_at, at, zone,"
        " weekdays, policy, manner, activity, reason, awaited, next_due)"
        " WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
        " SELECT guild_id, i, kind, made_at, changed_at, at, zone, weekdays, policy, manner,"
        " activity, reason, awaited, next_due FROM subscriptions, n"
    )
    assert await desk.plan("2024-05-05 09:00") == 2500
    waiting = "SELECT count(*) FROM subscriptions WHERE awaited = '2024-05-06'"
    assert desk.rows(waiting) == [(2500,)]


async def test_each_channel_is_served_on_its_own_days_and_clocks(desk, timing, hours):
    await desk.subscribe(1, timing=timing("09:00", "Europe/Berlin"))
    await desk.subscribe(2, timing=timing("09:00", "America/New_York"))
    await desk.subscribe(3, timing=timing(weekdays=frozenset({0})))
    for hour in hours("2024-05-05 08:00", 64):
        await desk.plan(hour)
    assert desk.slots() == [
        (1, "2024-05-06"),
        (1, "2024-05-07"),
        (2, "2024-05-05"),
        (2, "2024-05-06"),
        (2, "2024-05-07"),
        (3, "2024-05-06"),
    ]


@pytest.mark.parametrize(
    ("night", "expected"),
    [
        ("2024-03-31", "01:30"),  # 02:30 is skipped: it is due as late after midnight, at 03:30
        ("2024-10-27", "00:30"),  # 02:30 comes twice: the first counts
    ],
)
async def test_a_night_when_clocks_change_has_one_edition(desk, timing, night, expected):
    await desk.subscribe(now=f"{night} 00:00", timing=timing("02:30", "Europe/Berlin"))
    for minute in range(0, 12 * 60, 10):
        await desk.plan(f"{night} {minute // 60:02}:{minute % 60:02}")
    assert desk.slots() == [(1, night)]
    assert desk.rows("SELECT strftime('%H:%M', due, 'unixepoch') FROM editions") == [(expected,)]


async def test_after_downtime_one_edition_is_caught_up_and_the_rest_are_misses(desk):
    await desk.subscribe()
    assert await desk.plan("2024-05-08 14:59") == 1
    assert desk.slots() == [(1, "2024-05-08")]
    assert desk.misses() == [(1, f"2024-05-0{day}", "late") for day in (5, 6, 7)]


async def test_what_is_more_than_six_hours_late_is_missed(desk):
    await desk.subscribe()
    assert await desk.plan("2024-05-05 15:01") == 0
    assert desk.slots() == []
    assert desk.misses() == [(1, "2024-05-05", "late")]
    assert await desk.plan("2024-05-06 09:00") == 1


@pytest.mark.parametrize("activity", [Activity.PAUSED, Activity.DISABLED, Activity.ENDED])
async def test_what_is_not_active_is_neither_planned_nor_missed(desk, activity):
    made = await desk.subscribe()
    await desk.set(made, activity, "2024-05-05 08:30")
    assert desk.due() == [(1, None, None)]
    assert await desk.plan("2024-05-07 09:00") == 0
    assert desk.slots() + desk.misses() == []


async def test_a_zone_that_is_no_longer_known_is_served_by_utc(desk):
    await desk.subscribe()
    desk.rows("UPDATE subscriptions SET zone = 'Mars/Olympus'")
    assert await desk.plan("2024-05-05 09:00") == 1
    assert desk.slots() == [(1, "2024-05-05")]


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (
            "SELECT id, at FROM subscriptions WHERE next_due <= 1 ORDER BY next_due LIMIT 9",
            "subscriptions USING INDEX subscriptions_due (next_due<?)",
        ),
        (
            "SELECT id FROM editions WHERE freeze_at <= 1 ORDER BY freeze_at, id LIMIT 9",
            "editions USING COVERING INDEX editions_planned (freeze_at<?)",
        ),
        (
            (
                "SELECT id, due FROM outbox WHERE state = 'pending'"
                " AND not_before <= 1 ORDER BY not_before, id LIMIT 9"
            ),
            "outbox USING INDEX outbox_pending (not_before<?)",
        ),
    ],
)
async def test_what_is_to_be_done_is_found_by_an_index_and_in_its_order(desk, question, index):
    assert [step[3] for step in desk.rows(f"EXPLAIN QUERY PLAN {question}")] == [f"SEARCH {index}"]
