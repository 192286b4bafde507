"""Counts of topics and sources: remembered between keystrokes, never out of date."""

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
