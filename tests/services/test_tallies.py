"""Counts of topics and sources: kept beside the articles, never out of date."""

from bot.domain.search import Tally


async def test_counts_follow_a_load(load, write, store):
    write("a", topics="[AI]")
    await load()
    assert await store.topics.tallies(guild_id=None) == [Tally("AI", 1)]
    write("b", topics="[AI]")
    await load()
    assert await store.topics.tallies(guild_id=None) == [Tally("AI", 2)]


async def test_counts_are_the_same_for_each_of_many_servers(load, write, store):
    write("a", topics="[AI]")
    await load()
    for guild_id in [*range(1, 100), 1]:
        assert await store.topics.tallies(guild_id=guild_id) == [Tally("AI", 1)]
        assert [tally.count for tally in await store.topics.sources(guild_id=guild_id)] == [1]


async def test_an_article_that_changes_is_counted_where_it_belongs_now(load, write, store):
    write("a", topics="[AI]", provider="Times")
    await load()
    write("a", topics="[Robots]", provider="Post")
    await load()
    assert await store.topics.tallies(guild_id=None) == [Tally("Robots", 1)]
    assert await store.topics.sources(guild_id=None) == [Tally("Post", 1)]


async def test_an_article_that_goes_is_counted_no_more(load, write, store):
    write("a", topics="[AI]")
    path = write("b", topics="[AI]")
    await load()
    path.unlink()
    await load(prune=True)
    assert await store.topics.tallies(guild_id=None) == [Tally("AI", 1)]
    write("a", topics="[AI]", removed="true")
    await load()
    assert await store.topics.tallies(guild_id=None) == []
    assert await store.topics.sources(guild_id=None) == []
    assert await store.topics.providers_of_domain("site.com", guild_id=None) == ()


async def test_counted_anew_they_are_the_same(archive, path, contents_of):
    before = contents_of(path)
    async with archive.writing() as tables:
        await tables.tallies.recount()
    assert contents_of(path) == before
