"""A moderator pins, boosts and mutes articles, sources and topics, and ends that."""

from datetime import timedelta

import pytest

from bot.domain.desk_act import Weight
from bot.render.article_refusals import NoSuchWeightError, UnknownArticleError
from bot.render.desk_refusals import NotModeratorError

TITLE = "Speech synthesis clones any voice"


@pytest.fixture
def weights(store, guild, simcord_env):
    """What holds in the server now."""

    async def weights(where=guild):
        found = await store.weights.holding(where.id, now=simcord_env.now())
        return [(each.weight, each.target, each.name) for each in found]

    return weights


async def test_an_article_is_pinned_for_a_week_unless_told_otherwise(desk, weights, store, guild):
    card = await desk("article pin", target="article", name=TITLE)
    assert f"Pinned {TITLE}, in this server, until <t:" in card.text.replace("**", "")
    assert card.labels == ["Undo", "Open story", "History"]
    assert await weights() == [("pin", "article", "https://voices.example/news/voices")]
    (act,) = await store.desk_acts.newest(guild.id, limit=1)
    assert act.changes[0].after.until == act.press.at + timedelta(days=7)


@pytest.mark.parametrize("command", ["boost", "mute"])
async def test_topics_and_sources_are_named_as_they_are_offered(desk, offered, weights, command):
    topics = await offered(f"article {command}", "name", "robot", target="topic")
    assert list(topics) == ["Robotics (2)"]
    sources = await offered(f"article {command}", "name", "weld", target="source")
    assert "Weld Daily (1)" in sources
    await desk(f"article {command}", target="topic", name=topics["Robotics (2)"], days=30)
    card = await desk(f"article {command}", target="source", name="weld daily")
    assert "the source Weld Daily, in this server" in card.text.replace("**", "")
    assert await weights() == [(command, "provider", "Weld Daily"), (command, "topic", "Robotics")]


async def test_articles_are_offered_by_title(offered):
    found = await offered("article pin", "name", "speech", target="article")
    assert [name.partition(" · ")[0] for name in found] == [TITLE]


async def test_what_the_archive_has_nothing_of_is_refused(desk, weights):
    card = await desk("article mute", target="topic", name="Qqqzzz")
    assert "Nothing was changed" in card.text
    assert await weights() == []


async def test_an_article_must_be_named_for_sure(refused, weights):
    await refused(UnknownArticleError, "article pin", target="article", name="Speech")
    assert await weights() == []


async def test_the_same_again_at_once_is_done_already(desk, moderator, colleague, acts, guild):
    await desk("article mute", target="topic", name="AI")
    card = await desk("article mute", target="topic", name="AI", by=colleague)
    assert f"It is so already: {moderator.mention} muted the topic AI" in card.text.replace("*", "")
    assert len(await acts(guild.id)) == 1


async def test_another_weight_takes_the_place_of_the_first_and_undo_brings_it_back(
    desk, use, moderator, weights
):
    await desk("article mute", target="topic", name="AI")
    card = await desk("article pin", target="topic", name="AI")
    assert await weights() == [("pin", "topic", "AI")]
    await use(card, "Undo", by=moderator)
    assert await weights() == [("mute", "topic", "AI")]


async def test_what_holds_is_offered_to_be_lifted(desk, offered, weights):
    await desk("article mute", target="topic", name="AI")
    await desk("article pin", target="article", name=TITLE)
    found = await offered("article lift", "what", "speech")
    (name,) = found
    assert name.startswith(f"pin of the article {TITLE}, until 2026-")
    card = await desk("article lift", what=found[name], reason="old news")
    assert f"Unpinned {TITLE}, in this server" in card.text.replace("**", "")
    assert await weights() == [("mute", "topic", "AI")]


async def test_a_name_is_enough_to_lift(desk, weights):
    await desk("article boost", target="topic", name="AI")
    assert "Lifted the boost of the topic" in (await desk("article lift", what="ai")).text
    assert await weights() == []


async def test_nothing_is_lifted_that_does_not_hold(desk, refused, offered, simcord_env):
    await desk("article pin", target="topic", name="AI", days=1)
    await simcord_env.advance_time(2 * 86_400)
    assert await offered("article lift", "what") == {}
    await refused(NoSuchWeightError, "article lift", what="AI")


async def test_what_was_lifted_can_be_brought_back(desk, use, moderator, weights):
    await desk("article pin", target="topic", name="AI")
    await use(await desk("article lift", what="AI"), "Undo", by=moderator)
    assert await weights() == [(Weight.PIN, "topic", "AI")]


async def test_weights_are_the_servers_own_also_where_it_is_trusted(
    desk, simcord_env, guild, elsewhere, weights, acts
):
    simcord_env.bot.trusted_guilds = frozenset({guild.id})
    assert "in this server" in (await desk("article pin", target="topic", name="AI")).text
    assert await weights(elsewhere.guild) == []
    assert await acts(0) == []


@pytest.mark.parametrize("command", ["pin", "boost", "mute", "lift"])
async def test_members_are_refused(refused, alice, weights, command):
    given = {"what": "AI"} if command == "lift" else {"target": "topic", "name": "AI"}
    card = await refused(NotModeratorError, f"article {command}", by=alice, **given)
    assert "Only this server's moderators" in card.text
    assert await weights() == []


async def test_members_are_not_offered_what_holds(desk, offered, alice, elsewhere):
    await desk("article pin", target="topic", name="AI")
    assert await offered("article lift", "what", by=alice) == {}
    there = {"by": elsewhere.moderator, "here": elsewhere.channel}
    assert await offered("article lift", "what", **there) == {}


async def test_admins_may_do_it_too(desk, admin, weights):
    await desk("article pin", target="topic", name="AI", by=admin)
    assert await weights() == [("pin", "topic", "AI")]
