"""What the archive has beside an article that is about to be added."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article_draft import ArticleDraft
from bot.domain.newsroom import Newsroom
from bot.services.group_stories import group_stories
from bot.services.preview_article import preview_article

GUILD, OTHER = 42, 43
TITLE = "Zephyr Robotics recalls 40,000 warehouse robots after fire in Ohio"
DAY = datetime(2019, 11, 27, tzinfo=UTC)
DRAFT = ArticleDraft(
    key="https://new.example/zephyr",
    url="https://new.example/zephyr",
    title="Warehouse robots of Zephyr Robotics recalled after Ohio fire",
    published=DAY + timedelta(hours=5),
    provider="New Paper",
    domain="new.example",
)


@pytest.fixture
async def told(write, load, store):
    """An archive with one report of the event, and others of other things."""
    write("zephyr", title=TITLE, topics="[Robotics]", provider="Reuters")
    for number, word in enumerate(("Amber", "Basalt", "Cobalt", "Dolomite", "Emerald")):
        write(f"other{number}", title=f"{word} mine opens in Chile", topics="[Mining]")
    await load()
    await group_stories(store)
    return store


async def previewed(store, draft=DRAFT, *, guild_id=GUILD, keywords=()):
    return await preview_article(store, Newsroom(guild_id), draft, keywords=keywords)


async def test_other_reports_of_the_event_are_found(told):
    assert [one.title for one in (await previewed(told)).coverage] == [TITLE]


async def test_the_same_event_years_later_is_another(told):
    later = replace(DRAFT, published=DAY + timedelta(days=400))
    assert (await previewed(told, later)).coverage == ()


async def test_the_same_title_is_a_copy_whenever_it_came_out(told):
    copy = replace(DRAFT, title=TITLE.upper(), published=DAY + timedelta(days=400))
    found = await previewed(told, copy)
    assert [one.title for one in found.copies] == [TITLE]
    assert found.coverage == ()


async def test_the_article_itself_is_neither(told):
    itself = replace(DRAFT, key="https://site.com/zephyr", title=TITLE)
    found = await previewed(told, itself)
    assert (found.copies, found.coverage) == ((), ())


async def test_another_servers_report_is_not_shown(told, rows):
    rows("UPDATE articles SET guild_id = ? WHERE title = ?", OTHER, TITLE)
    assert (await previewed(told)).coverage == ()
    assert len((await previewed(told, guild_id=OTHER)).coverage) == 1
    copy = replace(DRAFT, title=TITLE)
    assert (await previewed(told, copy)).copies == ()


async def test_keywords_that_are_topics_of_the_archive_are_chosen_and_others_offered(told):
    found = await previewed(told, keywords=["mining", "Zinc"])
    assert "Mining" in found.draft.topics
    assert "Zinc" not in found.draft.topics
    assert "Zinc" in found.offered


async def test_topics_that_a_moderator_wrote_stay_and_come_first(told):
    found = await previewed(told, replace(DRAFT, topics=("Mine",)), keywords=["mining"])
    assert found.draft.topics == ("Mine",)
    assert found.offered[0] == "Mine"


async def test_of_many_keywords_few_are_chosen_and_no_more_offered_than_fit(told):
    found = await previewed(told, keywords=["Mining", "Robotics", *map(str, range(60))])
    assert len(found.draft.topics) <= 5
    assert len(found.offered) == 25


async def test_in_an_empty_archive_there_is_nothing_beside_it(store):
    found = await previewed(store)
    assert (found.draft, found.copies, found.coverage) == (DRAFT, (), ())


async def test_nothing_is_stored(told, rows):
    before = rows("SELECT count(*) FROM articles")
    await previewed(told, keywords=["Zinc"])
    assert rows("SELECT count(*) FROM articles") == before
    assert rows("SELECT count(*) FROM topics WHERE name = 'Zinc'") == [(0,)]
