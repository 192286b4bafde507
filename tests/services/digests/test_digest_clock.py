"""Clocks that leap, and time zones that change, through the planner and what it stores."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


async def test_an_hour_back_after_an_edition_does_not_post_it_again(desk):
    await desk.subscribe()
    await desk.accept(*await desk.run("2024-05-05 09:00"))
    assert await desk.run("2024-05-05 08:05") == []
    assert await desk.run("2024-05-05 09:00") == []
    assert desk.posts() == [("2024-05-05", 0, "sent")]
    assert desk.due() == [(1, "2024-05-06", "2024-05-06 09:00")]


async def test_an_hour_forward_posts_the_day_s_edition_once(desk):
    await desk.subscribe()
    await desk.plan("2024-05-05 08:30")
    await desk.accept(*await desk.run("2024-05-05 09:30"))
    assert await desk.run("2024-05-05 08:31") == []
    assert await desk.run("2024-05-05 09:00") == []
    assert desk.slots() == [(1, "2024-05-05")]
    assert desk.misses() == []


async def test_three_days_ahead_for_a_minute_cost_no_later_edition(desk, hours):
    """The edition posted early is not repeated on its day, the days between come after all."""
    await desk.subscribe()
    await desk.plan("2024-05-05 08:30")
    await desk.accept(*await desk.run("2024-05-08 10:00"))
    assert desk.misses() == [(1, f"2024-05-0{day}", "late") for day in (5, 6, 7)]
    for hour in hours("2024-05-05 08:31", 24 * 5):
        for post in await desk.run(hour):
            await desk.accept(post)
    assert desk.slots() == [(1, f"2024-05-0{day}") for day in (5, 6, 7, 8, 9)]
    assert {state for _, _, state in desk.posts()} == {"sent"}
    assert desk.misses() == []


async def test_back_a_year_goes_on_by_the_clock_there_is_and_repeats_no_date(desk):
    await desk.subscribe()
    await desk.accept(*await desk.run("2024-05-05 09:00"))
    assert await desk.run("2023-05-05 09:01") == []
    assert desk.due() == [(1, "2023-05-06", "2023-05-06 09:00")]
    await desk.accept(*await desk.run("2023-05-06 09:00"))
    assert await desk.run("2024-05-05 09:02") == []
    await desk.accept(*await desk.run("2024-05-06 09:00"))
    assert desk.slots() == [(1, "2023-05-06"), (1, "2024-05-05"), (1, "2024-05-06")]


async def test_a_clock_that_was_ahead_while_a_post_failed_does_not_make_it_wait(desk):
    await desk.subscribe()
    [post] = await desk.run("2024-05-05 14:00")
    await desk.refuse(post, "2024-05-05 14:00", status=502, code=0)
    assert await desk.run("2024-05-05 09:05") == []
    # A doubt is cleared by history, once nothing can be on its way any more.
    [again] = await desk.claim("2024-05-05 09:10")
    assert again.step == "look"


async def test_new_zone_data_moves_what_is_waited_for_but_plans_no_date_twice(desk, timing):
    await desk.subscribe(timing=timing("09:00", "Africa/Cairo"))
    await desk.plan("2024-05-05 08:01")
    # What an older Egypt without summer time had stored.
    desk.rows("UPDATE subscriptions SET next_due = unixepoch('2024-05-06 07:00')")
    await desk.plan("2024-05-05 08:02", zone_data="of 2025")
    assert desk.due() == [(1, "2024-05-06", "2024-05-06 06:00")]
    assert await desk.plan("2024-05-06 06:00", zone_data="of 2025") == 1
    assert await desk.plan("2024-05-06 07:00", zone_data="of 2024") == 0
    assert desk.slots() == [(1, "2024-05-06")]


async def test_an_edition_composed_by_a_clock_ahead_waits_for_its_day(desk):
    await desk.subscribe()
    await desk.plan("2024-05-05 08:30")
    await desk.run("2024-05-08 08:58")
    assert desk.posts() == [("2024-05-08", 0, "pending")]
    assert await desk.run("2024-05-05 08:32") == []
    for day in (5, 6, 7, 8):
        [post] = await desk.run(f"2024-05-0{day} 09:00")
        assert post.slot == f"2024-05-0{day}"
        await desk.accept(post)


@given(leaps=st.lists(st.integers(-400, 400), max_size=8))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_after_any_leaps_each_day_is_posted_once(newsroom_of_its_own, leaps):
    start = "2024-05-05 08:00"

    async def run(desk, moments, after):
        await desk.subscribe()
        for moment in (*moments, *after):
            for post in await desk.run(moment):
                await desk.accept(post)
        wanted = {(1, f"2024-05-{day:02}") for day in range(5, 11)}
        assert wanted <= set(desk.slots())
        assert {state for _, _, state in desk.posts()} <= {"sent", "pending"}
        assert len(desk.slots()) == len(set(desk.slots()))

    newsroom_of_its_own(run, start, leaps, 24 * 6)
