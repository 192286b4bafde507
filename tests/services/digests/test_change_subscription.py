"""How admins make and change subscriptions, and what their editions make of it."""

import pytest

from bot.domain.subscription import Activity, Manner, Policy
from bot.domain.subscription_draft import PolicyError, SubscriptionDraft
from bot.services.edit_subscription import edit_subscription
from bot.services.leave_guild import leave_guild, lose_channel
from bot.services.subscribe_channel import subscribe_channel

DUE = "2024-05-05 09:00"


@pytest.fixture
def edit(desk, moment):
    async def run(subscription, now, *, guild_id=9, **changes):
        return await edit_subscription(
            desk.store, subscription.id, guild_id=guild_id, now=moment(now), **changes
        )

    return run


async def test_what_was_asked_for_is_what_is_stored(desk, timing):
    policy = Policy(("AI", "Robots"), 5, 1, 40, ("chip",), ("rumour",), from_archive=True)
    manner = Manner(6, is_silent=True, starts_thread=True, crossposts=True, tag_ids=(7, 8))
    when = timing("18:30", "Europe/Berlin", frozenset({0, 4}))
    made = await desk.subscribe(4, kind="forum", policy=policy, manner=manner, timing=when)
    assert made == await desk.store.subscriptions.of_channel(9, 4)
    assert (made.policy, made.manner, made.timing) == (policy, manner, when)
    assert (made.kind, made.activity, f"{made.next_due}") == (
        "forum",
        Activity.ACTIVE,
        "2024-05-06 16:30:00+00:00",
    )


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"policy": Policy(stories=0)}, "stories"),
        ({"policy": Policy(per_provider=6)}, "per_provider"),
        ({"policy": Policy(topics=("",))}, "topics"),
        ({"manner": Manner(tag_ids=(1, 2, 3, 4, 5, 6))}, "tags"),
    ],
)
async def test_what_can_t_be_is_refused_and_stores_nothing(desk, settings, field):
    with pytest.raises(PolicyError) as caught:
        await desk.subscribe(**settings)
    assert caught.value.field == field
    assert desk.due() == []


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "Factory", ""])
async def test_a_zone_that_there_isn_t_is_refused(desk, timing, zone):
    with pytest.raises(PolicyError, match="timezone must be the name of a time zone"):
        await desk.subscribe(timing=timing(zone=zone))


async def test_subscribing_again_keeps_the_channel_s_one_subscription(desk, timing):
    first = await desk.subscribe()
    again = await desk.subscribe(stories=4, timing=timing("10:00"))
    assert (again.id, again.policy.stories) == (first.id, 4)
    assert desk.due() == [(1, "2024-05-05", "2024-05-05 10:00")]


async def test_subscribing_again_after_the_day_s_edition_waits_for_the_next_day(desk, timing):
    made = await desk.subscribe()
    await desk.accept(*await desk.run(DUE))
    await desk.set(made, Activity.ENDED, "2024-05-05 09:30")
    revived = await desk.subscribe(now="2024-05-05 10:00", timing=timing("18:00"))
    assert (revived.id, revived.activity) == (made.id, Activity.ACTIVE)
    assert desk.due() == [(1, "2024-05-06", "2024-05-06 18:00")]


async def test_what_has_ended_is_neither_listed_edited_nor_resumed(desk, edit):
    made = await desk.subscribe()
    await desk.set(made, Activity.ENDED, DUE)
    assert await desk.store.subscriptions.of_guild(9) == []
    assert await edit(made, DUE, policy=Policy(stories=1)) is None
    assert await desk.set(made, Activity.ACTIVE, DUE) is None
    assert (await desk.store.subscriptions.of_channel(9, 1)).activity is Activity.ENDED


async def test_another_server_can_t_change_it(desk, edit):
    made = await desk.subscribe()
    assert await edit(made, DUE, guild_id=10, policy=Policy(stories=1)) is None
    assert await desk.store.subscriptions.get(made.id, guild_id=10) is None
    assert await desk.store.subscriptions.get(made.id, guild_id=9) == made


async def test_an_edit_changes_what_is_given_and_nothing_else(desk, edit, timing):
    made = await desk.subscribe(stories=3, timing=timing("10:00"))
    edited = await edit(made, "2024-05-05 08:30", policy=Policy(stories=5))
    assert (edited.policy.stories, edited.timing, edited.next_due) == (
        5,
        made.timing,
        made.next_due,
    )


async def test_a_later_time_after_the_day_s_edition_gives_no_second_one(desk, edit, timing):
    made = await desk.subscribe()
    await desk.accept(*await desk.run(DUE))
    await edit(made, "2024-05-05 09:30", timing=timing("12:00"))
    assert await desk.run("2024-05-05 12:00") == []
    assert desk.due() == [(1, "2024-05-06", "2024-05-06 12:00")]


async def test_an_edit_of_what_is_overdue_does_not_drop_the_edition(desk, edit, timing):
    """The tick that would plan it may be late, or the bot was down."""
    made = await desk.subscribe()
    await edit(made, "2024-05-05 09:01", timing=timing("08:00"))
    assert desk.slots() == [(1, "2024-05-05")]
    assert desk.due() == [(1, "2024-05-06", "2024-05-06 08:00")]


async def test_a_paused_one_can_be_edited_and_stays_paused(desk, edit):
    made = await desk.subscribe()
    await desk.set(made, Activity.PAUSED, "2024-05-05 08:30")
    edited = await edit(made, "2024-05-05 08:31", policy=Policy(stories=5))
    assert (edited.activity, edited.policy.stories, edited.next_due) == ("paused", 5, None)


async def test_the_zone_that_was_chosen_last_in_the_server_is_remembered(desk, edit, timing):
    assert await desk.store.subscriptions.last_zone(9) is None
    first = await desk.subscribe(1, timing=timing(zone="Asia/Tokyo"))
    await desk.subscribe(2, now="2024-05-05 08:01", timing=timing(zone="Europe/Paris"))
    assert await desk.store.subscriptions.last_zone(9) == "Europe/Paris"
    await edit(first, "2024-05-05 08:02", policy=Policy(stories=5))
    assert await desk.store.subscriptions.last_zone(9) == "Asia/Tokyo"


async def test_a_server_that_removes_the_bot_has_all_its_subscriptions_disabled(desk, moment):
    await desk.subscribe(1, stories=2)
    paused = await desk.subscribe(2)
    await desk.set(paused, Activity.PAUSED, "2024-05-05 08:30")
    draft = SubscriptionDraft(10, 3, "text")
    await subscribe_channel(desk.store, draft, now=moment("2024-05-05 08:00"))
    await desk.run(DUE)
    assert await leave_guild(desk.store, 9, now=moment(DUE)) == 2
    stored = desk.rows("SELECT channel_id, activity, reason FROM subscriptions ORDER BY 1")
    assert stored == [
        (1, "disabled", "guild left"),
        (2, "disabled", "guild left"),
        (3, "active", ""),
    ]
    assert desk.rows("SELECT count(*) FROM outbox WHERE state = 'pending'") == [(7,)]


async def test_a_deleted_channel_has_its_subscription_disabled(desk, moment):
    await desk.subscribe(1)
    assert await lose_channel(desk.store, 9, 1, now=moment(DUE))
    assert not await lose_channel(desk.store, 9, 1, now=moment(DUE))
    assert not await lose_channel(desk.store, 9, 2, now=moment(DUE))
    [stored] = await desk.store.subscriptions.of_guild(9)
    assert (stored.activity, stored.reason) == ("disabled", "no channel")
