"""/about for everyone, /status for who runs the bot."""

import pytest


@pytest.fixture
def show(alice, channel, read):
    async def show(name):
        return read((await alice.slash(channel, name)).response)

    return show


async def test_anyone_is_told_what_it_is_and_how_fresh(show):
    card = await show("about")
    assert "In the archive here: 11 articles, the newest from <t:" in card.text
    assert "kept for a week" in card.text


async def test_status_is_for_the_owner_alone(show):
    card = await show("status")
    assert "for who runs this bot" in card.text
    assert "Outbox" not in card.text
    assert card.message.ephemeral


async def test_the_owner_sees_how_it_is_with_figures_and_a_chart(simcord_env, show, alice):
    bot = simcord_env.bot
    bot.owner_id = alice.id
    bot.health.read_vitals = bot.store.vitals.read
    card = await show("status")
    assert "## Status: all is well" in card.text
    assert "Outbox: 0 messages waiting; 0 messages in doubt" in card.text
    assert "Archive: 11 articles" in card.text
    assert "In the last 14 days: 0 searches" in card.text
    assert any(part["type"] == 12 for part in card.parts)
    assert card.message.ephemeral


async def test_what_is_not_well_is_named_with_the_mend(simcord_env, show, alice):
    simcord_env.bot.owner_id = alice.id
    card = await show("status")
    assert "## Status: somebody should look" in card.text
    assert "newsdesk doctor" in card.text
