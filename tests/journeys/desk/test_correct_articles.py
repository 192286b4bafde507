"""A moderator corrects an article in a form, while others do, and while files change."""

from datetime import UTC, datetime

import pytest
from simcord import assert_error

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press
from bot.domain.newsroom import Newsroom
from bot.render.article_refusals import UnknownArticleError
from bot.render.desk_refusals import NotModeratorError
from bot.services.publish_article import publish_article

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Speech synthesis clones any voice"


@pytest.fixture
def opened(moderator, channel):
    """The form of an article, as the moderator, or somebody else, is shown it."""

    async def opened(title=TITLE, *, by=moderator, here=channel, **given):
        return await by.slash(here, "article edit", article=title, **given)

    return opened


@pytest.fixture
def correct(opened, fill, moderator):
    """Correct fields of an article; returns the card that says so."""

    async def correct(name=TITLE, /, *, by=moderator, **entries):
        return await fill(await opened(name, by=by), by=by, **entries)

    return correct


async def test_the_form_has_what_is_shown(opened, form):
    assert form(await opened()) == {
        "url": "https://voices.example/news/voices",
        "title": TITLE,
        "excerpt": "All about voices.",
        "topics": "AI",
        "date": "2019-12-05 09:00",
    }


async def test_a_correction_is_found_and_says_what_it_changed(correct, search, acts, guild):
    card = await correct(title="Voices are cloned", topics="AI, Speech")
    assert card.message.ephemeral
    assert "Corrected Voices are cloned, in this server: title, topics." in card.text.replace(
        "*", ""
    )
    assert card.labels == ["More…", "Undo", "Open story", "History"]
    assert "Voices are cloned" in await search("voices cloned")
    assert [kind for kind, *_ in await acts(guild.id)] == ["edit"]


async def test_another_server_sees_the_article_as_it_was(correct, elsewhere, read):
    await correct(title="Voices are cloned")
    answer = await elsewhere.moderator.slash(elsewhere.channel, "news", query="speech synthesis")
    assert TITLE in read(answer.response).titles


async def test_a_form_that_comes_back_as_it_was_changes_nothing(correct, acts, guild):
    assert "came back as it was" in (await correct()).text
    assert await acts(guild.id) == []


async def test_undo_brings_back_what_was(correct, use, moderator, search):
    await use(await correct(title="Voices are cloned"), "Undo", by=moderator)
    assert TITLE in await search("speech synthesis")


async def test_what_is_wrong_is_named_and_what_was_typed_is_kept(
    correct, moderator, fill, form, acts, guild
):
    refused = await correct(title="Voices are cloned", date="someday")
    assert "Nothing was saved" in refused.text
    assert "date must be a day or time" in refused.text.replace("*", "")
    again = await moderator.click(refused.message, custom_id=refused.id_of("Back to the form"))
    assert (form(again)["title"], form(again)["date"]) == ("Voices are cloned", "someday")
    saved = await fill(again, by=moderator, date="2019-12-04")
    assert "title, date" in saved.text
    assert len(await acts(guild.id)) == 1


async def test_two_moderators_correct_two_fields_at_once(
    opened, fill, moderator, colleague, search
):
    one, other = await opened(), await opened(by=colleague)
    await fill(one, by=moderator, title="Voices are cloned")
    card = await fill(other, by=colleague, excerpt="By machines.")
    assert "Corrected" in card.text
    assert "Voices are cloned" in await search("voices cloned")


async def test_who_corrects_the_same_field_second_sees_both_and_may_insist(
    opened, fill, moderator, colleague, search
):
    one, other = await opened(), await opened(by=colleague)
    await fill(one, by=moderator, title="Voices are cloned")
    refused = await fill(other, by=colleague, title="Voices get copied")
    assert f"{moderator.mention} changed it" in refused.text
    assert "it is now Voices are cloned; you typed Voices get copied" in refused.text
    assert "Voices are cloned" in await search("voices cloned")
    again = await colleague.click(refused.message, custom_id=refused.id_of("Back to the form"))
    assert "Corrected" in (await fill(again, by=colleague)).text
    assert "Voices get copied" in await search("voices copied")


async def test_a_form_sent_twice_corrects_once(opened, fill, moderator, acts, guild):
    shown = await opened()
    await fill(shown, by=moderator, title="Voices are cloned")
    again = await opened("Voices are cloned")
    assert "came back as it was" in (await fill(again, by=moderator)).text
    assert len(await acts(guild.id)) == 1


async def test_the_second_form_has_the_rest(correct, moderator, fill, form):
    card = await correct(title="Voices are cloned")
    more = await moderator.click(card.message, custom_id=card.id_of("More…"))
    assert form(more) == {"provider": "Voices Daily", "kind": "article", "locale": "", "image": ""}
    saved = await fill(more, by=moderator, provider="Voices Weekly", locale="en-us")
    assert "source, language" in saved.text
    assert "More…" not in saved.labels


async def test_the_second_form_can_be_asked_for(opened, form):
    assert "provider" in form(await opened(what="more"))


async def test_the_address_of_another_article_is_refused_with_that(correct, acts, guild):
    refused = await correct(url="https://chips.example/news/chips")
    assert "The archive has A chip shortage ends in Taiwan already" in refused.text.replace("*", "")
    assert await acts(guild.id) == []


async def test_a_file_that_changes_under_a_correction_is_shown_as_a_conflict(
    correct, rewrite, desk, use, moderator, search
):
    await correct(title="Voices are cloned")
    await rewrite("voices", title="The file's new title")
    card = await desk("article edit", article="Voices are cloned")
    assert "The file has another title now" in card.text
    assert "shown, by the desk: Voices are cloned" in card.text
    assert "the file's now: The file's new title" in card.text
    assert card.labels[:2] == ["Keep ours", "Take the file's"]
    taken = await use(card, "Take the file's", by=moderator)
    assert "Corrected The file's new title, in this server: title" in taken.text.replace("*", "")
    assert "The file's new title" in await search("new title")


async def test_ours_is_kept_for_good(correct, rewrite, desk, use, moderator, opened):
    await correct(title="Voices are cloned")
    await rewrite("voices", title="The file's new title")
    card = await desk("article edit", article="Voices are cloned")
    kept = await use(card, "Keep ours", by=moderator)
    assert "kept as it is" in kept.text
    assert (await opened("Voices are cloned")).modal is not None
    assert "It is so already" in (await use(card, "Keep ours", by=moderator)).text


async def test_what_files_contradict_is_offered_first_and_counted(correct, rewrite, desk, offered):
    await correct(title="Voices are cloned")
    await rewrite("voices", title="The file's new title")
    found = await offered("article edit", "article")
    name = next(iter(found))
    assert name == "Contradicted by a file: Voices are cloned"
    assert "Keep ours" in (await desk("article edit", article=found[name])).labels
    assert "Files contradict 1 article" in (await desk("article history")).text


async def test_another_servers_own_article_is_nobodys(store, elsewhere, refused, offered):
    draft = ArticleDraft("https://own.example/x", "https://own.example/x", "Our own news", NOW)
    there = Newsroom(elsewhere.guild.id)
    done = await publish_article(store, there, draft, press=Press(1, NOW))
    for name in (f"#{done.article.id}", "Our own news", "https://own.example/x"):
        card = await refused(UnknownArticleError, "article edit", article=name)
        assert "Our own news" not in card.text.replace("“Our own news”", "")
    assert await offered("article edit", "article", "our own") == {}


async def test_members_are_shown_no_form(opened, alice, simcord_env, read):
    shown = await opened(by=alice)
    assert shown.modal is None
    assert "Only this server's moderators" in read(shown.response).text
    assert_error(simcord_env, NotModeratorError)


async def test_who_is_no_moderator_any_more_can_not_send_the_form(
    opened, fill, moderator, moderators, demote, search
):
    shown = await opened()
    demote(moderators)
    refused = await fill(shown, by=moderator, title="Voices are cloned")
    assert "Only this server's moderators" in refused.text
    assert TITLE in await search("speech synthesis")


async def test_who_is_no_moderator_any_more_can_not_press_the_buttons_of_the_card(
    correct, moderator, moderators, demote, read
):
    card = await correct(title="Voices are cloned")
    demote(moderators)
    for label in ("More…", "Undo", "History"):
        answer = await moderator.click(card.message, custom_id=card.id_of(label))
        assert answer.modal is None
        assert "Only this server's moderators" in read(answer.response).text


async def test_a_form_outlives_a_restart(opened, fill, moderator, restart, search):
    shown = await opened()
    await restart()
    assert "Corrected" in (await fill(shown, by=moderator, title="Voices are cloned")).text
    assert "Voices are cloned" in await search("voices cloned")


async def test_what_was_typed_is_forgotten_by_a_restart_but_the_form_opens(
    correct, moderator, restart, form
):
    refused = await correct(title="Voices are cloned", date="someday")
    await restart()
    again = await moderator.click(refused.message, custom_id=refused.id_of("Back to the form"))
    assert form(again)["title"] == TITLE


@pytest.mark.parametrize(
    "title",
    [
        "@everyone <@123456789012345678> @here",
        "[click](https://evil.example) https://evil.example",
        "\u202etsrif sdaer siht",
        "**bold** ||hidden|| `code`",
    ],
)
async def test_hostile_titles_are_only_quoted(correct, title):
    card = await correct(title=title)
    said = card.markdown.partition("-#")[0]
    assert not {"\u202e"} & set(said)
    assert "](" not in said
    assert "https:" not in said
    assert "<@" not in said.replace("\\<\\@", "")
    assert "@everyone" not in said
