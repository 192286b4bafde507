"""Topics as a server knows them are remembered, and yet never out of date."""

import pytest

from bot.storage import known_topics


@pytest.fixture(autouse=True)
async def robotics(write, load):
    write("robots", topics=["Robotics"])
    await load()


async def meant(store, text, guild_id=1):
    match = (await store.known_topics.names(guild_id=guild_id)).find(text)
    return match.name if match else None


async def put(store, alias, guild_id=None):
    async with store.writing() as tables:
        await tables.topic_aliases.put(alias, "Robotics", guild_id=guild_id)


async def test_a_new_alias_is_known_at_once(store):
    assert await meant(store, "droids") is None
    await put(store, "droids")
    assert await meant(store, "droids") == "Robotics"


async def test_a_topic_that_comes_with_an_article_is_known_at_once(store, write, load):
    assert await meant(store, "quantum computing") is None
    write("quantum", topics=["Quantum Computing"])
    await load()
    assert await meant(store, "quantum computing") == "Quantum Computing"


async def test_what_one_server_calls_a_topic_another_does_not_learn(store):
    await put(store, "droids", guild_id=1)
    assert await meant(store, "droids", guild_id=1) == "Robotics"
    assert await meant(store, "droids", guild_id=2) is None


async def test_more_servers_than_are_remembered_are_answered(store, monkeypatch):
    monkeypatch.setattr(known_topics, "_MOST_SERVERS", 2)
    for guild_id in (1, 2, 3, 1):
        assert await meant(store, "robotics", guild_id=guild_id) == "Robotics"
