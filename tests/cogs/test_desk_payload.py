"""The desk's commands for members and admins as Discord is told of them."""

from contextlib import nullcontext

import discord
import pytest

from bot.gateway.client import Newsdesk
from cogs.desk_settings import DeskSettingsCog
from cogs.queue import Queue
from cogs.suggest import Suggestions


@pytest.fixture
async def payload():
    bot = Newsdesk(nullcontext)
    for cog in (Suggestions, Queue, DeskSettingsCog):
        await bot.add_cog(cog(bot))
    bot.tree.add_command(bot.desk.article)
    return {command.name: command.to_dict(bot.tree) for command in bot.tree.get_commands()}


@pytest.mark.parametrize("name", ["suggest", "settings", "article"])
async def test_they_are_there_in_servers_alone(payload, name):
    assert payload[name]["contexts"] == [0]
    assert payload[name]["integration_types"] == [0]


async def test_settings_are_shown_to_admins_and_suggesting_to_all(payload):
    rights = discord.Permissions(manage_guild=True).value
    assert payload["settings"]["default_member_permissions"] == rights
    assert payload["suggest"]["default_member_permissions"] is None
    # Roles that an admin names may hold no permission at all.
    assert payload["article"]["default_member_permissions"] is None


async def test_suggesting_takes_an_address_a_reason_and_whether_to_tell(payload):
    options = {option["name"]: option["required"] for option in payload["suggest"]["options"]}
    assert options == {"url": True, "why": False, "tell_me": False}


async def test_all_descriptions_fit(payload):
    def described(command):
        yield command["description"]
        for option in command.get("options", []):
            yield from described(option)

    for command in payload.values():
        assert all(0 < len(text) <= 100 for text in described(command))
