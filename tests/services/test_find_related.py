"""What is known to be related to an article."""

from bot.services.find_related import find_related


async def related(store, title, rows, **options):
    ((article_id,),) = rows("SELECT id FROM articles WHERE title = ?", title)
    news = await find_related(store, article_id, guild_id=None, **options)
    assert news.article.title == title
    return [article.title.removeprefix("Title of ") for article in news.related]


async def test_the_list_of_the_file_comes_in_its_order(load, write, store, rows):
    write("parent", related=["c", "a", "b"])
    await load()
    assert await related(store, "Title of parent", rows) == ["c", "a", "b"]


async def test_articles_that_list_it_come_after_its_own_list_newest_first(load, write, store, rows):
    write("story", related=["x"])
    write("old", related=["story"], publishedDateTime="2018-01-01")
    write("new", related=["story", "x"], publishedDateTime="2020-01-01")
    await load()
    assert await related(store, "Title of story", rows) == ["x", "new", "old"]
    assert await related(store, "Title of x", rows) == ["new", "story"]


async def test_repeats_itself_and_circles_do_no_harm(load, write, store, rows):
    write("a", related=["a", "b", "b", ("b", {"sourceUrl": "http://www.site.com/b/"})])
    write("b", related=["a", "b"])
    await load()
    assert await related(store, "Title of a", rows) == ["b"]
    assert await related(store, "Title of b", rows) == ["a"]


async def test_the_edge_stands_whatever_the_order_of_files(load, write, store, rows):
    write("z", related=["m"])
    write("m")
    write("a", related=["m"])
    await load()
    assert await related(store, "Title of m", rows) == ["a", "z"]
    assert await related(store, "Title of z", rows) == ["m"]


async def test_no_more_than_asked_for(load, write, store, rows):
    write("parent", related=[f"s{number}" for number in range(9)])
    await load()
    assert len(await related(store, "Title of parent", rows)) == 5
    assert len(await related(store, "Title of parent", rows, limit=3)) == 3


async def test_removed_articles_are_left_out(load, write, store, rows):
    write("parent", related=["a", "b"])
    write("a", removed="true")
    await load()
    assert await related(store, "Title of parent", rows) == ["b"]
    ((hidden,),) = rows("SELECT id FROM articles WHERE is_removed")
    assert await find_related(store, hidden, guild_id=None) is None


async def test_an_article_that_is_not_there_has_none(store):
    assert await find_related(store, 99, guild_id=None) is None
