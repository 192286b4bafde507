"""Answers that are remembered for the buttons under them, and turned page by page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.search import ResultPage, SearchQuery, SearchResult
from bot.services.ask_news import ask_literally, ask_news
from bot.services.forget_lists import forget_lists
from bot.services.turn_page import PAGE_SIZE, turn_page
from bot.storage.store import open_store

NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)


async def first_page(store, text="facial recognition", *, guild_id=None, now=NOW):
    page = await ask_news(store, SearchQuery(text), guild_id=guild_id, now=now)
    assert isinstance(page, ResultPage)
    return page


def ids(page):
    return [hit.article.id for hit in page.hits]


def shown(results):
    return [story.article_id for story in results.stories]


async def test_the_first_page_comes_with_the_answer(archive):
    page = await first_page(archive)
    assert (page.number, page.pages, page.results.total) == (0, 3, 11)
    assert len(page.hits) == PAGE_SIZE
    assert ids(page) == (shown(page.results)[:PAGE_SIZE])


async def test_pages_show_every_article_once(archive):
    page = await first_page(archive)
    found = ids(page)
    for number in (1, 2):
        turned = await turn_page(archive, page.results.id, number, guild_id=None)
        assert turned.number == number
        found += ids(turned)
    assert found == shown(page.results)
    assert len(set(found)) == 11


@pytest.mark.parametrize(("asked", "shown"), [(-1, 0), (3, 2), (10**20, 2)])
async def test_a_page_that_there_is_not_is_the_nearest(archive, asked, shown):
    page = await first_page(archive)
    assert (await turn_page(archive, page.results.id, asked, guild_id=None)).number == shown


async def test_an_answer_without_hits_is_not_remembered(archive, rows):
    result = await ask_news(archive, SearchQuery("zzzz"), guild_id=None, now=NOW)
    assert isinstance(result, SearchResult)
    assert rows("SELECT count(*) FROM result_lists") == [(0,)]


async def test_an_answer_outlives_the_process(path, archive):
    page = await first_page(archive)
    async with open_store(path) as other:
        turned = await turn_page(other, page.results.id, 1, guild_id=None)
    assert turned.results == page.results


async def test_paging_is_stable_while_articles_are_loaded(archive, load, write):
    page = await first_page(archive)
    second = await turn_page(archive, page.results.id, 1, guild_id=None)
    for number in range(20):
        write(f"facial-recognition-{number}", title="Facial recognition")
    await load()
    assert await turn_page(archive, page.results.id, 1, guild_id=None) == second


async def test_an_article_hidden_meanwhile_leaves_its_page(store, load, write):
    for number in range(7):
        write(f"zebra-{number}")
    await load()
    page = await first_page(store, "zebra")
    hidden = page.hits[2].article
    write(hidden.url.rpartition("/")[2], removed="true")
    await load()
    again = await turn_page(store, page.results.id, 0, guild_id=None)
    assert ids(again) == [i for i in ids(page) if i != hidden.id]
    assert again.pages == page.pages


async def test_no_more_than_a_hundred_articles_are_remembered(store, load, write):
    for number in range(120):
        write(f"zebra-{number}")
    await load()
    results = (await first_page(store, "zebra")).results
    assert (len(results.stories), results.total) == (100, 120)


@pytest.mark.parametrize(
    "text", ["facial \ud800", "facial \x00", "facial " + "x" * 6000, "facial 🎉"]
)
async def test_any_text_is_remembered(archive, text):
    page = await first_page(archive, text)
    turned = await turn_page(archive, page.results.id, 0, guild_id=None)
    assert turned.results == page.results


async def test_answers_are_forgotten_after_seven_days(archive):
    old = await first_page(archive)
    young = await first_page(archive, now=NOW + timedelta(hours=1))
    assert await forget_lists(archive, now=NOW + timedelta(days=7)) == 0
    assert await forget_lists(archive, now=NOW + timedelta(days=7, minutes=1)) == 1
    assert await turn_page(archive, old.results.id, 0, guild_id=None) is None
    assert await turn_page(archive, young.results.id, 0, guild_id=None) is not None


@pytest.mark.parametrize("list_id", ["", "unknown", "' OR 1 = 1 --", "x" * 1000])
async def test_an_answer_that_nobody_got_is_none(archive, list_id):
    await first_page(archive)
    assert await turn_page(archive, list_id, 0, guild_id=None) is None


@pytest.mark.parametrize("guild_id", [None, 2])
async def test_an_answer_belongs_to_its_server(archive, guild_id):
    page = await first_page(archive, guild_id=1)
    assert await turn_page(archive, page.results.id, 0, guild_id=1) is not None
    assert await turn_page(archive, page.results.id, 0, guild_id=guild_id) is None


async def test_ids_of_answers_fit_a_custom_id_and_are_never_alike(archive):
    found = {(await first_page(archive)).results.id for _ in range(5)}
    assert len(found) == 5
    assert all(len(i) <= 16 and i.isascii() and ":" not in i for i in found)


async def test_while_another_writes_for_long_an_answer_is_given_without_an_id(archive, monkeypatch):
    monkeypatch.setattr("bot.services.ask_news._PATIENCE_SECONDS", 0.01)
    async with archive.writing():
        page = await first_page(archive)
    assert len(page.hits) == PAGE_SIZE
    assert page.results.id is None


async def test_where_nothing_can_be_stored_an_answer_is_given_without_an_id(archive):
    async with archive.writing() as tables:
        await tables.facts._connection.run("DROP TABLE result_lists")
    page = await first_page(archive)
    assert len(page.hits) == PAGE_SIZE
    assert page.results.id is None


async def test_a_corrected_question_can_be_asked_as_it_was_typed(archive):
    page = await first_page(archive, "facial recogniton")
    assert page.results.corrected == "facial recognition"
    again = await ask_literally(archive, page.results.id, guild_id=None, member_id=1, now=NOW)
    assert again.results.query == SearchQuery("facial recogniton", is_literal=True)
    assert set(again.results.words) == {"facial"}
    assert again.results.id != page.results.id


async def test_asked_literally_limits_and_order_stay(archive):
    query = SearchQuery(
        "facal china", topic="ai", after=datetime(2019, 1, 1, tzinfo=UTC), by_date=True
    )
    page = await ask_news(archive, query, guild_id=None, now=NOW)
    again = await ask_literally(archive, page.results.id, guild_id=None, member_id=1, now=NOW)
    assert again.results.query == replace(query, is_literal=True)


async def test_what_is_forgotten_or_anothers_cant_be_asked_literally(archive):
    page = await first_page(archive, guild_id=1)
    for list_id, guild_id in (("unknown", 1), (page.results.id, 2), (page.results.id, None)):
        asked = await ask_literally(archive, list_id, guild_id=guild_id, member_id=1, now=NOW)
        assert asked is None


async def test_a_page_shows_stories_with_their_other_members(store, load, write):
    for paper in ("Axios", "Wired"):
        write(f"story-{paper}", title="Acme buys the robot maker Robo", provider=paper)
    await load()
    page = await first_page(store, "robo")
    turned = await turn_page(store, page.results.id, 0, guild_id=None)
    for shown in (page, turned):
        assert [len(hit.also) for hit in shown.hits] == [1]
    assert turned.results == page.results


async def test_an_answer_remembered_by_an_older_newsdesk_is_forgotten(archive, rows):
    page = await first_page(archive)
    rows("UPDATE result_lists SET data = json_remove(data, '$.stories')")
    assert await turn_page(archive, page.results.id, 0, guild_id=None) is None
