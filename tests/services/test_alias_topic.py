"""Topics get other names."""

import pytest

from bot.errors import QueryError
from bot.services.alias_topic import alias_topic, forget_alias
from bot.services.resolve_topic import resolve_topic


async def meant(store, text, guild_id=None):
    match = await resolve_topic(store, text, guild_id=guild_id)
    return match and (match.name, match.how)


async def test_a_topic_is_found_by_the_name_it_was_given(archive):
    await alias_topic(archive, "  Seeing   machines ", "computer vision", guild_id=None)
    assert await meant(archive, "seeing machine") == ("Computer Vision", "alias")


async def test_a_server_s_own_name_is_its_own(archive):
    await alias_topic(archive, "Eyes", "Computer Vision", guild_id=1)
    assert await meant(archive, "eyes", guild_id=1) == ("Computer Vision", "alias")
    assert await meant(archive, "eyes", guild_id=2) is None


async def test_a_name_is_taken_away_again(archive):
    await alias_topic(archive, "Eyes", "Computer Vision", guild_id=None)
    assert await forget_alias(archive, "Eyes", guild_id=None)
    assert await meant(archive, "eyes") is None
    assert not await forget_alias(archive, "Eyes", guild_id=None)


@pytest.mark.parametrize(
    ("alias", "topic", "option"),
    [
        ("", "Computer Vision", "alias"),
        ("***", "Computer Vision", "alias"),
        ("x" * 101, "Computer Vision", "alias"),
        ("AI", "Computer Vision", "alias"),
        ("Eyes", "Gardening", "topic"),
    ],
)
async def test_what_can_not_be_a_name_is_refused(archive, alias, topic, option):
    with pytest.raises(QueryError) as refused:
        await alias_topic(archive, alias, topic, guild_id=None)
    assert refused.value.option == option


async def test_members_search_a_topic_by_any_of_its_names(archive, ask):
    await alias_topic(archive, "Eyes", "Computer Vision", guild_id=None)
    for name in ("CV", "Eyes", "computer vison"):
        assert (await ask("", topic=name)).total == (await ask("", topic="Computer Vision")).total


async def test_articles_of_all_spellings_of_a_topic_are_found(write, load, ask):
    write("one", topics=["Robots & Drones"])
    write("two", topics=["robots and drone"])
    write("three", topics=["Drones"])
    await load()
    found = await ask("", topic="robot & drones")
    assert {hit.article.title for hit in found.hits} == {"Title of one", "Title of two"}
