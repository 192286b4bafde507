"""Stories as servers read them, once their moderators correct, retract and rule."""

from datetime import UTC, datetime

import pytest

from bot.domain.desk_act import Reason
from bot.domain.desk_outcome import Done
from bot.domain.search import SearchQuery
from bot.services.group_stories import group_stories
from bot.services.merge_stories import merge_stories
from bot.services.read_story import read_story
from bot.services.search_news import search_news
from bot.services.split_story import split_story

PUBLISHED = datetime(2019, 11, 27, tzinfo=UTC)
BUYS = "Acme buys the robot maker Robo for $2 billion"
SELLS = "Zeta sells its weather satellites to Chippy"


@pytest.fixture(autouse=True)
async def loaded(store, write, load, problems):
    """Two stories of two articles each."""
    for slug, title in {"a": BUYS, "b": BUYS, "x": SELLS, "y": SELLS}.items():
        write(slug, title=title, provider=slug, quality=90 - ord(slug) % 32)
    await load()
    await group_stories(store)
    yield
    assert await problems() == []


@pytest.fixture
def stories(store):
    """The stories that a server reads, by the last letters of their visible members."""

    async def run(newsroom):
        ids = range(1, 50)
        placed = await store.stories.of(ids, guild_id=newsroom.guild_id)
        members = await store.stories.members(placed.values(), guild_id=newsroom.guild_id)
        found = []
        for story in members.values():
            articles = await store.articles.by_ids(story, guild_id=newsroom.guild_id)
            found.append("".join(sorted(article.url[-1] for article in articles)))
        return sorted(found)

    return run


@pytest.fixture
def ruled(store, press, open_):
    """Merge two articles' stories, or split articles from theirs."""

    async def run(newsroom, *slugs, splits=False):
        ids = [(await open_(newsroom, slug)).id for slug in slugs]
        if splits:
            return await split_story(store, newsroom, ids, press=press())
        return await merge_stories(store, newsroom, *ids, press=press())

    return run


async def test_a_version_stays_in_the_story_whatever_it_says_now(desk, one, other, stories):
    await desk.edit(one, "b", title="Quokkas seen in Narnia", excerpt="Nothing like it")
    assert await stories(one) == await stories(other) == ["ab", "xy"]


async def test_a_version_follows_what_it_stands_for(desk, one, stories, store, write, load):
    await desk.edit(one, "b", title="Quokkas seen in Narnia")
    write("b", title=SELLS, provider="b", quality=1)
    await load()
    await group_stories(store)
    assert await stories(one) == ["a", "bxy"]


async def test_a_version_is_ruled_of_as_what_it_stands_for(desk, one, other, stories, ruled):
    await desk.edit(one, "b", title="Quokkas seen in Narnia")
    assert isinstance(await ruled(one, "b", "x"), Done)
    assert await stories(one) == ["abxy"]
    await desk.edit(one, "x", title="Something else yet")
    assert await stories(one) == ["abxy"]
    await ruled(one, "b", splits=True)
    assert await stories(one) == ["axy", "b"]
    assert await stories(other) == ["ab", "xy"]


async def test_a_story_is_whole_at_once_after_each_act(desk, one, other, trusted, stories, ruled):
    await ruled(one, "a", "x")
    retracted = await desk.retract(trusted, "a")
    assert (await stories(one), await stories(other)) == (["bxy"], ["b", "xy"])
    await desk.undo(trusted, retracted)
    assert (await stories(one), await stories(other)) == (["abxy"], ["ab", "xy"])
    await desk.publish(one, "c", title=BUYS, provider="c", published=PUBLISHED)
    assert (await stories(one), await stories(other)) == (["abcxy"], ["ab", "xy"])
    await desk.retract(one, "x")
    assert (await stories(one), await stories(other)) == (["abcy"], ["ab", "xy"])


async def test_a_trusted_server_rules_for_itself_alone(trusted, one, stories, ruled):
    done = await ruled(trusted, "a", "x")
    assert done.desk_id == trusted.guild_id
    assert (await stories(trusted), await stories(one)) == (["abxy"], ["ab", "xy"])


async def test_what_a_server_retracted_isnt_ruled_of(desk, one, ruled):
    await desk.retract(one, "b")
    assert (await ruled(one, "b", "x")).refusal.reason is Reason.GONE
    assert (await ruled(one, "a", splits=True)).refusal.reason is Reason.SAME


async def test_pages_and_searches_of_a_server_have_its_stories(store, one, other, ruled, open_):
    await ruled(one, "a", "x")
    article = await open_(one, "a")
    page = await read_story(store, article.id, guild_id=one.guild_id)
    assert len(page.sources) == 4
    page = await read_story(store, article.id, guild_id=other.guild_id)
    assert len(page.sources) == 2
    query = SearchQuery("zeta satellites chippy")
    await ruled(one, "y", splits=True)
    for newsroom, hits in ((one, 2), (other, 1)):
        found = await search_news(
            store,
            query,
            guild_id=newsroom.guild_id,
            limit=9,
            now=page.sources[0].published,
            collapses=True,
        )
        assert len(found.hits) == hits
