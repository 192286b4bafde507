"""What admins are told of a subscription: how it stands, what it sent and what it missed."""

from bot.domain.failure import Cause
from bot.services.note_feedback import note_feedback
from bot.services.queue_now import queue_now
from bot.services.read_history import read_history
from bot.services.read_status import read_status

DUE = "2024-05-05 09:00"


async def test_status_tells_the_next_run_the_last_edition_and_what_waits(desk, moment):
    made = await desk.subscribe(stories=3)
    await desk.accept(*await desk.run(DUE), 101)
    status = await read_status(desk.store, made.id, guild_id=9, now=moment(DUE))
    assert f"{status.subscription.next_due:%d %H:%M}" == "06 09:00"
    assert (status.last.slot, status.last.outcome, status.last.message_ids) == (
        "2024-05-05",
        "open",
        (101,),
    )
    assert (status.last.stories, status.last.source) == (3, "new")
    assert (status.open_posts, status.misses) == (2, ())


async def test_status_and_history_are_of_the_own_server_s_subscriptions_only(desk, moment):
    made = await desk.subscribe()
    assert await read_status(desk.store, made.id, guild_id=10, now=moment(DUE)) is None
    assert await read_history(desk.store, made.id, guild_id=10) is None


async def test_status_before_the_first_edition_has_none(desk, moment):
    made = await desk.subscribe()
    await desk.plan(DUE)
    status = await read_status(desk.store, made.id, guild_id=9, now=moment(DUE))
    assert (status.last, status.open_posts) == (None, 0)


async def test_reading_changes_nothing(desk, moment):
    made = await desk.subscribe()
    await desk.run(DUE)
    before = desk.rows("SELECT * FROM subscriptions"), desk.rows("SELECT * FROM outbox")
    await read_status(desk.store, made.id, guild_id=9, now=moment(DUE))
    await read_history(desk.store, made.id, guild_id=9)
    assert (desk.rows("SELECT * FROM subscriptions"), desk.rows("SELECT * FROM outbox")) == before


async def test_misses_of_a_month_are_in_the_status_the_newest_first(desk, moment):
    made = await desk.subscribe()
    await desk.plan("2024-06-20 16:00")
    now = moment("2024-06-20 16:00")
    misses = (await read_status(desk.store, made.id, guild_id=9, now=now)).misses
    assert len(misses) == 30
    assert (misses[0].local_date.isoformat(), misses[0].reason) == ("2024-06-20", Cause.LATE)


async def test_history_has_editions_and_dates_without_one_each_once(desk):
    made = await desk.subscribe()
    await desk.refuse(*await desk.run(DUE), DUE)
    await desk.plan("2024-05-07 08:00")
    await desk.accept(*await desk.run("2024-05-07 09:00"))
    history = await read_history(desk.store, made.id, guild_id=9)
    assert [(each.slot, each.outcome, each.cause) for each in history.editions] == [
        ("2024-05-07", "sent", None),
        ("2024-05-05", "dead", "no permission"),
    ]
    assert [miss.local_date.isoformat() for miss in history.misses] == ["2024-05-06"]


async def test_history_is_read_page_by_page(desk):
    made = await desk.subscribe()
    for day in range(5, 10):
        await desk.accept(*await desk.run(f"2024-05-{day:02} 09:00"))
    first = await read_history(desk.store, made.id, guild_id=9, limit=2)
    rest = await read_history(
        desk.store, made.id, guild_id=9, before=first.editions[-1].due, limit=9
    )
    slots = [each.slot for each in (*first.editions, *rest.editions)]
    assert slots == [f"2024-05-{day:02}" for day in (9, 8, 7, 6, 5)]


async def test_a_member_finds_an_edition_of_no_use_once(desk, moment):
    made = await desk.subscribe()
    await desk.run(DUE)
    noted = [await note_feedback(desk.store, 1, member, now=moment(DUE)) for member in (5, 5, 6)]
    assert noted == [True, False, True]
    history = await read_history(desk.store, made.id, guild_id=9)
    assert history.editions[0].useless == 2


async def test_feedback_on_an_edition_that_there_isn_t_is_not_kept(desk, moment):
    assert not await note_feedback(desk.store, 77, 5, now=moment(DUE))


async def test_messages_of_a_story_are_found_for_a_retraction(desk):
    await desk.subscribe(1, stories=2)
    await desk.subscribe(2, stories=2)
    for post in await desk.run(DUE):
        await desk.accept(post, 100 + post.channel_id)
    posted = await desk.store.outbox.posted(1)
    assert [(each.channel_id, each.message_id, each.position) for each in posted] == [
        (1, 101, 0),
        (2, 102, 0),
    ]
    assert await desk.store.outbox.posted(2) == []


async def test_an_edition_that_was_asked_for_is_found_by_its_id(desk, moment):
    made = await desk.subscribe()
    number = await queue_now(desk.store, made.id, guild_id=9, now=moment(DUE))
    await desk.freeze(DUE, edition_id=number)
    record = await desk.store.edition_records.get(number)
    assert (record.slot, record.outcome) == ("now:1", "open")
