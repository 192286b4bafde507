"""All that is known of a story."""

import pytest

from bot.services.group_stories import group_stories
from bot.services.read_story import read_story

TITLE = "Clearview sued over police face search"


@pytest.fixture
async def story(load, write, store, rows):
    write("b", title=TITLE, provider="Wired", publishedDateTime="2019-11-21", quality="50")
    write("a", title=TITLE, provider="Axios", publishedDateTime="2019-11-20", quality="90")
    write("c", title=TITLE, provider="Reuters", publishedDateTime="2019-11-20", quality="20")
    write("after", title="Clearview settles over face search", publishedDateTime="2019-11-25")
    write("before", title="Clearview sells face search", publishedDateTime="2019-11-15")
    await load()
    await group_stories(store)

    async def read(slug="b", **options):
        ((article_id,),) = rows("SELECT id FROM articles WHERE url LIKE ?", f"%/{slug}")
        return await read_story(store, article_id, guild_id=options.get("guild_id"))

    return read


def slug(article):
    return article.url.rpartition("/")[2]


async def test_sources_are_in_order_of_time_then_quality(story):
    page = await story()
    assert [slug(source) for source in page.sources] == ["a", "c", "b"]
    assert (slug(page.article), slug(page.head)) == ("b", "a")


async def test_the_timeline_has_what_came_before_and_after(story):
    page = await story()
    assert [(slug(hit.article), hit.reason.days) for hit in page.timeline] == [
        ("before", -6),
        ("after", 4),
    ]


async def test_its_own_sources_are_not_related_to_it(story):
    assert not {slug(hit.article) for hit in (await story()).related} & {"a", "b", "c"}


async def test_sources_of_another_server_are_left_out(story, rows):
    rows("UPDATE articles SET guild_id = 5 WHERE url LIKE '%/a'")
    page = await story(guild_id=6)
    assert [slug(source) for source in page.sources] == ["c", "b"]
    assert await story("a", guild_id=6) is None
    assert len((await story("a", guild_id=5)).sources) == 3


async def test_an_article_not_yet_placed_is_a_story_by_itself(load, write, store, rows):
    write("new")
    await load()
    ((article_id,),) = rows("SELECT id FROM articles")
    page = await read_story(store, article_id, guild_id=None)
    assert (page.sources, page.related, page.topics) == ((page.head,), (), ())
