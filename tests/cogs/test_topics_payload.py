"""The commands on topics as Discord is told of them."""

from contextlib import nullcontext

import pytest

from bot.gateway.client import Newsdesk
from cogs.topics import Topics


@pytest.fixture
async def payload():
    bot = Newsdesk(nullcontext)
    await bot.add_cog(Topics(bot))
    return {command.name: command.to_dict(bot.tree) for command in bot.tree.get_commands()}


async def test_both_work_in_servers_and_messages_for_servers_and_people(payload):
    assert set(payload) == {"topics", "trending"}
    for command in payload.values():
        assert command["contexts"] == [0, 1, 2]
        assert command["integration_types"] == [0, 1]
        assert 1 <= len(command["description"]) <= 100


async def test_trending_takes_a_period_that_is_completed(payload):
    (option,) = payload["trending"]["options"]
    assert (option["name"], option["required"], option["autocomplete"]) == ("period", False, True)
    assert 1 <= len(option["description"]) <= 100
