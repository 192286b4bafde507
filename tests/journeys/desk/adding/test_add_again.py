"""Cards that are pressed after a restart, or so late that nobody knows them any more."""

from datetime import timedelta

import pytest

from bot.app import create_bot
from bot.gateway.previews import MOST_PREVIEWS

TITLE = "Harbour cranes learn to load ships by night"


@pytest.fixture
async def card(site, add):
    return await add(site.article(keywords=["Ports"]))


@pytest.fixture(params=["restart", "age", "number"])
async def forgotten(request, simcord_env, settings, pages, card):
    """Have the bot forget the card, in each way that it can."""
    bot = simcord_env.bot
    if request.param == "restart":
        await bot.close()
        bot = create_bot(settings, pages)
        await simcord_env.restart_bot(bot)
    elif request.param == "age":
        await simcord_env.advance_time(timedelta(hours=2).total_seconds())
    else:
        for _ in range(MOST_PREVIEWS):
            bot.previews.keep(None, guild_id=1, now=simcord_env.now())
    yield card
    await bot.close()


@pytest.mark.parametrize("label", ["Publish", "Edit…", "More…", "Add to queue"])
async def test_a_press_reads_the_page_again_and_says_so(
    forgotten, press, site, label, own_articles, nothing_stored
):
    again = await press(forgotten, label)
    assert again.message.id == forgotten.message.id
    assert "so I have read the page again. Nothing was stored" in again.text
    assert again.titles == [TITLE]
    assert site.asked == ["/story", "/story"]
    assert await own_articles() == []
    assert await nothing_stored()


async def test_pressed_again_it_is_published(forgotten, press, own_articles):
    await press(await press(forgotten, "Publish"), "Publish")
    assert len(await own_articles()) == 1


async def test_a_choice_of_topics_reads_it_again_too(forgotten, pick):
    assert "so I have read the page again" in (await pick(forgotten, "Ports")).text


async def test_cancel_needs_nothing(forgotten, press, site):
    assert "Cancelled" in (await press(forgotten, "Cancel")).text
    assert site.asked == ["/story"]


async def test_a_form_that_was_open_is_taken(card, opened, fill, simcord_env, press, own_articles):
    shown = await opened(card, "Edit…")
    simcord_env.bot.previews.__init__()
    ready = await fill(shown, title="Typed before")
    assert ready.titles == ["Typed before"]
    await press(ready, "Publish")
    (article,) = await own_articles()
    assert article.title == "Typed before"


async def test_what_was_published_meanwhile_is_known(
    card, add, press, simcord_env, site, own_articles
):
    other = await add(site.url())
    await press(other, "Publish")
    simcord_env.bot.previews.__init__()
    again = await press(card, "Publish")
    assert "## You have this already" in again.text
    assert "I have looked up its address again. Nothing was stored." in again.text
    assert len(await own_articles()) == 1


async def test_a_card_without_an_address_is_said_to_be_forgotten(add, press, simcord_env):
    card = await add("nowhere")
    simcord_env.bot.previews.__init__()
    assert "it names no address to read again" in (await press(card, "Type it in…")).text
