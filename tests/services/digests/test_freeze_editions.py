"""How planned editions are composed and stored: once for all that get the same, in batches."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

import bot.services.share_editions
from bot.domain.article import Article
from bot.domain.edition import Edition, EditionStory
from bot.domain.heat import Heat
from bot.domain.subscription import Activity, Manner, Policy
from bot.domain.subscription_draft import SubscriptionDraft
from bot.render.digest_ids import edition_marker, fill_in
from bot.render.edition import render_edition
from bot.services.claim_posts import claim_posts
from bot.services.edit_subscription import edit_subscription
from bot.services.freeze_editions import freeze_editions
from bot.services.plan_digests import plan_digests
from bot.services.queue_now import queue_now
from bot.services.subscribe_channel import subscribe_channel
from bot.storage.store import open_store

DUE = "2024-05-05 09:00"


@pytest.fixture
def composing(monkeypatch):
    """Have another composer for what follows; returns the list of slots it was asked for."""

    def run(compose):
        asked = []

        async def noted(tables, subscription, *, slot, due):
            asked.append((subscription.channel_id, slot))
            return await compose(tables, subscription, slot=slot, due=due)

        monkeypatch.setattr(bot.services.share_editions, "compose_edition", noted)
        return asked

    return run


def _article(number):
    published = datetime(2024, 5, 1, tzinfo=UTC)
    return Article(number, f"https://site.com/{number}", "News", "", "", "", published)


async def nothing(_tables, _subscription, *, slot, due):
    return Edition(slot, due, "new", (), watermark=7)


async def test_equal_editions_are_composed_and_stored_once(desk, composing):
    asked = composing(bot.services.share_editions.compose_edition)
    for channel in range(1, 31):
        await desk.subscribe(channel, stories=2)
    await desk.plan(DUE)
    assert await desk.freeze(DUE) == 30
    assert len(asked) == 1
    assert desk.rows("SELECT count(*) FROM compositions") == [(1,)]
    assert desk.rows("SELECT count(*) FROM composition_parts") == [(2,)]
    assert desk.rows("SELECT count(*), count(DISTINCT nonce) FROM outbox") == [(60, 60)]


async def test_what_differs_in_policy_kind_or_manner_is_stored_apart(desk):
    await desk.subscribe(1)
    await desk.subscribe(2, stories=2)
    await desk.subscribe(3, kind="forum")
    # On the same role or another the edition itself is the same.
    await desk.subscribe(4, manner=Manner(role_id=5))
    await desk.plan(DUE)
    await desk.freeze(DUE)
    told = desk.rows("SELECT DISTINCT composition_id FROM editions ORDER BY subscription_id")
    assert len(told) == 3


async def test_channels_that_were_told_differently_are_composed_for_apart(desk, composing):
    early, late = await desk.subscribe(1), await desk.subscribe(2)
    await queue_now(desk.store, early.id, guild_id=9, now=early.made_at)
    await desk.freeze("2024-05-05 08:00")
    asked = composing(bot.services.share_editions.compose_edition)
    await desk.plan(DUE)
    await desk.freeze(DUE)
    assert asked == [(1, "2024-05-05"), (2, "2024-05-05")]
    assert late.watermark == early.watermark == 0


async def story_of_the_day(_tables, _subscription, *, slot, due):
    number = due.toordinal()
    story = EditionStory(_article(number), number, Heat())
    return Edition(slot, due, "new", (story,), watermark=number)


@pytest.mark.parametrize(("from_archive", "compositions"), [(False, 1), (True, 2)])
async def test_what_was_told_two_months_ago_counts_only_where_the_archive_is_looked_at(
    desk, composing, timing, from_archive, compositions
):
    """Channels that began on different days come to share what is composed."""
    policy = Policy(stories=1, from_archive=from_archive)
    mondays = timing(weekdays=frozenset({0}))
    composing(story_of_the_day)
    await desk.subscribe(1, policy=policy, timing=mondays)
    await desk.run("2024-05-06 09:00")
    await desk.subscribe(2, now="2024-05-08 08:00", policy=policy, timing=mondays)
    for days in range(7, 77, 7):
        asked = composing(story_of_the_day)
        await desk.run(f"{desk.moment('2024-05-06 09:00') + timedelta(days=days):%Y-%m-%d %H:%M}")
        assert len(asked) == (2 if days < 60 else compositions)


async def test_editions_are_frozen_in_batches_and_once(desk):
    for channel in range(1, 26):
        await desk.subscribe(channel)
    await desk.plan(DUE)
    assert [await desk.freeze(DUE, limit=10) for _ in range(4)] == [10, 10, 5, 0]
    assert desk.rows("SELECT count(*) FROM outbox") == [(25,)]


async def test_two_that_freeze_at_once_store_one_edition_each(desk, path, moment):
    for channel in range(1, 21):
        await desk.subscribe(channel, stories=2)
    await desk.plan(DUE)
    async with open_store(path) as other:
        await asyncio.gather(
            *(
                freeze_editions(store, render_edition, now=moment(DUE))
                for store in (desk.store, other, desk.store)
            )
        )
    assert desk.rows("SELECT count(*) FROM outbox") == [(20,)]
    assert desk.rows("SELECT count(DISTINCT ledger) FROM subscriptions") == [(1,)]


async def test_an_edition_planned_before_a_crash_is_frozen_by_the_next_run(desk, path, moment):
    await desk.subscribe()
    await desk.plan(DUE)
    async with open_store(path) as next_process:
        assert await freeze_editions(next_process, render_edition, now=moment(DUE)) == 1
    assert desk.posts() == [("2024-05-05", 0, "pending")]


async def test_an_edition_planned_before_long_downtime_is_missed_not_posted(desk):
    await desk.subscribe()
    await desk.plan(DUE)
    await desk.freeze("2024-05-05 15:01")
    assert desk.slots() + desk.posts() == []
    assert desk.misses() == [(1, "2024-05-05", "late")]


async def test_with_nothing_new_an_edition_is_skipped_and_its_date_done(desk, composing):
    composing(nothing)
    await desk.subscribe()
    assert await desk.run(DUE) == []
    assert desk.editions() == [("2024-05-05", "skipped")]
    assert desk.misses() == []
    assert (await desk.store.subscriptions.get(1)).watermark == 7
    assert await desk.plan(DUE) == 0


async def test_what_was_offered_is_remembered_with_the_edition(desk):
    await desk.subscribe(stories=3)
    await desk.run(DUE)
    assert (await desk.store.subscriptions.get(1)).watermark == 3
    first, *_, third = await desk.store.compositions.stories_of(1)
    assert (first.position, first.part, first.story_id, first.article_ids) == (0, 0, 1, (1,))
    assert (third.position, third.part, third.related_ids) == (2, 2, ())


async def test_an_edition_that_can_t_be_made_does_not_keep_others_from_it(desk, composing, caplog):
    made = bot.services.share_editions.compose_edition

    async def faulty(tables, subscription, *, slot, due):
        if subscription.policy.topics:
            raise KeyError("a fault of ours")
        return await made(tables, subscription, slot=slot, due=due)

    composing(faulty)
    await desk.subscribe(1, policy=Policy(topics=("AI",)))
    await desk.subscribe(2)
    [post] = await desk.run(DUE)
    assert post.channel_id == 2
    assert "edition 1 can't be made" in caplog.text
    assert await desk.freeze("2024-05-05 09:04") == 0
    composing(made)
    assert await desk.freeze("2024-05-05 09:05") == 1
    assert [state for _, state in desk.editions()] == ["frozen", "frozen"]


async def test_what_was_composed_before_an_edit_is_composed_anew(desk, composing):
    made = bot.services.share_editions.compose_edition

    async def edited_meanwhile(tables, subscription, *, slot, due):
        desk.rows("UPDATE subscriptions SET policy = '{\"stories\": 3}'")
        return await made(tables, subscription, slot=slot, due=due)

    asked = composing(edited_meanwhile)
    await desk.subscribe()
    await desk.plan(DUE)
    await desk.freeze(DUE)
    assert len(asked) == 2
    assert len(desk.posts()) == 3


async def test_an_edit_before_it_is_due_plans_the_edition_anew(desk, timing, moment):
    made = await desk.subscribe()
    await desk.run("2024-05-05 08:58")
    await edit_subscription(
        desk.store, made.id, guild_id=9, now=moment("2024-05-05 08:59"), timing=timing("18:00")
    )
    assert desk.slots() + desk.posts() == []
    assert (await desk.store.subscriptions.get(1)).watermark == 0
    assert await desk.run(DUE) == []
    assert [post.slot for post in await desk.run("2024-05-05 18:00")] == ["2024-05-05"]


async def test_an_edition_that_an_admin_asked_for_leaves_the_day_s_alone(desk, moment):
    made = await desk.subscribe()
    now = moment("2024-05-05 08:30")
    asked = await queue_now(desk.store, made.id, guild_id=9, now=now)
    assert await queue_now(desk.store, made.id, guild_id=9, now=now) == asked
    assert await desk.freeze("2024-05-05 08:30", edition_id=asked) == 1
    [post] = await desk.claim("2024-05-05 08:30")
    await desk.accept(post)
    [daily] = await desk.run(DUE)
    assert (post.slot, daily.slot) == ("now:1", "2024-05-05")
    assert post.payload != daily.payload
    again = await queue_now(desk.store, made.id, guild_id=9, now=moment(DUE))
    assert (await desk.store.editions.get(again)).slot == "now:2"


async def test_two_editions_of_a_channel_at_once_tell_different_stories(desk, moment):
    made = await desk.subscribe()
    await desk.plan(DUE)
    await queue_now(desk.store, made.id, guild_id=9, now=moment(DUE))
    assert await desk.freeze(DUE) == 2
    assert len({post.payload for post in await desk.claim(DUE)}) == 2


async def test_only_a_subscription_of_the_server_is_sent_now(desk, moment):
    made = await desk.subscribe()
    assert await queue_now(desk.store, made.id, guild_id=10, now=moment(DUE)) is None
    await desk.set(made, Activity.ENDED, DUE)
    assert await queue_now(desk.store, made.id, guild_id=9, now=moment(DUE)) is None


async def test_the_owner_s_news_become_an_edition_with_its_id_in_the_buttons(archive, moment):
    """The real composer and renderer, over the seeds."""
    due = moment("2019-12-05 09:00")
    draft = SubscriptionDraft(9, 1, "text")
    await subscribe_channel(archive, draft, now=moment("2019-12-05 08:00"))
    await plan_digests(archive, now=due, zone_data="z")
    await freeze_editions(archive, render_edition, now=due)
    [post] = await claim_posts(archive, now=due, limit=47)
    assert b"~" in post.payload
    assert edition_marker(post.edition_id, 0).encode() in fill_in(post.payload, post.edition_id)
    [lead, *_] = await archive.compositions.stories_of(post.edition_id)
    assert (await archive.articles.by_ids([lead.article_ids[0]], guild_id=9)) != []
