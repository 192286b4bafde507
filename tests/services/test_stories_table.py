"""What is stored of stories: whose article is in which, and what a server sees of one."""

import pytest


@pytest.fixture
async def ids(load, write, rows):
    """The ids of four articles by their slugs: the second is the best, the third the oldest."""
    write("a", quality=10)
    write("b", quality=50)
    write("c", quality=10, publishedDateTime="2019-11-01")
    write("d", quality=10)
    await load()
    return {title[-1]: i for i, title in rows("SELECT id, title FROM articles")}


@pytest.fixture
async def placed(store, ids):
    """The four, of which the first three are one story, led by the second."""
    async with store.writing() as tables:
        await tables.unplaced.place({ids[slug]: ids["b"] for slug in "abc"})
    return ids


async def test_an_article_is_in_the_story_it_was_placed_in(store, placed):
    assert await store.stories.of([placed["a"], placed["b"]], guild_id=None) == {
        placed["a"]: placed["b"],
        placed["b"]: placed["b"],
    }


async def test_an_article_that_was_not_placed_is_in_no_story(store, ids):
    assert await store.stories.of(ids.values(), guild_id=None) == {}


async def test_members_come_with_the_best_first_then_the_oldest(store, placed):
    expected = {placed["b"]: [placed["b"], placed["c"], placed["a"]]}
    assert await store.stories.members([placed["b"], 99], guild_id=None) == expected


async def test_other_servers_articles_are_no_members(store, placed, rows):
    rows("UPDATE articles SET guild_id = 42 WHERE id = ?", placed["b"])
    story = placed["b"]
    others = [placed["c"], placed["a"]]
    assert await store.stories.members([story], guild_id=None) == {story: others}
    assert await store.stories.members([story], guild_id=43) == {story: others}
    assert await store.stories.members([story], guild_id=42) == {story: [story, *others]}


async def test_a_removed_article_is_no_member(store, placed, rows):
    rows("UPDATE articles SET is_removed = 1 WHERE id = ?", placed["b"])
    members = await store.stories.members([placed["b"]], guild_id=None)
    assert placed["b"] not in members[placed["b"]]
