"""What an admin is told of an article that moderators retracted, asking why no digest has it."""

import discord
import pytest

TITLE = "Speech synthesis clones any voice"
ADDRESS = "https://voices.example/news/voices"


@pytest.fixture
def explain(desk, admin):
    """Ask why a digest has an article or not, as an admin of the server or of another."""

    async def explain(article, *, by=admin, **where):
        await desk("digest subscribe", by=by, **where)
        return (await desk("digest explain", article=article, by=by, **where)).text.replace("*", "")

    return explain


@pytest.fixture
def retract(desk):
    """Retract an article by its title, as the moderator or somebody else."""

    async def retract(article=TITLE, **where):
        await desk("article retract", article=article, reason="a hoax", **where)

    return retract


@pytest.fixture
def _trusted(simcord_env, guild):
    """The server acts for all."""
    simcord_env.bot.trusted_guilds = frozenset({guild.id})


@pytest.fixture
def boss(simcord_env, elsewhere):
    """An admin of another server."""
    admins = elsewhere.guild.create_role(
        "Admins", permissions=discord.Permissions(manage_guild=True)
    )
    return elsewhere.guild.add_member(simcord_env.create_user("bea"), roles=[admins])


@pytest.mark.parametrize("named", [TITLE, "speech SYNTHESIS clones any voice", "clones", ADDRESS])
async def test_what_the_server_retracted_is_told_as_retracted(retract, explain, named):
    await retract()
    told = await explain(named)
    assert TITLE in told
    assert "It was retracted, so no edition shows it any more." in told
    assert "Next edition, if it were due now: left out, retracted" in told


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize("named", [TITLE, ADDRESS])
async def test_what_was_retracted_for_all_servers_is_told_so_in_each(
    retract, explain, boss, elsewhere, named
):
    await retract()
    for where in ({}, {"by": boss, "here": elsewhere.channel}):
        told = await explain(named, **where)
        assert "It was retracted" in told
        assert "left out, retracted" in told


@pytest.mark.parametrize("named", [TITLE, ADDRESS])
async def test_what_another_server_retracted_is_not(retract, explain, elsewhere, named):
    await retract(by=elsewhere.moderator, here=elsewhere.channel)
    assert "retracted" not in await explain(named)


async def test_what_was_corrected_before_is_told_by_its_corrected_title(
    retract, explain, fill, moderator, channel
):
    shown = await moderator.slash(channel, "article edit", article=TITLE)
    await fill(shown, by=moderator, title="Voices are cloned")
    await retract("Voices are cloned")
    assert "It was retracted" in await explain("Voices are cloned")


async def test_another_article_that_is_called_nearly_so_is_not_mistaken_for_it(retract, explain):
    await retract("Robots learn to weld")
    told = await explain("Robots learn to weld")
    assert "Robots learn to weld" in told
    assert "It was retracted" in told


async def test_nor_is_that_one_taken_for_what_was_retracted(retract, explain):
    await retract("Robots learn to weld")
    assert "retracted" not in await explain("Robots learn how to weld")


async def test_what_was_restored_is_explained_as_before(retract, explain, desk):
    await retract()
    await desk("article restore", article=TITLE)
    assert "retracted" not in await explain(TITLE)
