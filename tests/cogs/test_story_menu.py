"""The context menu of stories as Discord is told of it."""

from contextlib import nullcontext

import pytest

from bot.gateway.client import Newsdesk
from cogs.stories import Stories

MESSAGE = 3


@pytest.fixture
async def bot():
    bot = Newsdesk(nullcontext)
    await bot.add_cog(Stories(bot))
    return bot


async def test_related_news_can_be_asked_for_of_any_message_anywhere(bot):
    (menu,) = [command.to_dict(bot.tree) for command in bot.tree.get_commands(type=None)]
    assert (menu["name"], menu["type"]) == ("Find related news", MESSAGE)
    assert menu["contexts"] == [0, 1, 2]
    assert menu["integration_types"] == [0, 1]


async def test_it_goes_with_the_cog(bot):
    await bot.remove_cog("Stories")
    assert not bot.tree.get_commands(type=None)
