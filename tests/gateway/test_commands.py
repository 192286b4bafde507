"""When Discord is told of the commands anew."""

from contextlib import nullcontext

import pytest

from bot.gateway.client import Newsdesk
from bot.gateway.commands import payload_digest
from cogs.help import Help


@pytest.fixture
async def bot():
    bot = Newsdesk(nullcontext)
    await bot.add_cog(Help(bot))
    return bot


async def test_an_unchanged_payload_has_the_same_digest(bot):
    assert payload_digest(bot) == payload_digest(bot)


async def test_a_changed_payload_has_another_digest(bot):
    before = payload_digest(bot)
    bot.tree.get_command("help").description = "Something else"
    assert payload_digest(bot) != before


async def test_another_application_has_another_digest(bot):
    before = payload_digest(bot)
    bot._connection.application_id = 7
    assert payload_digest(bot) != before
