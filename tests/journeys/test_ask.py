"""A member asks the archive, as they see it in Discord."""

import pytest
from simcord import assert_error

from bot.errors import QueryError

OWNERS = {
    "Sensetime-led consortium to set up standards for facial recognition tech",
    "Chinese tech groups shaping UN facial recognition standards",
    "From AI to facial recognition: how China is setting the rules in new tech",
    "China pushes standards for face biometrics and plenty more",
}


async def test_an_answer_is_a_card_of_five_stories_for_the_asker_alone(ask):
    card = await ask("facial recognition")
    assert card.text.startswith("## News about “facial recognition”\n")
    assert "page 1 of " in card.text
    assert len(card.titles) == 5
    assert card.message.ephemeral


async def test_the_owners_articles_are_on_the_first_two_pages(ask, press):
    first = await ask("facial recognition")
    titles = set(first.titles)
    titles.update((await press(first, "Next")).titles)
    assert titles >= OWNERS


async def test_a_story_can_be_opened(ask):
    card = await ask("sensetime consortium")
    assert card.labels[:2] == ["Open", "Story"]
    assert card.links[0].startswith("https://")


async def test_paging_goes_on_and_back_in_the_same_message(ask, press):
    first = await ask("facial recognition")
    shown = first.titles
    second = await press(first, "Next")
    assert second.message.id == first.message.id
    assert not set(second.titles) & set(shown)
    assert (await press(second, "Previous")).titles == shown


async def test_there_is_nothing_before_the_first_page_and_after_the_last(ask, press):
    card = await ask("facial recognition")
    assert card.is_off("Previous")
    while not card.is_off("Next"):
        card = await press(card, "Next")
    assert not card.is_off("Previous")


async def test_a_story_comes_as_a_message_of_its_own(ask, press):
    answer = await ask("sensetime consortium")
    story = await press(answer, "Story")
    assert story.message.ephemeral
    assert story.message.id != answer.message.id
    assert story.titles[0] == answer.titles[0]


async def test_nothing_found_is_said(ask):
    card = await ask("qqqzzzxxy")
    assert "Nothing found for “qqqzzzxxy”" in card.text


async def test_options_narrow_the_answer_and_are_said(ask):
    card = await ask("china", source="Biometric Companies", after="2020")
    assert "source Biometric Companies · since <t:" in card.text
    assert card.titles == ["China pushes standards for face biometrics and plenty more"]


@pytest.mark.parametrize("option", ["after", "before", "on"])
async def test_an_option_that_is_no_time_is_explained(simcord_env, ask, option):
    card = await ask("china", **{option: "soonish"})
    assert f"I can't use “soonish” as **{option}**: it is not a date" in card.text
    assert card.message.ephemeral
    assert_error(simcord_env, QueryError)


async def test_a_direct_message_gets_the_same_answer(simcord_env, ask, read):
    user = simcord_env.create_user("bob")
    card = read((await user.slash("news", query="facial recognition")).response)
    assert card.titles == (await ask("facial recognition")).titles


async def test_titles_and_topics_are_offered_while_typing(alice, channel):
    choices = await alice.autocomplete(channel, "news", "query", "sensetime")
    assert any("Sensetime-led consortium" in choice["name"] for choice in choices)


async def test_something_is_offered_before_typing(alice, channel):
    for option in ("query", "topic", "source"):
        filled = {} if option == "query" else {"query": "china"}
        assert await alice.autocomplete(channel, "news", option, "", **filled)


@pytest.mark.parametrize(
    ("option", "typed", "value"),
    [("topic", "computer", "Computer Vision"), ("source", "biometric", "Biometric Companies")],
)
async def test_topics_and_sources_are_offered_with_their_counts(
    alice, channel, option, typed, value
):
    choices = await alice.autocomplete(channel, "news", option, typed, query="china")
    match = next(choice for choice in choices if choice["value"] == value)
    assert match["name"].startswith(f"{value} (")


async def test_what_was_offered_can_be_asked(alice, channel, ask):
    choices = await alice.autocomplete(channel, "news", "topic", "computer", query="china")
    card = await ask("face biometrics", topic=choices[0]["value"])
    assert card.titles


async def test_help_names_the_commands(alice, channel, read):
    card = read((await alice.slash(channel, "help")).response)
    assert "</news:" in card.markdown
    assert card.message.ephemeral
