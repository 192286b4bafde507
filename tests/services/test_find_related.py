"""What is related to an article: what files list, then what has to do with it by its words."""

import pytest

from bot.services.find_related import RelatedOptions, find_related
from bot.services.group_stories import group_stories

OURS = RelatedOptions(uses_stored=False)
STORY = "Clearview sued over police face search"


async def related(store, title, rows, **options):
    ((article_id,),) = rows("SELECT id FROM articles WHERE title = ?", title)
    news = await find_related(store, article_id, guild_id=None, **options)
    assert news.article.title == title
    return [hit.article.title.removeprefix("Title of ") for hit in news.related]


async def test_the_list_of_the_file_comes_in_its_order(load, write, store, rows):
    write("parent", related=["c", "a", "b"])
    await load()
    assert await related(store, "Title of parent", rows) == ["c", "a", "b"]


async def test_articles_that_list_it_come_after_its_own_list_nearest_first(
    load, write, store, rows
):
    write("story", related=["x"])
    write("old", related=["story"], publishedDateTime="2018-01-01")
    write("new", related=["story", "x"], publishedDateTime="2020-01-01")
    await load()
    assert await related(store, "Title of story", rows) == ["x", "new", "old"]
    assert await related(store, "Title of x", rows) == ["story", "new", "old"]


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
    assert (await related(store, "Title of z", rows))[0] == "m"


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


@pytest.fixture
async def news(load, write):
    """An article with a follow-up, an earlier one, one of its subject, and others."""
    write("asked", title=STORY, publishedDateTime="2019-11-20")
    write("next", title="Clearview settles over face search", publishedDateTime="2019-11-23")
    write("first", title="Clearview sells face search", publishedDateTime="2019-11-15")
    write("subject", title="Police test drones", publishedDateTime="2019-11-20")
    write("other", title="Robots bake bread", publishedDateTime="2019-11-20")
    await load()


@pytest.mark.usefixtures("news")
async def test_an_article_without_a_list_has_related_ones_by_its_words_and_says_why(store, rows):
    hits = await hits_of(store, STORY, rows)
    told = {slug(hit): (hit.reason.relation, hit.reason.days, hit.reason.words) for hit in hits}
    assert told["next"] == ("follow_up", 3, ("Clearview", "face search"))
    assert told["first"] == ("earlier", -5, ("Clearview", "face search"))
    assert "other" not in told
    assert [slug(hit) for hit in hits][:2] == ["next", "first"]
    assert all(0 < hit.score <= 1.1 for hit in hits)
    assert not any(hit.reason.is_listed for hit in hits)


async def test_what_is_listed_comes_first_and_says_so(load, write, store, rows):
    write("asked", title=STORY, related=["listed"])
    write("near", title="Clearview sued over police face search again")
    write("lists", title="Bread prices rise", related=["asked"])
    await load()
    hits = await hits_of(store, STORY, rows)
    assert [slug(hit) for hit in hits][:2] == ["listed", "lists"]
    assert [hit.reason.is_listed for hit in hits[:2]] == [True, True]
    assert hits[0].score >= 2 > hits[1].score >= 1 > max((h.score for h in hits[2:]), default=0)


async def test_no_list_is_used_where_none_is_to_be(load, write, store, rows):
    write("asked", title=STORY, related=["listed"])
    write("lists", title="Bread prices rise", related=["asked"])
    await load()
    assert await hits_of(store, STORY, rows, options=OURS) == ()


async def test_fewer_than_asked_where_there_is_nothing(load, write, store, rows):
    write("asked", title=STORY)
    for number in range(9):
        write(f"s{number}", title=f"The robots of factory {number} and what they make")
    await load()
    assert await hits_of(store, STORY, rows) == ()


@pytest.fixture
async def copies(load, write, store):
    """A story of three articles, and two on what came of it."""
    for number, provider in enumerate(("Axios", "Reuters", "Wired")):
        write(f"c{number}", title=STORY, provider=provider, publishedDateTime="2019-11-20")
    for number, provider in enumerate(("Axios", "Reuters")):
        title = "Clearview settles police face search case"
        write(f"n{number}", title=title, provider=provider, publishedDateTime="2019-11-25")
    await load()
    await group_stories(store)


@pytest.mark.usefixtures("copies")
async def test_each_story_is_listed_once_with_its_sources(store, rows):
    ((asked,), *_) = rows("SELECT id FROM articles WHERE url LIKE '%c0'")
    news = await find_related(store, asked, guild_id=None)
    told = {hit.reason.relation: {slug_of(a) for a in hit.sources} for hit in news.related}
    assert told == {"same_story": {"c1", "c2"}, "follow_up": {"n0", "n1"}}


@pytest.mark.usefixtures("copies")
async def test_each_article_is_listed_where_stories_are_not_collapsed(store, rows):
    ((asked,), *_) = rows("SELECT id FROM articles WHERE url LIKE '%c0'")
    options = RelatedOptions(collapses=False)
    news = await find_related(store, asked, guild_id=None, options=options)
    assert {slug(hit) for hit in news.related} == {"c1", "c2", "n0", "n1"}
    assert all(hit.also == () for hit in news.related)


async def test_what_is_far_in_time_is_found_where_nothing_is_near(load, write, store, rows):
    write("asked", title=STORY, publishedDateTime="2019-11-20")
    write("old", title="Clearview and the police face search", publishedDateTime="2017-01-02")
    await load()
    (hit,) = await hits_of(store, STORY, rows)
    assert (slug(hit), hit.reason.relation) == ("old", "shares")


async def hits_of(store, title, rows, **options):
    ((article_id,),) = rows("SELECT id FROM articles WHERE title = ?", title)
    return (await find_related(store, article_id, guild_id=None, **options)).related


def slug(hit):
    return slug_of(hit.article)


def slug_of(article):
    return article.url.rpartition("/")[2]
