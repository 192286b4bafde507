"""Members suggest articles, take them back, and are told why one isn't taken."""

from datetime import timedelta

import pytest
from simcord import assert_error
from simcord.backend.errors import SetupError

from bot.domain.desk_act import Stage
from bot.render.suggestion import NoAddressError
from bot.services.read_queue import read_submission

URL = "https://site.example/news"
WELD = "https://weld.example/news/weld"


async def test_a_suggestion_lands_in_the_queue_and_is_confirmed_to_the_member_alone(
    suggest, waiting, alice
):
    card = await suggest(URL, why="Worth a read")
    assert "Suggested, thank you" in card.text
    assert URL in card.text
    assert "You get a message from me" in card.text
    assert card.message.ephemeral
    (entry,) = await waiting()
    assert (entry.state.stage, entry.state.url) == (Stage.SUGGESTED, URL)
    assert (entry.state.suggested_by, entry.state.why) == (alice.id, "Worth a read")
    assert entry.state.wants_news


async def test_who_wishes_no_message_is_promised_none(suggest, waiting):
    card = await suggest(tell_me=False)
    assert "message from me" not in card.text
    (entry,) = await waiting()
    assert not entry.state.wants_news


async def test_a_thread_is_as_good_a_place(suggest, waiting, thread):
    assert "Suggested" in (await suggest(here=thread)).text
    assert len(await waiting()) == 1


@pytest.mark.parametrize("url", ["news", "javascript:alert(1)", "http://", "https://a@b.example/"])
async def test_what_is_no_address_is_refused(simcord_env, suggest, waiting, url):
    card = await suggest(url)
    assert "is no address that can be opened" in card.text
    assert card.message.ephemeral
    assert not await waiting()
    assert_error(simcord_env, NoAddressError)


async def test_what_the_archive_has_leads_to_its_story(suggest, waiting, use, alice):
    card = await suggest("https://weld.example/news/weld?utm_source=x")
    assert "The archive has it already: Robots learn to weld" in card.text.replace("**", "")
    assert "Robots learn to weld" in (await use(card, "Open story", by=alice)).text
    assert card.links == ["https://weld.example/news/weld"]
    assert not await waiting()


async def test_what_somebody_suggested_before_is_not_taken_twice(suggest, waiting, colleague):
    await suggest(URL, by=colleague)
    card = await suggest(f"{URL}#top")
    assert "It was suggested" in card.text
    assert "already" in card.text
    assert "Withdraw" not in card.labels
    assert len(await waiting()) == 1


async def test_ones_own_can_be_withdrawn_from_there(suggest, waiting, use, alice):
    await suggest(URL)
    card = await suggest(URL)
    assert "You suggested it" in card.text
    assert "## Withdrawn" in (await use(card, "Withdraw", by=alice)).text
    assert not await waiting()


async def test_a_suggestion_is_taken_back(suggest, waiting, use, alice, store, guild):
    card = await suggest(URL)
    (entry,) = await waiting()
    after = await use(card, "Withdraw", by=alice)
    assert "## Withdrawn" in after.text
    assert not after.buttons
    stored = await read_submission(store, guild.id, entry.number)
    assert stored.state.stage is Stage.WITHDRAWN


async def test_it_can_be_suggested_again_after_that(suggest, waiting, use, alice):
    await use(await suggest(URL), "Withdraw", by=alice)
    assert "Suggested, thank you" in (await suggest(URL)).text
    assert len(await waiting()) == 1


async def test_what_is_decided_can_not_be_taken_back(
    suggest, use, alice, moderator, review, reject
):
    card = await suggest(URL)
    await reject(await review(), by=moderator)
    late = await use(card, "Withdraw", by=alice)
    assert "was decided on before you took it back" in late.text
    assert moderator.mention not in late.markdown


async def test_a_button_for_another_member_s_suggestion_does_nothing(
    suggest, waiting, alice, colleague
):
    await suggest(URL)
    theirs = await suggest("https://site.example/other", by=colleague)
    with pytest.raises(SetupError):
        await alice.click(theirs.message, label="Withdraw")
    assert len(await waiting()) == 2


async def test_five_may_wait_and_a_sixth_is_declined_kindly(suggest, waiting):
    for number in range(5):
        await suggest(f"{URL}/{number}")
    card = await suggest(f"{URL}/6")
    assert "Thank you: 5 suggestions of yours wait for a decision" in card.text
    assert card.message.ephemeral
    assert len(await waiting()) == 5


async def test_what_a_moderator_suggests_isn_t_limited(suggest, waiting, moderator):
    for number in range(11):
        await suggest(f"{URL}/{number}", by=moderator)
    assert len(await waiting()) == 11


async def test_after_ten_in_a_day_it_is_said_when_the_next_one_fits(
    simcord_env, suggest, use, alice
):
    first = simcord_env.now()
    for number in range(10):
        await use(await suggest(f"{URL}/{number}"), "Withdraw", by=alice)
    card = await suggest(f"{URL}/11")
    assert "10 suggestions within a day" in card.text
    again = int((first + timedelta(days=1)).timestamp())
    assert any(f"<t:{again + seconds}:R>" in card.markdown for seconds in range(60))
    await simcord_env.advance_time(timedelta(days=1, minutes=1).total_seconds())
    assert "Suggested, thank you" in (await suggest(f"{URL}/12")).text


async def test_what_moderators_retracted_is_not_suggested_anew(
    suggest, waiting, moderator, channel
):
    await moderator.slash(channel, "article retract", article=WELD, reason="Wrong")
    card = await suggest(WELD)
    assert "decided against it" in card.text
    assert "Open story" not in card.labels
    assert not await waiting()


async def test_servers_have_queues_of_their_own(suggest, waiting, elsewhere):
    await suggest(URL)
    await suggest(URL, by=elsewhere.moderator, here=elsewhere.channel)
    assert len(await waiting()) == 1
    assert len(await waiting(elsewhere.guild)) == 1


async def test_direct_messages_have_no_desk(simcord_env):
    carol = simcord_env.create_user("carol")
    assert "suggest" not in carol.available_commands()


async def test_hostile_words_are_shown_as_they_are(suggest, review):
    await suggest(URL, why="@everyone [x](https://evil.example) `<@1>` \u202etxet")
    card = await review()
    assert "\\@\u200beveryone \\[x\\]\\(https\\://evil.example\\)" in card.markdown
    assert "\u202e" not in card.markdown
