"""The topics of the archive, page by page."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.topic_page import PAGE_SIZE
from bot.services.list_topics import list_topics

NOW = datetime(2026, 1, 1, tzinfo=UTC)


async def page_of(store, number=0, now=NOW, guild_id=None):
    return await list_topics(store, number, guild_id=guild_id, now=now)


@pytest.fixture
async def filled(write, load, store):
    """Ten old articles on one topic, two new ones on another, which some call otherwise."""
    for at in range(10):
        write(f"old{at}", topics=["Old Things"], publishedDateTime=f"2019-10-{at + 1:02}")
    write("new1", topics=["New & Shiny"], publishedDateTime="2019-12-24")
    write("new2", topics=["new and shiny"], publishedDateTime="2019-12-25")
    await load()
    return store


async def test_what_is_fresh_comes_before_what_is_large(filled):
    page = await page_of(filled)
    assert [(r.name, r.articles, r.recent, r.stories) for r in page.rows] == [
        ("New & Shiny", 2, 2, 2),
        ("Old Things", 10, 0, 0),
    ]


async def test_the_newest_article_of_each_is_dated(filled):
    page = await page_of(filled)
    assert [r.newest for r in page.rows] == [
        datetime(2019, 12, 25, tzinfo=UTC),
        datetime(2019, 10, 10, tzinfo=UTC),
    ]
    assert page.newest == datetime(2019, 12, 25, tzinfo=UTC)


async def test_the_last_days_are_those_before_now_where_articles_are_of_the_future(filled):
    page = await page_of(filled, now=datetime(2019, 10, 11, tzinfo=UTC))
    assert [(r.name, r.recent) for r in page.rows] == [("Old Things", 7), ("New & Shiny", 0)]


async def test_an_empty_archive_has_an_empty_page(store):
    page = await page_of(store)
    assert (page.rows, page.total, page.pages) == ((), 0, 1)


async def test_pages_hold_every_topic_once(write, load, store):
    for at in range(30):
        write(f"a{at}", topics=[f"Topic {at}"])
    await load()
    first = await page_of(store)
    pages = [await page_of(store, number) for number in range(first.pages)]
    names = [row.name for page in pages for row in page.rows]
    assert len(names) == len(set(names)) == 30
    assert [len(page.rows) for page in pages[:-1]] == [PAGE_SIZE] * (first.pages - 1)


@pytest.mark.parametrize("number", [99, 9999])
async def test_a_page_beyond_the_last_is_the_last(filled, number):
    assert (await page_of(filled, number)).number == 0


async def test_other_names_of_a_topic_are_told(archive):
    page = await page_of(archive)
    assert {row.name: row.also for row in page.rows}["Computer Vision"] == ("CV",)


async def test_a_removed_article_counts_nowhere(filled, write, load):
    write("new2", topics=["new and shiny"], publishedDateTime="2019-12-25", removed="true")
    await load()
    page = await page_of(filled)
    row = next(r for r in page.rows if r.name == "New & Shiny")
    assert row == replace(row, articles=1, recent=1, newest=datetime(2019, 12, 24, tzinfo=UTC))
