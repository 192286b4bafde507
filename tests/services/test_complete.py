"""What completes the text that a member is typing."""

import pytest

from bot.services.complete import complete_query, complete_source, complete_topic


async def test_an_empty_query_shows_the_newest_articles(archive):
    choices = await complete_query(archive, "  ", guild_id=None)
    assert len(choices) == 4
    assert choices[0].startswith("China pushes standards")


async def test_a_query_is_completed_by_topics_then_titles(archive):
    choices = await complete_query(archive, "comp", guild_id=None)
    assert choices[0] == "Computer Vision"
    assert any(choice.startswith("Sensetime-led") for choice in choices[1:])


async def test_a_misspelt_query_is_completed_too(archive):
    choices = await complete_query(archive, "sensetme con", guild_id=None)
    assert any(choice.startswith("Sensetime-led consortium") for choice in choices)


@pytest.mark.parametrize("text", ["\x00", "\ud800", '"', "x" * 6000, "🎉", "zzzz"])
async def test_any_text_may_be_typed(archive, text):
    assert len(await complete_query(archive, text, guild_id=None)) <= 25
    assert len(await complete_topic(archive, text, guild_id=None)) <= 25
    assert len(await complete_source(archive, text, guild_id=None)) <= 25


async def test_no_more_choices_than_discord_shows(load, write, store):
    for number in range(40):
        write(f"zebra-{number}", topics=f"[Topic {number}]", provider=f"Paper {number}")
    await load()
    assert len(await complete_query(store, "", guild_id=None)) == 25
    assert len(await complete_query(store, "zebra", guild_id=None)) == 25
    assert len(await complete_topic(store, "", guild_id=None)) == 25
    assert len(await complete_source(store, "paper", guild_id=None)) == 25


async def test_topics_are_shown_with_their_size_the_largest_first(archive):
    tallies = await complete_topic(archive, "", guild_id=None)
    assert (tallies[0].name, tallies[0].count) == ("AI", 11)
    assert [tally.count for tally in tallies] == sorted((t.count for t in tallies), reverse=True)
    assert [t.name for t in await complete_topic(archive, "vis", guild_id=None)] == [
        "Computer Vision"
    ]


async def test_sources_are_completed_from_what_is_typed(archive):
    assert [t.name for t in await complete_source(archive, "technd", guild_id=None)] == ["TechNode"]
    assert len(await complete_source(archive, "", guild_id=None)) > 5
