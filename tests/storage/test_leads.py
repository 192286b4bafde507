"""The stories that are likeliest to lead, and the newest articles of a scope."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.scope import Scope
from bot.storage.leads import StoryLead

END = datetime(2019, 12, 6, tzinfo=UTC)
LIFE = timedelta(days=14)
OWN = 42
ARTICLE = (
    "INSERT INTO articles VALUES (:id, :guild_id, :id, x'', '', '', '', :provider, '', 'article',"
    " '', '', :quality, 0, 0, :is_removed, 1, :published, NULL, 0, '[]', '[]', '[]', NULL)"
)


def article(number, quality=50, *, hours=1.0, **fields):
    return {
        "id": number,
        "quality": quality,
        "published": int((END - timedelta(hours=hours)).timestamp()),
        "guild_id": 0,
        "provider": f"Provider {number}",
        "is_removed": 0,
        "story": None,
        **fields,
    }


@pytest.fixture
def fill(path, store):
    def run(*articles):
        assert store
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executemany(ARTICLE, articles)
            stories = [(a["id"], a["story"]) for a in articles if a["story"]]
            connection.executemany("INSERT INTO story_members VALUES (?, ?)", stories)

    return run


@pytest.fixture
def hottest(store):
    async def run(scope=Scope(), *, guild_id=None, limit=10):  # noqa: B008 - frozen
        return await store.leads.hottest(scope, end=END, life=LIFE, limit=limit, guild_id=guild_id)

    return run


async def test_a_story_is_led_by_its_best_article(fill, hottest):
    fill(article(1, 40, story=1), article(2, 90, story=1), article(3, 60))
    assert await hottest() == [StoryLead(1, 2, 2), StoryLead(3, 3, 1)]


async def test_only_articles_of_the_scope_lead_but_all_sources_count(fill, hottest):
    fill(article(1, 40, story=1), article(2, 90, hours=500, story=1))
    assert await hottest(Scope(after=END - timedelta(days=7))) == [StoryLead(1, 1, 2)]


async def test_many_sources_make_up_for_quality(fill, hottest):
    fill(*(article(n, 50, story=1) for n in range(1, 5)), article(9, 70))
    assert [lead.story_id for lead in await hottest()] == [1, 9]


async def test_what_is_retracted_or_another_servers_neither_leads_nor_counts(fill, hottest):
    fill(
        article(1, 40, story=1),
        article(2, 90, story=1, is_removed=1),
        article(3, 95, story=1, guild_id=OWN),
    )
    assert await hottest() == [StoryLead(1, 1, 1)]
    assert await hottest(guild_id=OWN) == [StoryLead(1, 3, 2)]


async def test_there_are_no_more_than_asked_for(fill, hottest):
    fill(*(article(n) for n in range(1, 9)))
    assert len(await hottest(limit=3)) == 3


async def test_the_newest_are_those_of_the_scope(fill, store):
    fill(article(1, hours=3), article(2, hours=2), article(3, hours=1), article(4, is_removed=1))
    newest = store.leads.newest
    assert await newest(Scope(), guild_id=None, limit=2) == [3, 2]
    before = Scope(before=END - timedelta(hours=1))
    assert await newest(before, guild_id=None, limit=9) == [2, 1]
    assert await newest(Scope(ids=(1, 4)), guild_id=None, limit=9) == [1]
    assert await newest(Scope(topics=("Nothing",)), guild_id=None, limit=9) == []
