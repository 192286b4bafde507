"""An admin looks at digests, pauses and ends them, and has an edition sent."""

from datetime import timedelta

import pytest

from bot.app import create_bot
from bot.domain.delivery import Step
from bot.domain.delivery_event import Interrupted, Unreadable
from bot.domain.failure import Cause
from bot.domain.subscription import Activity
from bot.render.digest_preview import previews
from bot.services.claim_posts import claim_posts
from bot.services.plan_digests import plan_digests
from bot.services.record_outcome import record_outcome
from bot.services.set_activity import set_activity


@pytest.fixture
async def subscribed(digest):
    """The card of a channel that gets Computer Vision."""
    return await digest("subscribe", topics="computer vision", timezone="Europe/Berlin")


@pytest.fixture
def ledger(simcord_env, stored):
    """All that is stored of a subscription and its editions."""

    async def ledger():
        subscription = await stored()
        store = simcord_env.bot.store
        return subscription, await store.edition_records.of(subscription.id)

    return ledger


async def test_without_subscriptions_the_list_says_how_to_begin(digest):
    assert "No channel gets digests yet" in (await digest("list")).text


async def test_the_list_has_every_channel(digest, news, channel, use):
    await digest("subscribe", topics="computer vision")
    await digest("subscribe", channel=news, time="18:00")
    card = await digest("list")
    assert "2 channels" in card.text
    assert f"**{channel.mention}** · next <t:" in card.text
    assert "all topics · 8 stories · 18:00 UTC, every day" in card.text
    assert "## Status" in (await use(card, "Status")).text


async def test_the_list_is_paged(digest, guild, use):
    for number in range(9):
        await digest("subscribe", channel=guild.create_text_channel(f"c{number}"))
    first = await digest("list")
    assert "9 channels · page 1 of 2" in first.text
    assert first.is_off("Previous")
    second = await use(first, "Next")
    assert second.message.id == first.message.id
    assert "page 2 of 2" in second.text


async def test_a_preview_is_an_edition_that_changes_nothing(
    subscribed, use, ledger, channel, alice
):
    before = await ledger()
    card = await use(subscribed, "Preview")
    assert card.message.ephemeral
    assert card.text.startswith("## Computer Vision\n")
    assert "Preview: nothing was posted" in card.text.replace("**", "")
    assert "Story" in card.labels
    assert not {"Related", "Not useful"} & set(card.labels)
    assert await ledger() == before
    assert channel.history(viewer=alice) == []


async def test_the_command_shows_the_same_preview(subscribed, digest, use):
    assert (await digest("preview")).text == (await use(subscribed, "Preview")).text


async def test_a_preview_of_several_parts_is_as_many_messages(subscribed, admin, read, monkeypatch):
    def two(edition, subscription):
        return 2 * previews(edition, subscription)

    monkeypatch.setattr("bot.gateway.digest_desk.previews", two)
    result = await admin.click(subscribed.message, custom_id=subscribed.id_of("Preview"))
    (second,) = result.followups
    assert result.response.ephemeral
    assert second.ephemeral
    assert read(second).text == read(result.response).text


async def test_a_status_changes_nothing(subscribed, use, ledger):
    before = await ledger()
    card = await use(subscribed, "Status")
    assert "Next edition: **" in card.text
    assert "I have all permissions that I need there" in card.text
    assert "Last edition: none yet" in card.text
    assert "No edition was missed in the last 30 days" in card.text
    assert await ledger() == before


@pytest.mark.usefixtures("subscribed")
async def test_a_permission_that_was_taken_is_named_in_the_status(digest, guild, channel, deny):
    deny(channel, "send_messages")
    here = guild.create_text_channel("desk")
    text = (await digest("status", here=here, channel=channel)).text
    assert "Missing permissions: **Send Messages**" in text


async def test_pause_and_resume_are_one_press_each(subscribed, use, stored):
    paused = await use(subscribed, "Pause")
    assert "**Paused** by an admin." in paused.text
    assert paused.message.id == subscribed.message.id
    assert (await stored()).next_due is None
    resumed = await use(paused, "Resume")
    assert "## Resumed" in resumed.text
    assert "Next edition: **" in resumed.text
    assert (await stored()).next_due is not None


@pytest.mark.usefixtures("subscribed")
async def test_pausing_twice_is_pausing_once(digest, stored):
    await digest("pause")
    assert "## Paused" in (await digest("pause")).text
    assert (await stored()).activity is Activity.PAUSED


@pytest.mark.usefixtures("subscribed")
async def test_what_was_disabled_says_why_and_is_resumed_by_one_press(
    simcord_env, guild, digest, use, stored
):
    await set_activity(
        simcord_env.bot.store,
        (await stored()).id,
        Activity.DISABLED,
        guild_id=guild.id,
        now=simcord_env.now(),
        cause=Cause.NO_PERMISSION,
    )
    status = await digest("status")
    assert "**Stopped**: I lack a permission in the channel." in status.text
    assert "## Resumed" in (await use(status, "Resume")).text
    assert (await stored()).activity is Activity.ACTIVE


async def test_it_is_not_resumed_where_the_bot_may_not_post(subscribed, use, channel, deny, stored):
    paused = await use(subscribed, "Pause")
    deny(channel, "send_messages")
    assert "**Send Messages**" in (await use(paused, "Resume")).text
    assert (await stored()).activity is Activity.PAUSED


@pytest.mark.usefixtures("subscribed")
async def test_unsubscribing_asks_first(digest, use, stored):
    asked = await digest("unsubscribe")
    assert asked.labels == ["Unsubscribe", "Keep it"]
    assert (await stored()).activity is Activity.ACTIVE
    assert "## Kept" in (await use(asked, "Keep it")).text


@pytest.mark.usefixtures("subscribed")
async def test_who_unsubscribed_can_subscribe_again(digest, use, stored):
    asked = await digest("unsubscribe")
    ended = await use(asked, "Unsubscribe")
    assert "**Unsubscribed**." in ended.text
    first = await stored()
    assert first.activity is Activity.ENDED
    await digest("subscribe", topics="AI")
    again = await stored()
    assert (again.id, again.activity, again.policy.topics) == (first.id, Activity.ACTIVE, ("AI",))


async def test_an_edition_sent_by_hand_leaves_the_day_alone(
    subscribed, use, stored, ledger, post, channel
):
    due = (await stored()).next_due
    card = await use(subscribed, "Send now")
    assert f"is on its way to {channel.mention}" in card.text
    (message,) = await post()
    assert message.channel_id == channel.id
    subscription, (record,) = await ledger()
    assert record.slot == "now:1"
    assert subscription.next_due == due


async def test_pressing_twice_sends_once(subscribed, use, ledger, post):
    await use(subscribed, "Send now")
    await use(subscribed, "Send now")
    assert len((await ledger())[1]) == 1
    assert len(await post()) == 1


async def test_what_was_sent_is_not_sent_again(subscribed, digest, use, post):
    while "is on its way" in (await use(subscribed, "Send now")).text:
        assert await post()
    assert "Nothing is new for" in (await use(subscribed, "Send now")).text
    assert "nothing new for" in (await digest("preview")).text


async def test_the_status_links_to_the_last_edition(subscribed, digest, use, post, guild, channel):
    await use(subscribed, "Send now")
    (message,) = await post()
    text = (await digest("status")).text
    link = f"https://discord.com/channels/{guild.id}/{channel.id}/{message.id}"
    assert " · sent by hand · posted · " in text
    assert f"[open]({link})" in text


async def test_a_forum_gets_a_thread_whose_first_message_is_the_edition(
    simcord_env, digest, forum, post, guild
):
    await digest("subscribe", channel=forum, topics="computer vision")
    await digest("send-now", channel=forum)
    (message,) = await post()
    thread = simcord_env.backend.get_channel(message.channel_id)
    assert thread.parent_id == forum.id
    assert thread.name.startswith("Computer Vision, ")
    assert (
        f"/channels/{guild.id}/{thread.id}/{thread.id})"
        in (await digest("status", channel=forum)).text
    )


async def test_the_history_has_editions_and_what_members_thought(
    subscribed, digest, use, post, alice, read
):
    assert "Nothing was posted or missed." in (await digest("history")).text
    await use(subscribed, "Send now")
    (message,) = await post()
    edition = read(message)
    await alice.click(message, custom_id=edition.id_of("Not useful"))
    text = (await digest("history")).text
    assert "posted" in text
    assert "1 found it not useful" in text


@pytest.mark.usefixtures("subscribed")
async def test_the_history_is_paged(simcord_env, digest, use, stored):
    subscription = await stored()
    store = simcord_env.bot.store
    now = simcord_env.now()
    async with store.writing() as tables:
        await tables.editions.plan(
            [(subscription.id, f"2020-01-{day:02}", now, now) for day in range(1, 13)]
        )
    first = await digest("history")
    assert first.text.count("being prepared") == 8
    assert first.is_off("Newer")
    second = await use(first, "Older")
    assert second.text.count("being prepared") == 4
    assert second.is_off("Older")
    assert (await use(second, "Newer")).text == first.text


async def test_the_buttons_work_after_a_restart(simcord_env, settings, subscribed, use, stored):
    await simcord_env.bot.close()
    bot = create_bot(settings)
    await simcord_env.restart_bot(bot)
    assert "## Status" in (await use(subscribed, "Status")).text
    assert "## Computer Vision" in (await use(subscribed, "Preview")).text
    assert "## Paused" in (await use(subscribed, "Pause")).text
    assert (await stored()).activity is Activity.PAUSED
    await bot.close()


async def test_the_status_looks_after_the_role_to_ping(simcord_env, digest, guild, deny, channel):
    role = guild.create_role("Readers", mentionable=True)
    deny(channel, "mention_everyone")
    await digest("subscribe", role=role)
    assert "I have all permissions" in (await digest("status")).text
    simcord_env.backend.edit_role(guild.id, role.id, {"mentionable": False})
    assert "Missing permissions: **Mention @everyone, @here" in (await digest("status")).text


async def test_an_edition_that_may_have_been_posted_is_unknown_and_not_sent_again(
    simcord_env, subscribed, digest, use
):
    await use(subscribed, "Send now")
    store, now = simcord_env.bot.store, simcord_env.now()
    later = now + timedelta(minutes=10)
    (taken,) = await claim_posts(store, now=now, limit=9)
    await record_outcome(store, taken.id, Interrupted(later))
    (doubted,) = await claim_posts(store, now=later, limit=9)
    assert doubted.step is Step.LOOK
    await record_outcome(store, doubted.id, Unreadable())
    assert "unknown: I can't tell whether it was posted" in (await digest("status")).text
    assert "unknown: I can't tell whether it was posted" in (await digest("history")).text
    assert await claim_posts(store, now=later + timedelta(hours=1), limit=9) == []


async def test_days_that_were_missed_are_shown(simcord_env, subscribed, use):
    later = simcord_env.now() + timedelta(days=3)
    await plan_digests(simcord_env.bot.store, now=later, zone_data="as before")
    status = await use(subscribed, "Status")
    assert "Missed in the last 30 days: 3" in status.text
    assert "I was not running, or it was too late to catch up" in status.text
    assert (await use(status, "History")).text.count(" · missed · ") == 3
