"""A member looks into a story, and asks what is related to a message."""

import discord
import pytest

from bot.render.custom_ids import related_id


@pytest.fixture
async def story(ask, press):
    """The page of a story of the owner's."""
    return await press(await ask("sensetime consortium"), "Story")


async def test_the_page_tells_sources_related_and_time(story):
    assert story.message.ephemeral
    assert "No other source of the archive has this story." in story.text
    assert "### Related" in story.text
    assert "listed by the publisher" in story.text


async def test_all_of_a_kind_and_back_in_the_same_message(story, press):
    shown = story.text
    label = next(label for label in story.labels if label.startswith("All related"))
    related = await press(story, label)
    assert related.message.id == story.message.id
    assert related.text.startswith("## Related stories\n")
    assert (await press(related, "Back to the story")).text == shown


async def test_a_page_is_shared_once(story, press):
    shared = await press(story, "Share to channel")
    assert not shared.message.ephemeral
    assert "Shared by <@" in shared.text
    assert set(shared.labels) == {"Open", "Story"}
    assert "shared here" in (await press(story, "Share to channel")).text


@pytest.fixture
def look_up(alice, channel, read):
    """Ask for what is related to a message, as Alice; returns the card she gets."""

    async def look_up(content):
        message = await alice.send(channel, content)
        result = await alice.context_menu(channel, "Find related news", message)
        return read(result.response)

    return look_up


async def test_news_related_to_what_a_message_links(ask, look_up):
    article = await ask("sensetime consortium")
    card = await look_up(f"Look at this! {article.links[0]}?utm_source=x (wow)")
    assert card.message.ephemeral
    assert "Found by what the message links: *Sensetime-led" in card.text
    assert card.titles


async def test_news_related_to_what_a_message_says(look_up):
    card = await look_up("Did you see that China sets standards for facial recognition?")
    assert "Found by words of the message: " in card.text
    assert any("facial recognition" in title for title in card.titles)


@pytest.mark.parametrize("content", ["qqqzzzxxy zzyzx", "!!!", "https://nowhere.example/x"])
async def test_a_message_that_nothing_is_related_to(look_up, content):
    card = await look_up(content)
    assert not card.titles
    assert "/news" in card.text


async def test_the_answer_to_a_search_is_a_message_too(alice, channel, ask, press, read):
    shared = await press(await ask("sensetime consortium"), "Share to channel")
    result = await alice.context_menu(channel, "Find related news", shared.message.message)
    assert "Found by what the message links" in read(result.response).text


async def test_a_button_of_an_older_answer_still_shows_what_is_related(
    simcord_env, alice, channel, read
):
    """Answers had a button "Related" before stories had pages."""
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.ActionRow(discord.ui.Button(label="Related", custom_id=related_id(1))))
    old = await simcord_env.bot.get_channel(channel.id).send(view=view)
    result = await alice.click(old, custom_id=related_id(1))
    assert read(result.response).text.startswith("## Related news\n")
