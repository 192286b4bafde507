"""The /digest commands as Discord is told of them."""

import re
from contextlib import nullcontext

import discord
import pytest

from bot.gateway.client import Newsdesk
from cogs.digests import Digests

COMMANDS = (
    "subscribe list preview edit pause resume unsubscribe send-now status history copy export"
    " import explain"
)
POSTABLE = {0, 5, 10, 11, 12, 15}


@pytest.fixture
async def payload():
    bot = Newsdesk(nullcontext)
    await bot.add_cog(Digests(bot))
    (command,) = bot.tree.get_commands()
    return command.to_dict(bot.tree)


async def test_they_are_for_servers_and_for_who_manages_them(payload):
    assert payload["default_member_permissions"] == discord.Permissions(manage_guild=True).value
    assert payload["contexts"] == [0]
    assert payload["integration_types"] == [0]


async def test_all_of_them_are_there(payload):
    assert {command["name"] for command in payload["options"]} == set(COMMANDS.split())


async def test_subscribing_takes_a_channel_and_six_options_none_of_them_required(payload):
    subscribe = payload["options"][0]
    options = {o["name"]: o.get("autocomplete", False) for o in subscribe["options"]}
    assert options == {
        "channel": False,
        "topics": True,
        "time": False,
        "timezone": True,
        "days": False,
        "stories": False,
        "role": False,
    }
    assert not any(option["required"] for option in subscribe["options"])


async def test_channels_are_offered_that_messages_can_be_posted_in(payload):
    channels = [o for c in payload["options"] for o in c.get("options", []) if o["type"] == 7]
    assert len(channels) == 13
    assert all(set(option["channel_types"]) == POSTABLE for option in channels)


async def test_names_descriptions_and_the_whole_are_within_discords_limits(payload):
    described = [payload, *payload["options"]]
    described += [option for each in payload["options"] for option in each.get("options", [])]
    for item in described:
        assert re.fullmatch(r"[-_a-z]{1,32}", item["name"])
        assert 1 <= len(item["description"]) <= 100
    assert sum(len(item["name"]) + len(item["description"]) for item in described) <= 8000
    assert len(payload["options"]) <= 25
