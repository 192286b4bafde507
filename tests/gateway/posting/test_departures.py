"""Servers that remove the bot, take it back, or can't be reached for a while."""

import pytest

from bot.services.compare_guilds import compare_guilds
from cogs.departures import Departures


@pytest.fixture
async def watching(desk):
    await desk.client.add_cog(Departures(desk.client))


def departures(desk):
    return [row[0] for row in desk.rows("SELECT guild_id FROM departures")]


@pytest.mark.usefixtures("watching")
async def test_a_server_that_removes_the_bot_is_remembered_and_forgotten_when_it_returns(desk):
    guild = desk.client.get_guild(desk.guild_id)
    desk.backend.remove_guild(desk.guild_id)
    await desk.until(lambda: departures(desk) == [desk.guild_id])
    desk.client.dispatch("guild_join", guild)
    await desk.until(lambda: departures(desk) == [])


@pytest.mark.usefixtures("watching")
async def test_one_that_cant_be_reached_has_not_left(desk):
    await desk.subscribe()
    guild = desk.client.get_guild(desk.guild_id)
    desk.backend.emit("GUILD_DELETE", {"id": str(desk.guild_id), "unavailable": True})
    await desk.until(lambda: guild.unavailable)
    await compare_guilds(desk.store, desk.client.guild_ids(), now=desk.clock())
    assert departures(desk) == []


async def test_one_that_left_while_the_bot_was_down_is_noticed_at_its_start(desk):
    await desk.subscribe()
    desk.backend.remove_guild(desk.guild_id)
    await desk.until(lambda: not desk.client.guild_ids())
    assert departures(desk) == []
    await compare_guilds(desk.store, desk.client.guild_ids(), now=desk.clock())
    assert departures(desk) == [desk.guild_id]
