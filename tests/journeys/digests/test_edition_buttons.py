"""Members press the buttons under an edition; admins ask why an article is in it."""

import pytest

from bot.app import create_bot


@pytest.fixture
async def edition(digest, use, post, read):
    """A posted edition on one topic, with two stories."""
    card = await digest("subscribe", topics="natural language processing")
    await use(card, "Send now")
    (message,) = await post()
    return read(message)


@pytest.fixture
def bob(simcord_env, guild):
    return guild.add_member(simcord_env.create_user("bob"))


def options(card):
    (select,) = (part for part in card.parts if part["type"] == 3)
    return select["options"]


async def test_an_edition_is_public_and_has_its_buttons(edition):
    assert not edition.message.ephemeral
    assert edition.text.startswith("## Natural Language Processing\n-# ")
    stories, below = edition.labels[:-3], edition.labels[-3:]
    assert stories == ["Open", "Story", "Story"]
    assert below == ["Related", "More on Natural Language Processing", "Not useful"]


@pytest.mark.usefixtures("edition")
async def test_nothing_in_an_edition_pings(simcord_env):
    (sent,) = (
        request
        for request in simcord_env.http_requests
        if request.method == "POST" and request.path.endswith("/messages")
    )
    assert sent.json["allowed_mentions"] == {"parse": []}


async def test_a_story_is_shown_to_the_one_who_asks(edition, alice, use):
    page = await use(edition, "Story", by=alice)
    assert page.message.ephemeral
    assert page.titles


async def test_who_found_an_edition_of_no_use_sees_that_in_privacy_and_may_delete_it(
    edition, alice, use, channel, read
):
    await use(edition, "Not useful", by=alice)
    shown = read((await alice.slash(channel, "privacy")).response)
    assert "You found 1 edition of no use" in shown.text
    await use(await use(shown, "Delete…", by=alice), "Delete it", by=alice)
    assert "You found" not in read((await alice.slash(channel, "privacy")).response).text
    assert "Thank you, noted" in (await use(edition, "Not useful", by=alice)).text


async def test_related_asks_of_which_story(edition, alice, use, read):
    asked = await use(edition, "Related", by=alice)
    assert asked.message.ephemeral
    first = options(asked)[0]
    result = await alice.select(asked.message, [first["value"]], custom_id="digest:pick:related")
    assert "## Related stories" in read(result.response).text


async def test_more_briefs_on_the_topic(edition, alice, use):
    card = await use(edition, "More on Natural Language Processing", by=alice)
    assert card.message.ephemeral
    assert card.text.startswith("## Briefing: Natural Language Processing")
    assert card.message.attachments


async def test_without_topics_more_asks_on_which(digest, news, post, read, alice, use):
    await digest("subscribe", channel=news)
    await digest("send-now", channel=news)
    edition = read((await post())[0])
    asked = await use(edition, "More on a topic", by=alice)
    names = [option["value"] for option in options(asked)]
    assert "Computer Vision" in names
    result = await alice.select(asked.message, ["Computer Vision"], custom_id="digest:pick:topic")
    assert read(result.response).text.startswith("## Briefing: Computer Vision")


async def test_not_useful_counts_once_for_each_member(edition, alice, bob, use, digest):
    first = await use(edition, "Not useful", by=alice)
    assert "Thank you, noted" in first.text
    assert first.message.ephemeral
    assert "it counts once" in (await use(edition, "Not useful", by=alice)).text
    assert "Thank you, noted" in (await use(edition, "Not useful", by=bob)).text
    assert "2 found it not useful" in (await digest("history")).text


async def test_buttons_of_an_edition_outlive_a_restart(simcord_env, settings, edition, alice, use):
    await simcord_env.bot.close()
    bot = create_bot(settings)
    await simcord_env.restart_bot(bot)
    assert "Of which story?" in (await use(edition, "Related", by=alice)).text
    assert "Thank you" in (await use(edition, "Not useful", by=alice)).text
    await bot.close()


async def test_explain_says_where_an_article_was(edition, digest):
    title = edition.titles[0]
    card = await digest("explain", article=title)
    assert card.message.ephemeral
    assert "Last edition" in card.text
    assert "in it, story 1" in card.text.replace("**", "")
    assert "left out, seen on" in card.text.replace("**", "")


async def test_explain_says_why_an_article_is_left_out(digest):
    await digest("subscribe", topics="natural language processing")
    card = await digest("explain", article="New Partnership to Bring Face-based Biometric")
    text = card.text.replace("**", "")
    assert "left out, other topic (wanted: Natural Language Processing)" in text
    assert "Last edition: there was none yet." in text


async def test_explain_knows_no_such_article(digest):
    await digest("subscribe")
    card = await digest("explain", article="https://example.org/nothing")
    assert "The archive has no article" in card.text


async def test_titles_are_offered_to_be_explained(admin, channel):
    choices = await admin.autocomplete(channel, "digest explain", "article", "sense")
    assert any("ensetime" in choice["name"].casefold() for choice in choices)
