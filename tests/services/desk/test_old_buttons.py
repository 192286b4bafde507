"""Buttons and lists from before an article was corrected lead to what a server sees now."""

import pytest

from bot.domain.search import SearchQuery
from bot.services.ask_news import ask_news
from bot.services.find_related import find_related
from bot.services.read_story import read_story
from bot.services.turn_page import turn_page

NOW_RIGHT = "What is right"


@pytest.fixture
async def wrong(load, write, one, open_):
    """A shared article, which lists another."""
    write("wrong", title="Zebra merger", related=["other"])
    write("other", title="Zebra shares")
    await load()
    return await open_(one, "wrong")


async def test_a_page_of_an_answer_shows_the_version(store, now, wrong, desk, one, other):
    query, lists = SearchQuery("zebra merger"), {}
    for newsroom in (one, other):
        page = await ask_news(store, query, guild_id=newsroom.guild_id, now=now)
        assert page.hits[0].article.id == wrong.id
        lists[newsroom] = page.results.id
    await desk.edit(one, "wrong", title=NOW_RIGHT)
    for newsroom, title in ((one, NOW_RIGHT), (other, "Zebra merger")):
        page = await turn_page(store, lists[newsroom], 0, guild_id=newsroom.guild_id)
        assert page.hits[0].article.title == title


async def test_a_story_page_shows_the_version(store, wrong, desk, one, other):
    await desk.edit(one, "wrong", title=NOW_RIGHT)
    for newsroom, title in ((one, NOW_RIGHT), (other, "Zebra merger")):
        page = await read_story(store, wrong.id, guild_id=newsroom.guild_id)
        assert (page.article.title, page.head.title) == (title, title)


async def test_what_the_file_lists_is_related_to_the_version_too(store, wrong, desk, one):
    version = (await desk.edit(one, "wrong", title=NOW_RIGHT)).article
    for article_id in (wrong.id, version.id):
        news = await find_related(store, article_id, guild_id=one.guild_id)
        assert [(hit.article.title, hit.reason.relation) for hit in news.related] == [
            ("Zebra shares", "listed")
        ]
    listed = news.related[0].article.id
    back = await find_related(store, listed, guild_id=one.guild_id)
    assert [hit.article.title for hit in back.related] == [NOW_RIGHT]


async def test_once_it_is_undone_the_version_leads_to_the_article(store, wrong, desk, one):
    done = await desk.edit(one, "wrong", title=NOW_RIGHT)
    await desk.undo(one, done)
    page = await read_story(store, done.article.id, guild_id=one.guild_id)
    assert (page.article.id, page.article.title) == (wrong.id, "Zebra merger")


async def test_a_retracted_article_has_no_page_for_that_server(store, wrong, desk, one, other):
    await desk.retract(one, "wrong")
    assert await read_story(store, wrong.id, guild_id=one.guild_id) is None
    assert await read_story(store, wrong.id, guild_id=other.guild_id) is not None
