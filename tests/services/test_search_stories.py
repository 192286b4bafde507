"""One story once: hits that tell the same are one, with the others beside it."""

import pytest

from bot.services.turn_page import turn_page

MEMBERS = {
    "head": ("Acme buys the robot maker Robo", "2019-11-01", "Axios"),
    "copy": ("ACME buys the robot maker Robo", "2019-11-02", "Reuters"),
    "more": ("Acme buys the robot maker Robo - report", "2019-11-02", "Wired"),
}


@pytest.fixture
async def story(load, write):
    for slug, (title, published, provider) in MEMBERS.items():
        write(slug, title=title, publishedDateTime=published, provider=provider)
    write("other", title="Zeta sells the chip maker Chippy", publishedDateTime="2019-11-01")
    await load()


def slug(article):
    return article.url.rpartition("/")[2]


@pytest.mark.usefixtures("story")
async def test_articles_of_one_story_are_one_hit(ask):
    result = await ask("acme robot maker", collapses=True)
    (hit,) = (hit for hit in result.hits if slug(hit.article) in MEMBERS)
    assert {slug(hit.article), *map(slug, hit.also)} == set(MEMBERS)
    assert len(hit.also) == 2


@pytest.mark.usefixtures("story")
async def test_without_collapsing_each_article_is_a_hit(ask):
    result = await ask("acme robot")
    assert {slug(hit.article) for hit in result.hits} == set(MEMBERS)
    assert all(hit.also == () for hit in result.hits)


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("acme buys robot maker robo report", "more"),
        ("acme robo report", "more"),
        ("acme robo wired", "more"),
        ("acme robo reuters", "copy"),
        ("acme buys the robot maker robo", "copy"),
    ],
)
async def test_the_member_that_matches_best_is_shown(ask, typed, best):
    assert slug((await ask(typed, collapses=True)).hits[0].article) == best


@pytest.mark.usefixtures("story")
async def test_all_articles_are_counted_and_each_is_in_one_story(ask):
    result = await ask("maker", collapses=True)
    assert result.total == 4
    ids = [i for story in result.stories for i in (story.article_id, *story.also)]
    assert len(set(ids)) == len(ids) == 4
    assert len(result.stories) == len(result.hits) == 2


async def test_a_limit_counts_stories(load, write, ask):
    for animal in ("Zebra", "Quokka", "Lion", "Tiger"):
        for paper in ("Axios", "Wired"):
            title = f"{animal} escapes from the city zoo"
            write(f"{paper}-{animal}", title=title, provider=paper)
    await load()
    result = await ask("escapes zoo", limit=3, collapses=True)
    assert [len(hit.also) for hit in result.hits] == [1, 1, 1]
    assert result.total == 8


@pytest.mark.usefixtures("story")
async def test_a_member_that_is_removed_leaves_its_story(store, ask, load, write, first_page):
    page = await first_page("acme robo")
    (hit,) = page.hits
    gone, *left = (hit.article, *hit.also)
    title, published, provider = MEMBERS[slug(gone)]
    write(slug(gone), title=title, publishedDateTime=published, provider=provider, removed="true")
    await load()
    again = await turn_page(store, page.results.id, 0, guild_id=None)
    assert [(hit.article.id, [a.id for a in hit.also]) for hit in again.hits] == [
        (left[0].id, [left[1].id])
    ]
    fresh = await ask("acme robo", collapses=True)
    assert gone.id not in {a.id for hit in fresh.hits for a in (hit.article, *hit.also)}
