"""An admin has channels get digests, as they see it in Discord."""

from datetime import time

import pytest
from simcord import assert_error

from bot.domain.subscription import Activity, Manner, Policy
from bot.errors import NewsdeskError, QueryError


async def test_one_command_subscribes_a_channel(digest, channel, stored):
    card = await digest("subscribe", topics="computer vision", timezone="Europe/Berlin")
    assert card.message.ephemeral
    assert card.text.startswith(f"## Subscribed: {channel.mention}\nNext edition: **")
    assert "09:00 in Europe/Berlin" in card.text
    assert ":R>" in card.text
    assert "Topics: Computer Vision" in card.text
    assert "8 stories at most, 2 of one source" in card.text
    assert card.labels == ["Preview", "Edit", "Send now", "Pause", "Status"]
    subscription = await stored()
    assert subscription.activity is Activity.ACTIVE
    assert subscription.policy.topics == ("Computer Vision",)
    assert subscription.next_due is not None


async def test_every_option_is_stored_and_said(digest, guild, channel, stored):
    role = guild.create_role("Readers", mentionable=True)
    card = await digest(
        "subscribe",
        channel=channel,
        topics="computer vision, AI",
        time="7:30pm",
        timezone="munich",
        days="mon-thu",
        stories=5,
        role=role,
    )
    assert "19:30 Europe/Berlin, Mon to Thu" in card.text
    assert "5 stories at most" in card.text
    assert f"Pings {role.mention}" in card.text
    subscription = await stored()
    assert subscription.timing.at == time(19, 30)
    assert subscription.timing.weekdays == frozenset(range(4))
    assert subscription.manner == Manner(role_id=role.id)


async def test_the_zone_is_what_the_server_chose_last(digest, news, forum):
    first = await digest("subscribe")
    assert "The time zone is UTC, as this server has chosen none yet" in first.text
    await digest("subscribe", channel=news, timezone="Asia/Tokyo")
    assert "Asia/Tokyo" in (await digest("subscribe", channel=forum)).text


@pytest.mark.parametrize(
    ("place", "kind"),
    [("channel", "text"), ("news", "announcement"), ("forum", "forum"), ("thread", "thread")],
)
async def test_the_kind_of_a_channel_is_seen(request, digest, stored, place, kind):
    target = request.getfixturevalue(place)
    assert "## Subscribed" in (await digest("subscribe", channel=target)).text
    assert (await stored(target)).kind == kind


async def test_topics_are_completed_one_after_the_other(admin, channel):
    first = await admin.autocomplete(channel, "digest subscribe", "topics", "comp")
    assert "Computer Vision" in [choice["value"] for choice in first]
    second = await admin.autocomplete(channel, "digest subscribe", "topics", "Computer Vision, ")
    values = [choice["value"] for choice in second]
    assert values
    assert all(value.startswith("Computer Vision, ") for value in values)
    assert "Computer Vision, Computer Vision" not in values


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("berl", "Europe/Berlin"), ("mumbai", "Asia/Kolkata"), ("+5:30", "Asia/Kolkata"), ("", "UTC")],
)
async def test_zones_are_offered_with_their_time(admin, channel, typed, offered):
    choices = await admin.autocomplete(channel, "digest subscribe", "timezone", typed)
    name = next(choice["name"] for choice in choices if choice["value"] == offered)
    assert name.startswith(f"{offered} · ")
    assert ":" in name


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("time", "soon", "as time: it is not a time of day"),
        ("timezone", "Atlantis", "as timezone: it is not a time zone"),
        ("days", "someday", "as days: it is not days of the week"),
        ("topics", "qqqzzz", "The archive has no topic “qqqzzz”."),
    ],
)
async def test_what_is_not_understood_is_said_and_nothing_stored(
    simcord_env, digest, stored, option, value, said
):
    card = await digest("subscribe", **{option: value})
    assert said in card.text.replace("**", "")
    assert card.message.ephemeral
    assert await stored() is None
    assert_error(simcord_env, QueryError if option != "topics" else NewsdeskError)


async def test_a_channel_has_one_subscription(simcord_env, digest, stored):
    await digest("subscribe", topics="computer vision")
    again = await digest("subscribe", topics="robotics")
    assert "is subscribed already" in again.text
    assert (await stored()).policy.topics == ("Computer Vision",)
    assert_error(simcord_env, NewsdeskError)


@pytest.mark.parametrize(
    ("about", "policy"),
    [
        ("computer vision", Policy(topics=("Computer Vision",))),
        ("sensetime", Policy(include=("sensetime",))),
        (None, Policy()),
    ],
)
async def test_a_briefing_becomes_a_subscription_by_one_press(  # noqa: PLR0917 - fixtures
    admin, channel, read, use, stored, about, policy
):
    asked = {"topic": about} if about else {}
    briefing = read((await admin.slash(channel, "briefing", **asked)).response)
    card = await use(briefing, "Subscribe this channel")
    assert f"## Subscribed: {channel.mention}" in card.text
    assert card.message.ephemeral
    assert (await stored()).policy == policy
    assert "is subscribed already" in (await use(briefing, "Subscribe this channel")).text


async def test_only_admins_are_offered_to_subscribe(alice, channel, read, simcord_env):
    briefing = read((await alice.slash(channel, "briefing", topic="computer vision")).response)
    assert "Subscribe this channel" not in briefing.labels
    carol = simcord_env.create_user("carol")
    message = read((await carol.slash("briefing", topic="computer vision")).response)
    assert "Subscribe this channel" not in message.labels
