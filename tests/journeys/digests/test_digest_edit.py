"""An admin changes what a channel gets, when and how."""

from dataclasses import replace

import pytest

from bot.app import create_bot
from bot.domain.subscription import Manner


@pytest.fixture
async def editor(digest):
    """The card on which a channel's subscription is edited."""
    await digest("subscribe", topics="computer vision", timezone="Europe/Berlin")
    return await digest("edit")


@pytest.fixture
def fill(admin, read):
    """Open a form of the card and send it; returns what comes of it."""

    async def fill(card, label, **entries):
        form = await admin.click(card.message, custom_id=card.id_of(label))
        return read((await admin.submit_modal(form, entries)).response)

    return fill


@pytest.fixture
def choose(admin, read):
    """Choose a value of a select on the card."""

    async def choose(card, setting, value):
        (custom_id,) = (
            part["custom_id"]
            for part in card.parts
            if part["type"] == 3 and f":{setting}:" in part["custom_id"]
        )
        return read((await admin.select(card.message, [value], custom_id=custom_id)).response)

    return choose


async def test_the_card_shows_all_settings_and_what_changes_them(editor):
    assert editor.message.ephemeral
    assert "## Edit: " in editor.text
    assert editor.labels[:4] == ["Topics…", "When…", "Words and quality…", "Posting…"]
    assert sum(part["type"] == 3 for part in editor.parts) == 3


@pytest.mark.parametrize(
    ("setting", "value", "changed"),
    [
        ("stories", "5", {"stories": 5}),
        ("cap", "4", {"per_provider": 4}),
        ("empty", "archive", {"from_archive": True}),
    ],
)
async def test_a_choice_counts_at_once(editor, choose, stored, setting, value, changed):
    before = (await stored()).policy
    card = await choose(editor, setting, value)
    assert card.message.id == editor.message.id
    assert "Saved." in card.text
    assert (await stored()).policy == replace(before, **changed)


async def test_topics_are_chosen_and_typed(editor, fill, stored):
    card = await fill(editor, "Topics…", topics=["AI"], others="natural language procesing")
    assert "Topics: AI, Natural Language Processing" in card.text
    assert (await stored()).policy.topics == ("AI", "Natural Language Processing")


async def test_no_topic_means_all(editor, fill, stored):
    assert "Topics: all" in (await fill(editor, "Topics…", topics=[])).text
    assert (await stored()).policy.topics == ()


async def test_an_unknown_topic_changes_nothing(editor, fill, stored):
    refused = await fill(editor, "Topics…", topics=["AI"], others="qqqzzz")
    assert "The archive has no topic “qqqzzz”" in refused.text
    assert (await stored()).policy.topics == ("Computer Vision",)


async def test_time_zone_and_days_are_changed(editor, fill, stored):
    before = (await stored()).next_due
    card = await fill(editor, "When…", time="18", timezone="tokyo", days=["5", "6"])
    assert "18:00 Asia/Tokyo, Sat, Sun" in card.text
    subscription = await stored()
    assert subscription.timing.weekdays == frozenset({5, 6})
    assert subscription.next_due != before
    assert subscription.next_due.weekday() in (5, 6)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"time": "25", "timezone": "UTC", "days": ["0"]}, "time: it is not a time of day"),
        ({"time": "9", "timezone": "Atlantis", "days": ["0"]}, "timezone: it is not a time zone"),
    ],
)
async def test_a_time_that_can_not_be_changes_nothing(editor, fill, stored, entries, said):
    before = await stored()
    assert said in (await fill(editor, "When…", **entries)).text.replace("**", "")
    assert await stored() == before


async def test_words_and_quality_are_changed(editor, fill, stored):
    entries = {"include": "robot, self-driving car", "exclude": "sponsored", "quality": "40"}
    card = await fill(editor, "Words and quality…", **entries)
    assert "Only with one of: robot, self-driving car" in card.text
    assert "Never with: sponsored" in card.text
    assert "Quality of 40 at least" in card.text
    policy = (await stored()).policy
    assert policy.include == ("robot", "self-driving car")
    assert (policy.exclude, policy.least_quality) == (("sponsored",), 40)


@pytest.mark.parametrize("quality", ["-1", "much", "9999", "٤"])
async def test_a_quality_that_can_not_be_changes_nothing(editor, fill, stored, quality):
    before = await stored()
    refused = await fill(editor, "Words and quality…", quality=quality)
    assert "quality must be" in refused.text.replace("**", "").replace("least_", "")
    assert await stored() == before


async def test_an_announcement_is_silent_published_and_has_a_thread(
    digest, fill, news, guild, stored
):
    await digest("subscribe", channel=news)
    role = guild.create_role("Readers", mentionable=True)
    editor = await digest("edit", channel=news)
    how = ["silent", "thread", "crosspost"]
    card = await fill(editor, "Posting…", how=how, role=[role])
    assert f"Pings {role.mention}" in card.text
    assert "Silent: no push on phones" in card.text
    assert (await stored(news)).manner == Manner(role.id, True, True, True, ())


async def test_a_role_that_was_deleted_is_not_chosen_in_the_form(
    simcord_env, admin, digest, guild, stored
):
    role = guild.create_role("Readers", mentionable=True)
    await digest("subscribe", role=role)
    editor = await digest("edit")
    posting = editor.id_of("Posting…")

    async def chosen():
        form = await admin.click(editor.message, custom_id=posting)
        fields = [label["component"] for label in form.modal["components"]]
        return [each.get("default_values", []) for each in fields if each["type"] == 6]

    assert [int(value["id"]) for value in (await chosen())[0]] == [role.id]
    simcord_env.backend.delete_role(guild.id, role.id)
    assert await chosen() == [[]]
    assert (await stored()).manner.role_id == role.id


async def test_a_forum_has_tags(simcord_env, digest, fill, forum, stored):
    tags = [{"id": "72", "name": "News", "moderated": False, "emoji_id": None, "emoji_name": None}]
    simcord_env.backend.edit_channel(forum.id, {"available_tags": tags})
    await digest("subscribe", channel=forum)
    card = await fill(await digest("edit", channel=forum), "Posting…", how=[], tags=["72"])
    assert "With 1 tag of the forum" in card.text
    assert (await stored(forum)).manner.tag_ids == (72,)


async def test_a_thread_under_editions_needs_its_permission(editor, fill, channel, deny, stored):
    deny(channel, "create_public_threads")
    refused = await fill(editor, "Posting…", how=["thread"])
    assert "**Create Public Threads**" in refused.text
    assert not (await stored()).manner.starts_thread


async def test_everyone_is_never_pinged(editor, fill, guild, stored):
    refused = await fill(editor, "Posting…", how=[], role=[guild.default_role])
    assert "I never ping everyone" in refused.text
    assert (await stored()).manner.role_id is None


async def test_forms_and_selects_outlive_a_restart(
    simcord_env, settings, admin, editor, choose, stored
):
    shown = await admin.click(editor.message, custom_id=editor.id_of("When…"))
    await simcord_env.bot.close()
    bot = create_bot(settings)
    await simcord_env.restart_bot(bot)
    await admin.submit_modal(shown, {"time": "7", "timezone": "UTC", "days": ["0"]})
    assert (await stored()).timing.at.hour == 7
    assert "3 stories at most" in (await choose(editor, "stories", "3")).text
    await bot.close()


async def test_forms_are_not_kept_in_memory(simcord_env, editor, fill):
    await fill(editor, "When…", time="7", timezone="UTC", days=["0"])
    store = simcord_env.bot._connection._view_store
    assert not store._modals


async def test_what_is_edited_while_paused_stays_paused(digest, editor, choose, stored):
    await digest("pause")
    await choose(editor, "stories", "3")
    subscription = await stored()
    assert subscription.policy.stories == 3
    assert subscription.next_due is None


async def test_what_has_ended_is_not_edited(digest, editor, use, choose, stored):
    asked = await digest("unsubscribe")
    await use(asked, "Unsubscribe")
    assert "This subscription has ended" in (await choose(editor, "stories", "3")).text
    assert (await stored()).policy.stories == 8
