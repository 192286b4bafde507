"""What people rule of stories holds, whatever is loaded, pruned or indexed anew."""

from datetime import UTC, datetime

import pytest

from bot.services.group_stories import group_stories
from bot.services.merge_stories import merge_stories
from bot.services.reindex import reindex
from bot.services.split_story import split_story

NOW = datetime(2019, 12, 5, tzinfo=UTC)
BUYS = "Acme buys the robot maker Robo for $2 billion"
SELLS = "Zeta sells its weather satellites to Chippy"
TITLES = {"a": BUYS, "b": BUYS, "x": SELLS, "y": SELLS}


class Archive:
    """Names articles by their slugs."""

    def __init__(self, store, rows, write, load):
        self.store, self.rows, self.write, self.load = store, rows, write, load
        self.paths = {}

    async def add(self, slug, title, **fields):
        quality = fields.pop("quality", 90 - ord(slug[0]) % 32)
        self.paths[slug] = self.write(slug, title=title, provider=slug, quality=quality, **fields)
        await self.load()

    async def remove(self, slug):
        self.paths[slug].unlink()
        await self.load(prune=True)

    def id(self, slug):
        return self.rows("SELECT id FROM articles WHERE url LIKE ?", f"%/{slug}")[0][0]

    async def stories(self):
        await group_stories(self.store)
        found = {}
        for url, story in self.rows(
            "SELECT url, story_id FROM story_members JOIN articles ON id = article_id ORDER BY url"
        ):
            found.setdefault(story, []).append(url[-1])
        return sorted("".join(members) for members in found.values())

    async def merge(self, one, other, guild_id=None):
        return await merge_stories(
            self.store, self.id(one), self.id(other), guild_id=guild_id, now=NOW, member_id=5
        )

    async def split(self, *slugs, guild_id=None):
        ids = [self.id(slug) for slug in slugs]
        return await split_story(self.store, ids, guild_id=guild_id, now=NOW)


@pytest.fixture
async def news(store, rows, write, load):
    archive = Archive(store, rows, write, load)
    for slug, title in TITLES.items():
        await archive.add(slug, title)
    assert await archive.stories() == ["ab", "xy"]
    return archive


async def test_merged_stories_are_one_at_once(news, rows):
    assert await news.merge("b", "y")
    assert rows("SELECT count(DISTINCT story_id) FROM story_members") == [(1,)]
    assert await news.stories() == ["abxy"]


async def test_what_comes_later_joins_by_any_of_the_merged(news):
    await news.merge("a", "x")
    await news.add("z", SELLS)
    assert await news.stories() == ["abxyz"]


async def test_a_merge_outlives_a_load_a_new_index_and_a_pruned_article(news):
    await news.merge("a", "x")
    await news.add("x", SELLS, excerpt="More of it.")
    assert await news.stories() == ["abxy"]
    await reindex(news.store)
    assert await news.stories() == ["abxy"]
    await news.remove("x")
    assert await news.stories() == ["aby"]
    await news.add("x", SELLS)
    assert await news.stories() == ["abxy"]


async def test_a_split_article_is_a_story_by_itself(news, rows):
    assert await news.split("b")
    assert rows("SELECT count(DISTINCT story_id) FROM story_members") == [(3,)]
    assert await news.stories() == ["a", "b", "xy"]


async def test_a_split_outlives_a_load_a_new_index_and_a_pruned_article(news):
    await news.split("b")
    await news.add("b", BUYS, excerpt="More of it.", quality=99)
    assert await news.stories() == ["a", "b", "xy"]
    await reindex(news.store)
    assert await news.stories() == ["a", "b", "xy"]
    await news.remove("a")
    await news.add("a", BUYS)
    assert await news.stories() == ["a", "b", "xy"]


async def test_of_two_ruled_apart_a_third_joins_one(news):
    await news.split("b")
    await news.add("c", BUYS)
    assert len(await news.stories()) == 3


async def test_a_split_after_a_merge_holds(news):
    await news.merge("a", "x")
    await news.split("x", "y")
    assert await news.stories() == ["ab", "xy"]


async def test_a_merge_after_a_split_holds(news):
    await news.split("b")
    await news.merge("b", "a")
    assert await news.stories() == ["ab", "xy"]


async def test_nothing_is_ruled_where_there_is_nothing_to_do(news, rows):
    assert not await news.merge("a", "b")
    assert not await news.split("a", "b")
    assert not await news.split("a", "x")
    assert rows("SELECT * FROM story_rulings") == []


async def test_rulings_say_who_made_them_and_are_never_changed(news, rows):
    await news.merge("a", "x")
    before = rows("SELECT * FROM story_rulings")
    assert {row[-1] for row in before} == {5}
    await news.split("x", "y")
    assert rows("SELECT * FROM story_rulings")[: len(before)] == before


async def test_of_articles_that_a_server_doesnt_see_nothing_is_ruled(news, rows):
    rows("UPDATE articles SET guild_id = 42 WHERE url LIKE '%/y'")
    assert not await news.merge("a", "y")
    await news.merge("a", "x")
    assert not [
        row for row in rows("SELECT * FROM story_rulings") if "y" in row[1][-1] + row[2][-1]
    ]


async def test_a_servers_own_article_follows_what_it_was_merged_with(news, rows):
    rows("UPDATE articles SET guild_id = 42, title = 'Quokka' WHERE url LIKE '%/y'")
    await reindex(news.store)
    assert await news.stories() == ["ab", "x", "y"]
    assert await news.merge("a", "y", guild_id=42)
    assert await news.stories() == ["aby", "x"]
