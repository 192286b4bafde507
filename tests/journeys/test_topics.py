"""A member looks at topics and at what is trending, as they see it in Discord."""

from dataclasses import replace

import pytest
from simcord import assert_error

from bot.app import create_bot
from bot.errors import QueryError


@pytest.fixture
def look(alice, channel, read):
    """Type a command as Alice; returns the card she gets."""

    async def look(command, **options):
        return read((await alice.slash(channel, command, **options)).response)

    return look


def topics_of(card):
    return [title for title in card.titles if not title.startswith("[")]


async def test_topics_are_listed_for_the_asker_alone(look):
    card = await look("topics")
    assert card.text.startswith("## Topics\n-# ")
    assert card.message.ephemeral
    assert "also: CV" in card.text


async def test_a_press_briefs_on_a_topic(look, press):
    card = await look("topics")
    first = topics_of(card)[0]
    briefing = await press(card, "Briefing")
    assert briefing.text.startswith(f"## Briefing: {first}\n")


async def test_a_press_shows_the_newest_articles_of_a_topic(look, press):
    card = await look("topics")
    first = topics_of(card)[0]
    found = await press(card, "Newest articles")
    assert found.text.startswith(f"## Newest on {first}\n")
    assert found.titles


async def test_what_trends_is_told_with_figures_though_the_archive_ended(look):
    card = await look("trending")
    assert "the last days of the archive, which ends" in card.text
    assert topics_of(card)
    assert "article" in card.text
    assert card.message.ephemeral


async def test_trends_of_any_past_time_are_told(look):
    card = await look("trending", period="november 2019")
    assert "<t:1572566400:D> to <t:1575158399:D>" in card.text


async def test_a_period_that_is_none_is_refused_with_examples(simcord_env, look):
    card = await look("trending", period="the other day")
    assert "I can't use “the other day” as **period**: it is not a date" in card.text
    assert_error(simcord_env, QueryError)


async def test_periods_are_offered_while_they_are_typed(alice, channel):
    choices = await alice.autocomplete(channel, "trending", "period", "2019")
    assert "november 2019" in [choice["name"] for choice in choices]


@pytest.mark.parametrize("option", [("news", {"query": "x"}), ("briefing", {})])
async def test_a_topic_is_offered_by_its_other_name(alice, channel, option):
    command, filled = option
    choices = await alice.autocomplete(channel, command, "topic", "cv", **filled)
    assert choices[0]["value"] == "Computer Vision"


@pytest.mark.parametrize("name", ["CV", "computer vison", "computer visions"])
async def test_news_are_limited_to_a_topic_by_any_of_its_names(ask, name):
    assert (await ask("facial", topic=name)).titles == (
        await ask("facial", topic="Computer Vision")
    ).titles


async def test_an_answer_names_the_topic_that_was_understood(ask):
    assert "topic Computer Vision" in (await ask("facial", topic="cv")).text


class TestManyHostileTopics:
    """A thousand topics, whose names try to ping, format, and overflow."""

    @pytest.fixture
    def corpus(self, tmp_path):
        folder = tmp_path / "corpus"
        folder.mkdir()
        for number in range(100):
            names = ", ".join(
                f'"{number}x{at} **@everyone** <@1> [a](https://evil.example) {"y" * (at * 20)}"'
                for at in range(10)
            )
            (folder / f"{number}.md").write_text(
                f"---\ntitle: Story {number}\nsourceUrl: https://site.example/{number}\n"
                f"publishedDateTime: 2019-12-{1 + number % 28:02}\ntopics: [{names}]\n---\n"
            )
        return (folder,)

    async def test_pages_turn_and_nothing_rings(self, look, press):
        card = await look("topics")
        assert "1,000 topics · page 1 of 167" in card.text
        first = topics_of(card)
        second = await press(card, "Next")
        assert "page 2 of 167" in second.text
        assert set(topics_of(second)).isdisjoint(first)
        assert "**@everyone" not in second.markdown
        assert "<@1>" not in second.markdown

    async def test_trends_are_told_all_the_same(self, look):
        assert topics_of(await look("trending"))


class TestEmptyArchive:
    """Nothing has been loaded yet."""

    @pytest.fixture
    def corpus(self, tmp_path):
        (tmp_path / "corpus").mkdir()
        return (tmp_path / "corpus",)

    async def test_topics_says_what_to_do(self, look):
        assert "newsdesk load" in (await look("topics")).text

    async def test_trending_says_what_to_do(self, look):
        assert "newsdesk load" in (await look("trending")).text


async def test_pages_turn_after_a_restart(simcord_env, settings, look, press):
    card = await look("topics")
    await simcord_env.bot.close()
    bot = create_bot(replace(settings))
    try:
        await simcord_env.restart_bot(bot)
        assert (await press(card, "Briefing")).text.startswith("## Briefing")
    finally:
        await bot.close()
