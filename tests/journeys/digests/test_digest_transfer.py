"""An admin copies digests, and takes them out and in as a file."""

import json
from dataclasses import replace

import pytest
from simcord import assert_error

from bot.domain.subscription_document import MOST_BYTES
from bot.errors import NewsdeskError


@pytest.fixture
def take_in(admin, channel, read):
    """Import a file; returns the card."""

    async def take_in(content, *, name="digests.json"):
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        result = await admin.slash(channel, "digest import", file=(name, data))
        return read(result.response)

    return take_in


@pytest.fixture
def exported(digest):
    """Export, and read the file."""

    async def exported(**options):
        card = await digest("export", **options)
        (file,) = card.message.attachments
        assert file.filename == "digests.json"
        return card, json.loads(await file.read())

    return exported


async def test_a_copy_has_the_same_settings(digest, channel, news, stored):
    await digest("subscribe", topics="computer vision", time="18", timezone="Asia/Tokyo")
    card = await digest("copy", **{"from": channel, "to": news})
    assert f"## Copied to: {news.mention}" in card.text
    source, copied = await stored(channel), await stored(news)
    assert (copied.policy, copied.timing) == (source.policy, source.timing)
    assert copied.kind == "announcement"


async def test_a_copy_takes_the_place_of_what_was_there(digest, channel, news, stored):
    await digest("subscribe", topics="computer vision")
    await digest("subscribe", channel=news, topics="AI")
    await digest("copy", **{"from": channel, "to": news})
    assert (await stored(news)).policy.topics == ("Computer Vision",)


async def test_a_copy_needs_permissions(simcord_env, digest, channel, news, deny, stored):
    await digest("subscribe", topics="computer vision")
    deny(news, "send_messages")
    card = await digest("copy", **{"from": channel, "to": news})
    assert "**Send Messages**" in card.text
    assert await stored(news) is None
    assert_error(simcord_env, NewsdeskError)


async def test_what_is_exported_can_be_imported(digest, use, exported, take_in, stored):
    await digest("subscribe", topics="computer vision", time="18", days="mon,thu", stories=3)
    before = await stored()
    card, document = await exported()
    assert card.message.ephemeral
    assert "## Export of 1 digest" in card.text
    await use(await digest("unsubscribe"), "Unsubscribe")
    assert "1 channel subscribed" in (await take_in(document)).text
    after = await stored()
    assert (after.policy, after.timing, after.manner) == (
        before.policy,
        before.timing,
        before.manner,
    )
    assert after.id == before.id


async def test_all_channels_are_exported_or_one(digest, exported, news):
    await digest("subscribe", topics="computer vision")
    await digest("subscribe", channel=news)
    assert len((await exported())[1]["subscriptions"]) == 2
    (one,) = (await exported(channel=news))[1]["subscriptions"]
    assert one["channel"] == str(news.id)


async def test_without_subscriptions_there_is_nothing_to_export(digest):
    card = await digest("export")
    assert "No channel gets digests yet" in card.text
    assert not card.message.attachments


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"time": "soon"}, "subscriptions[0].time: must be a time of day"),
        ({"timezone": "Atlantis"}, "subscriptions[0].timezone: must be the name of a time zone"),
        ({"days": []}, "subscriptions[0].days: must be days of the week"),
        ({"stories": 99}, "subscriptions[0].stories: must be a number from 1 to 15"),
        ({"stories": "8"}, "subscriptions[0].stories: must be a whole number"),
        ({"per_provider": 0}, "subscriptions[0].per_provider: must be a number from 1 to 5"),
        ({"topics": ["qqqzzz"]}, "subscriptions[0].topics: the archive has no topic “qqqzzz”"),
        ({"topics": "AI"}, "subscriptions[0].topics: must be a list of texts"),
        ({"channel": "1"}, "subscriptions[0].channel: must be the id of a channel"),
        ({"channel": 5}, "subscriptions[0].channel: must be an id of Discord's"),
        ({"role": "@everyone"}, "subscriptions[0].role: must be an id of Discord's"),
        ({"when_empty": "x"}, 'subscriptions[0].when_empty: must be "skip" or "archive"'),
        ({"silent": 1}, "subscriptions[0].silent: must be true or false"),
        ({"colour": "red"}, "subscriptions[0].colour: is not known; remove it"),
    ],
)
async def test_a_wrong_field_is_named_with_its_mend_and_nothing_imported(  # noqa: PLR0917
    simcord_env, digest, exported, take_in, stored, change, said
):
    await digest("subscribe", topics="computer vision")
    before = await stored()
    _, document = await exported()
    document["subscriptions"][0] |= change
    text = (await take_in(document)).text
    assert text.startswith("Nothing was imported:")
    assert said in text
    assert await stored() == before
    assert_error(simcord_env, NewsdeskError)


async def test_one_wrong_entry_stops_the_right_ones(
    simcord_env, digest, exported, take_in, news, stored
):
    await digest("subscribe", topics="computer vision")
    _, document = await exported()
    (entry,) = document["subscriptions"]
    document["subscriptions"] = [{**entry, "channel": str(news.id)}, {**entry, "channel": "7"}]
    assert "subscriptions[1].channel" in (await take_in(document)).text
    assert await stored(news) is None
    assert_error(simcord_env, NewsdeskError)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1, column 1: is no JSON"),
        (b"{", "line 1, column 2: is no JSON"),
        (b"[" * 100_000, "the file nests too deeply"),
        (b"\xff\xfe", "the file isn't text in UTF-8"),
        (b" " * (MOST_BYTES + 1), "the file is too large"),
        (b"[]", "subscriptions: is missing"),
        (b'{"newsdesk": 2, "subscriptions": []}', "newsdesk: must be 1"),
        (b'{"newsdesk": 1, "subscriptions": []}', "must be a list of 1 to 200"),
        (b'{"newsdesk": 1, "subscriptions": [7]}', "subscriptions[0]: must be an object"),
        (b'{"newsdesk": 1, "newsdesk": 1}', "newsdesk: is there twice"),
        (b'{"newsdesk": ' + b"9" * 5000 + b"}", "a number that is too long"),
        (
            b'{"newsdesk": 1, "subscriptions": [{"channel": "7", "@everyone [x](y)": 1}]}',
            "subscriptions[0].@everyone [x](y): is not known",
        ),
    ],
)
async def test_a_file_that_is_none_is_refused(simcord_env, take_in, content, said):
    card = await take_in(content)
    assert said in card.text
    assert card.message.ephemeral
    assert_error(simcord_env, NewsdeskError)


async def test_subscriptions_of_a_server_are_its_own(simcord_env, digest, stored):
    await digest("subscribe", topics="computer vision")
    subscription = await stored()
    found = await simcord_env.bot.store.subscriptions.get(subscription.id, guild_id=1)
    assert found is None
    assert replace(subscription, guild_id=1) != subscription
