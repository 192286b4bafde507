"""A moderator gives topics other names, and takes them away."""

import pytest
from simcord import assert_error

from bot.errors import QueryError
from bot.render.article_refusals import NoSuchNameError
from bot.render.desk_refusals import NotModeratorError
from bot.services.resolve_topic import resolve_topic


@pytest.fixture
def meant(store, guild):
    """The topic that a server means by a name."""

    async def meant(name, where=guild):
        found = await resolve_topic(store, name, guild_id=where.id)
        return found and found.name

    return meant


@pytest.fixture
def name(desk):
    """Give a topic another name, as the moderator or somebody else."""

    async def name(called="Cobots", topic="Robotics", **where):
        return await desk("article topic-name", name=called, topic=topic, **where)

    return name


async def test_a_topic_is_found_by_the_name_that_it_was_given(name, meant, acts, moderator, guild):
    card = await name()
    assert card.message.ephemeral
    added = "Added the name Cobots for the topic Robotics, in this server"
    assert added in card.text.replace("**", "")
    assert card.labels[0] == "Undo"
    assert await meant("cobot") == "Robotics"
    assert await acts(guild.id) == [("alias", moderator.id, "")]


async def test_members_find_its_articles_by_that_name(name, alice, channel, read):
    await name()
    given = {"query": "robots", "topic": "Cobots"}
    found = read((await alice.slash(channel, "news", **given)).response)
    assert "2 articles in 1 story · topic Robotics" in found.text


async def test_other_servers_know_nothing_of_it(name, meant, elsewhere, offered):
    await name()
    assert await meant("Cobots", elsewhere.guild) is None
    there = {"by": elsewhere.moderator, "here": elsewhere.channel}
    assert await offered("article topic-name-remove", "name", **there) == {}


async def test_a_trusted_server_names_topics_for_itself(name, meant, simcord_env, guild, elsewhere):
    simcord_env.bot.trusted_guilds = frozenset({guild.id})
    assert "in this server" in (await name()).text
    assert await meant("Cobots", elsewhere.guild) is None


async def test_topics_are_offered_and_so_are_the_names_that_were_given(name, offered):
    assert await offered("article topic-name", "topic", "robot") == {"Robotics (2)": "Robotics"}
    await name()
    given = {"Cobots, the topic Robotics": "Cobots"}
    for typed in ("", "cob", "robotics"):
        assert await offered("article topic-name-remove", "name", typed) == given
    assert await offered("article topic-name-remove", "name", "chips") == {}


async def test_a_name_is_taken_away_and_given_back(name, desk, meant, use, moderator):
    await name()
    card = await desk("article topic-name-remove", name="cobots", reason="nobody says so")
    assert "Cobots" in card.text
    assert await meant("Cobots") is None
    await use(card, "Undo", by=moderator)
    assert await meant("Cobots") == "Robotics"


async def test_what_was_given_can_be_undone(name, use, moderator, meant):
    await use(await name(), "Undo", by=moderator)
    assert await meant("Cobots") is None


async def test_the_same_again_is_done_already(name, moderator, colleague, acts, guild):
    await name()
    card = await name(by=colleague)
    said = f"It is so already: {moderator.mention} added the name Cobots"
    assert said in card.text.replace("*", "")
    assert len(await acts(guild.id)) == 1


async def test_a_name_taken_away_by_another_is_so_already(name, desk, colleague):
    await name()
    await desk("article topic-name-remove", name="Cobots", by=colleague)
    card = await desk("article topic-name-remove", name="Cobots")
    assert f"It is so already: {colleague.mention}" in card.text


@pytest.mark.parametrize(
    ("called", "topic", "said"),
    [
        ("***", "Robotics", "as **name**: it is not a name of 1 to 100 characters"),
        ("Hardware", "Robotics", "as **name**: it is not free"),
        ("Cobots", "Qqqzzz", "as **topic**: it is not a topic of the archive"),
    ],
)
async def test_what_can_not_be_is_refused(name, called, topic, said, simcord_env):
    card = await name(called, topic)
    assert_error(simcord_env, QueryError)
    assert said in card.markdown


@pytest.mark.parametrize("given", ["Qqqzzz", "AR"])
async def test_what_nobody_here_gave_can_not_be_taken_away(refused, given):
    card = await refused(NoSuchNameError, "article topic-name-remove", name=given)
    assert "No topic was given the name" in card.text


async def test_members_may_not(refused, name, alice, meant, offered):
    await refused(NotModeratorError, "article topic-name", name="x", topic="AI", by=alice)
    await name()
    await refused(NotModeratorError, "article topic-name-remove", name="Cobots", by=alice)
    assert await offered("article topic-name-remove", "name", by=alice) == {}
    assert await meant("Cobots") == "Robotics"


async def test_admins_may(name, admin, meant):
    await name(by=admin)
    assert await meant("Cobots") == "Robotics"


async def test_moderators_of_another_server_name_topics_there_alone(name, elsewhere, meant):
    await name(by=elsewhere.moderator, here=elsewhere.channel)
    assert await meant("Cobots") is None
    assert await meant("Cobots", elsewhere.guild) == "Robotics"


async def test_the_history_says_what_was_named(name, desk):
    await name()
    assert "Cobots means Robotics" in (await desk("article history")).text.replace("**", "")
