"""What people rule of stories holds, whatever is loaded, pruned or indexed anew."""

from datetime import UTC, datetime
from itertools import count

import pytest

from bot.domain.desk_act import ActKind, Press, Reason
from bot.domain.desk_outcome import Done
from bot.domain.newsroom import Newsroom
from bot.services.group_stories import group_stories
from bot.services.merge_stories import merge_stories
from bot.services.reindex import reindex
from bot.services.split_story import split_story
from bot.services.undo_act import undo_act

NOW = datetime(2019, 12, 5, tzinfo=UTC)
ONE, OTHER = Newsroom(42), Newsroom(43, is_trusted=True)
BUYS = "Acme buys the robot maker Robo for $2 billion"
SELLS = "Zeta sells its weather satellites to Chippy"
TITLES = {"a": BUYS, "b": BUYS, "x": SELLS, "y": SELLS}


class Archive:
    """Names articles by their slugs."""

    def __init__(self, store, rows, write, load):
        self.store, self.rows, self.write, self.load = store, rows, write, load
        self.paths = {}
        self.presses = count()

    async def add(self, slug, title, **fields):
        quality = fields.pop("quality", 90 - ord(slug[0]) % 32)
        self.paths[slug] = self.write(slug, title=title, provider=slug, quality=quality, **fields)
        await self.load()

    async def remove(self, slug):
        self.paths[slug].unlink()
        await self.load(prune=True)

    def id(self, slug):
        return self.rows("SELECT id FROM articles WHERE url LIKE ?", f"%/{slug}")[0][0]

    async def stories(self, newsroom=ONE):
        await group_stories(self.store)
        return await self.stories_at_once(newsroom)

    async def stories_at_once(self, newsroom=ONE):
        named = {i: url[-1] for i, url in self.rows("SELECT id, url FROM articles ORDER BY url")}
        placed = await self.store.stories.of(named, guild_id=newsroom.guild_id)
        members = await self.store.stories.members(placed.values(), guild_id=newsroom.guild_id)
        return sorted("".join(sorted(named[i] for i in ids)) for ids in members.values())

    def press(self, token=None):
        number = next(self.presses)
        return Press(5, NOW, token=f"press {number}" if token is None else token)

    async def merge(self, one, other, newsroom=ONE, token=None):
        return await merge_stories(
            self.store, newsroom, self.id(one), self.id(other), press=self.press(token)
        )

    async def split(self, *slugs, newsroom=ONE):
        ids = [self.id(slug) for slug in slugs]
        return await split_story(self.store, newsroom, ids, press=self.press())

    async def undo(self, done, newsroom=ONE):
        return await undo_act(
            self.store, newsroom, done.desk_id, done.act.number, press=self.press()
        )


@pytest.fixture
async def news(store, rows, write, load):
    archive = Archive(store, rows, write, load)
    for slug, title in TITLES.items():
        await archive.add(slug, title)
    assert await archive.stories() == ["ab", "xy"]
    return archive


async def test_merged_stories_are_one_at_once(news):
    assert isinstance(await news.merge("b", "y"), Done)
    assert await news.stories_at_once() == ["abxy"]


async def test_what_one_server_rules_no_other_sees(news):
    await news.merge("b", "y")
    await news.split("a", newsroom=OTHER)
    assert await news.stories(ONE) == ["abxy"]
    assert await news.stories(OTHER) == ["a", "b", "xy"]
    assert await news.stories(Newsroom(0)) == ["ab", "xy"]


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


async def test_a_split_article_is_a_story_by_itself(news):
    assert isinstance(await news.split("b"), Done)
    assert await news.stories_at_once() == ["a", "b", "xy"]


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


async def test_an_undone_merge_leaves_no_trace(news, rows):
    done = await news.merge("a", "x")
    await news.undo(done)
    assert await news.stories_at_once() == ["ab", "xy"]
    assert rows("SELECT * FROM own_stories") == rows("SELECT * FROM story_rulings") == []


async def test_an_undone_split_leaves_the_merge_before_it(news):
    await news.merge("a", "x")
    done = await news.split("x", "y")
    undone = await news.undo(done)
    assert await news.stories_at_once() == ["abxy"]
    await news.undo(undone)
    assert await news.stories_at_once() == ["ab", "xy"]


async def test_to_undo_what_kept_an_older_merge_from_holding_lets_it_hold(news):
    """b and x can't be one while a, which is one with b, is kept from x."""
    await news.split("b")
    await news.merge("b", "x")
    apart = await news.split("x")
    await news.merge("a", "b")
    again = await news.undo(apart)
    assert isinstance(again, Done)
    assert await news.stories_at_once() == ["abxy"]


async def test_nothing_is_ruled_where_there_is_nothing_to_do(news, rows):
    for refused in (
        await news.merge("a", "b"),
        await news.split("a", "b"),
        await news.split("a", "x"),
    ):
        assert refused.refusal.reason is Reason.SAME
    assert rows("SELECT * FROM story_rulings") == rows("SELECT * FROM desk_acts") == []


async def test_who_finds_it_so_already_is_told_who_made_it_so(news):
    done = await news.merge("a", "x")
    assert (await news.merge("x", "a")).refusal.act == done.act


async def test_a_press_is_taken_once(news, rows):
    done = await news.merge("a", "x", token="once")
    assert await news.merge("a", "x", token="once") == done
    assert rows("SELECT count(*) FROM desk_acts") == [(1,)]


async def test_the_log_tells_who_ruled_what(news):
    done = await news.merge("a", "x")
    assert (done.desk_id, done.act.kind, done.act.press.by) == (42, ActKind.MERGE, 5)
    done = await news.split("x", newsroom=OTHER)
    assert (done.desk_id, done.act.kind) == (43, ActKind.SPLIT)


async def test_of_articles_that_a_server_doesnt_see_nothing_is_ruled(news, rows):
    rows("UPDATE articles SET guild_id = 43 WHERE url LIKE '%/y'")
    assert (await news.merge("a", "y")).refusal.reason is Reason.GONE
    assert (await news.split("y")).refusal.reason is Reason.GONE
    await news.merge("a", "x")
    assert not [
        row for row in rows("SELECT * FROM story_rulings") if "y" in row[1][-1] + row[2][-1]
    ]


async def test_a_servers_own_article_follows_what_it_was_merged_with(news, rows):
    rows("UPDATE articles SET guild_id = 42, title = 'Quokka' WHERE url LIKE '%/y'")
    await reindex(news.store)
    assert await news.stories() == ["ab", "x", "y"]
    assert isinstance(await news.merge("a", "y"), Done)
    assert await news.stories() == ["aby", "x"]
