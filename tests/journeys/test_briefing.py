"""A member is briefed, as they see it in Discord."""

from dataclasses import replace
from datetime import timedelta

import pytest
from simcord import assert_error

from bot.app import create_bot
from bot.errors import QueryError
from bot.services.forget_lists import forget_lists


@pytest.fixture
def brief(alice, channel, read):
    """Type /briefing as Alice; returns the card she gets."""

    async def brief(topic=None, **options):
        asked = {"topic": topic} if topic else {}
        return read((await alice.slash(channel, "briefing", **asked, **options)).response)

    return brief


@pytest.fixture
def bob(simcord_env, channel):
    return channel.guild.add_member(simcord_env.create_user("bob"))


def headings(card):
    """The titles of the stories, without their links."""
    return [title.strip("[").partition("](")[0] for title in card.titles if title.startswith("[")]


def picture(card):
    """What is shown as the chart: its alt text."""
    (gallery,) = (part for part in card.parts if part["type"] == 12)
    (item,) = gallery["items"]
    return item["description"]


async def test_a_briefing_on_a_topic_is_a_card_for_the_asker_alone(brief):
    card = await brief("computer vision")
    assert card.text.startswith("## Briefing: Computer Vision\n6 stories from 5 sources from ")
    assert len(headings(card)) == 5
    assert card.message.ephemeral


async def test_a_chart_comes_with_it_in_pixels_and_in_words(brief):
    card = await brief("computer vision")
    (attachment,) = card.message.attachments
    assert attachment.filename == "volume.png"
    assert "The period: 6 articles" in picture(card)


async def test_an_archive_that_ends_in_the_past_says_so(brief):
    assert "these are its last days." in (await brief("computer vision")).text


async def test_a_misspelt_topic_is_understood_and_said(brief):
    card = await brief("computr vison")
    assert card.text.startswith("## Briefing: Computer Vision\n")
    assert "You typed “computr vison”." in card.text


async def test_words_that_are_no_topic_are_briefed_on(brief):
    card = await brief("sensetime")
    assert card.text.startswith("## Briefing: “sensetime”\n")
    assert "Sensetime-led consortium" in headings(card)[0]


async def test_a_past_day_can_be_asked_for(brief):
    card = await brief(on="2020-10-07")
    assert " on 7 Oct 2020" in card.text
    assert headings(card)


async def test_a_month_of_the_past_can_be_asked_for(brief):
    assert " from 1 to 30 Apr 2021" in (await brief(period="april 2021")).text


async def test_as_many_stories_as_asked_for_are_shown(brief):
    assert len(headings(await brief("computer vision", stories=2))) == 2


async def test_without_a_topic_it_is_on_everything(brief):
    assert (await brief()).text.startswith("## Briefing\n")


@pytest.mark.parametrize("option", ["period", "on"])
async def test_what_is_no_time_is_explained(simcord_env, brief, option):
    card = await brief("ai", **{option: "soonish"})
    assert f"I can't use “soonish” as **{option}**: it is not a date" in card.text
    assert_error(simcord_env, QueryError)


async def test_where_nothing_fits_topics_are_offered_that_brief_at_a_press(brief, press):
    nothing = await brief("qqqzzzxxy")
    assert nothing.text.startswith("## Nothing on “qqqzzzxxy”")
    assert "## Newest" in nothing.text
    label = next(label for label in nothing.labels if label.startswith("Computer Vision ("))
    card = await press(nothing, label)
    assert card.message.id == nothing.message.id
    assert card.text.startswith("## Briefing: Computer Vision\n")


async def test_a_period_without_news_shows_the_newest_there_is(brief):
    card = await brief("computer vision", period="2001")
    assert card.text.startswith("## Nothing on Computer Vision\nfrom 1 Jan to 31 Dec 2001\n")
    assert card.titles


async def test_next_stories_come_in_the_same_message_and_lead_back_to_the_first(brief, press):
    first = await brief("computer vision")
    shown = headings(first)
    second = await press(first, "Next stories")
    assert second.message.id == first.message.id
    assert headings(second)
    assert not set(headings(second)) & set(shown)
    assert len(second.message.attachments) == 1
    assert headings(await press(second, "First stories")) == shown


async def test_a_shorter_period_comes_in_place_of_the_longer_and_leads_back(brief, press):
    year = await brief("computer vision")
    assert " from 2 May 2020 to 30 Apr 2021" in year.text
    shown = headings(year)
    quarter = await press(year, "Shorter period")
    assert " from 30 Jan to 30 Apr 2021" in quarter.text
    assert quarter.message.id == year.message.id
    assert len(quarter.message.attachments) == 1
    assert headings(await press(quarter, "Longer period")) == shown


async def test_no_shorter_period_is_offered_that_has_nothing(brief):
    assert "Shorter period" not in (await brief("computer vision", period="2021")).labels


async def test_a_longer_period_is_offered(brief, press):
    card = await press(await brief("computer vision", on="2020-10-07"), "Longer period")
    assert " from 5 to 7 Oct 2020" in card.text


async def test_a_shared_page_is_there_for_everyone_with_its_chart(
    brief, press, alice, bob, channel
):
    card = await brief("computer vision")
    shared = await press(card, "Share to channel")
    assert not shared.message.ephemeral
    assert headings(shared) == headings(card)
    assert f"Shared by {alice.mention} with /briefing" in shared.text
    assert set(shared.labels) == {"Story"}
    assert len(shared.message.attachments) == 1
    assert channel.history(viewer=bob)[-1].id == shared.message.id


async def test_a_story_of_a_briefing_opens_on_a_page_of_its_own(brief, press):
    card = await brief("computer vision")
    shown = headings(card)
    story = await press(card, "Story")
    assert story.message.ephemeral
    assert story.message.id != card.message.id
    assert shown[0] in story.text


async def test_sharing_is_limited_like_that_of_answers(brief, press):
    for period in ("2019", "2020", "2021"):
        assert headings(await press(await brief(period=period), "Share to channel"))
    refused = await press(await brief(), "Share to channel")
    assert "You can share again <t:" in refused.text


async def test_buttons_work_after_a_restart(simcord_env, settings, brief, press):
    card = await brief("computer vision")
    shown = headings(card)
    await simcord_env.bot.close()
    bot = create_bot(replace(settings))
    await simcord_env.restart_bot(bot)
    second = await press(card, "Next stories")
    assert headings(second) != shown
    assert headings(await press(second, "First stories")) == shown
    assert headings(await press(second, "Shorter period"))
    await bot.close()


async def test_a_briefing_older_than_a_week_is_forgotten_with_a_hint(simcord_env, brief, press):
    card = await brief("computer vision")
    await forget_lists(simcord_env.bot.store, now=simcord_env.now() + timedelta(days=8))
    assert "Ask again with /briefing." in (await press(card, "Next stories")).text


async def test_a_direct_message_gets_the_same_briefing(simcord_env, brief, read):
    user = simcord_env.create_user("carol")
    card = read((await user.slash("briefing", topic="computer vision")).response)
    assert headings(card) == headings(await brief("computer vision"))


async def test_topics_are_offered_with_their_counts_and_periods_of_the_archive(alice, channel):
    topics = await alice.autocomplete(channel, "briefing", "topic", "comp")
    assert [c["value"] for c in topics if c["name"].startswith("Computer Vision (")]
    periods = await alice.autocomplete(channel, "briefing", "period", "")
    assert periods[0]["value"] == "april 2021"
    assert {"7 days", "2019"} <= {choice["value"] for choice in periods}


class TestEmptyArchive:
    """Nothing was ever loaded."""

    @pytest.fixture
    def corpus(self, tmp_path):
        (tmp_path / "nothing").mkdir()
        return (tmp_path / "nothing",)

    async def test_it_says_so(self, brief):
        assert (await brief()).text == "## There is no news in the archive yet"
        assert (await brief("robots")).text == "## Nothing on “robots”"
