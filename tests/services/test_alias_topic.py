"""Topics get other names."""

from datetime import UTC, datetime
from itertools import count

import pytest

from bot.domain.desk_act import ActKind, Press, Reason
from bot.domain.desk_outcome import Done
from bot.domain.newsroom import Newsroom
from bot.errors import QueryError
from bot.services.alias_topic import alias_topic, forget_alias
from bot.services.resolve_topic import resolve_topic
from bot.services.undo_act import undo_act

ONE = Newsroom(1)
TOPIC = "Computer Vision"


async def meant(store, text, guild_id=1):
    match = await resolve_topic(store, text, guild_id=guild_id)
    return match and (match.name, match.how)


@pytest.fixture
def press():
    tokens = count()
    return lambda: Press(5, datetime(2026, 11, 1, tzinfo=UTC), token=str(next(tokens)))


@pytest.fixture
def alias(archive, press):
    async def run(alias, topic=TOPIC):
        return await alias_topic(archive, ONE, alias, topic, press=press())

    return run


async def test_a_topic_is_found_by_the_name_it_was_given(archive, alias):
    done = await alias("  Seeing   machines ", "computer vision")
    assert (done.desk_id, done.act.kind) == (1, ActKind.ALIAS)
    assert await meant(archive, "seeing machine") == (TOPIC, "alias")


async def test_a_server_s_own_name_is_its_own(archive, alias):
    await alias("Eyes")
    assert await meant(archive, "eyes") == (TOPIC, "alias")
    assert await meant(archive, "eyes", guild_id=2) is None


async def test_a_name_is_taken_away_again(archive, alias, press):
    await alias("Eyes")
    assert isinstance(await forget_alias(archive, ONE, "eyes", press=press()), Done)
    assert await meant(archive, "eyes") is None
    refused = await forget_alias(archive, ONE, "Eyes", press=press())
    assert refused.refusal.reason is Reason.SAME


async def test_a_name_that_was_given_is_undone(archive, alias, press):
    done = await alias("Eyes")
    await undo_act(archive, ONE, done.desk_id, done.act.number, press=press())
    assert await meant(archive, "eyes") is None


async def test_what_a_topic_is_called_already_is_refused(alias):
    assert (await alias("computer visions")).refusal.reason is Reason.SAME
    await alias("Eyes")
    assert (await alias("Eyes")).refusal.reason is Reason.SAME


@pytest.mark.parametrize(
    ("name", "topic", "option"),
    [
        ("", TOPIC, "name"),
        ("***", TOPIC, "name"),
        ("x" * 101, TOPIC, "name"),
        ("AI", TOPIC, "name"),
        ("Eyes", "Gardening", "topic"),
    ],
)
async def test_what_can_not_be_a_name_is_refused(alias, name, topic, option):
    with pytest.raises(QueryError) as refused:
        await alias(name, topic)
    assert refused.value.option == option


async def test_members_search_a_topic_by_any_of_its_names(alias, ask):
    await alias("Eyes")
    for name in ("CV", "Eyes", "computer vison"):
        found = await ask("", topic=name, guild_id=1)
        assert found.total == (await ask("", topic=TOPIC, guild_id=1)).total


async def test_articles_of_all_spellings_of_a_topic_are_found(write, load, ask):
    write("one", topics=["Robots & Drones"])
    write("two", topics=["robots and drone"])
    write("three", topics=["Drones"])
    await load()
    found = await ask("", topic="robot & drones")
    assert {hit.article.title for hit in found.hits} == {"Title of one", "Title of two"}
