"""The commands by which articles are added, as Discord is told of them."""

from contextlib import nullcontext

import pytest

from bot.gateway.client import Newsdesk
from cogs.article_add import ArticleAdd

MESSAGE = 3
GUILD = 0


@pytest.fixture
async def bot():
    bot = Newsdesk(nullcontext)
    await bot.add_cog(ArticleAdd(bot))
    return bot


def described(bot):
    return {command.name: command.to_dict(bot.tree) for command in bot.tree.get_commands(type=None)}


async def test_the_menu_of_messages_is_there_in_servers_alone(bot):
    menu = described(bot)["Add to Newsdesk"]
    assert (menu["type"], menu["contexts"], menu["integration_types"]) == (MESSAGE, [GUILD], [0])


async def test_all_members_see_it_for_those_who_moderate_not_suggest(bot):
    assert described(bot)["Add to Newsdesk"]["default_member_permissions"] is None


async def test_an_address_may_be_given(bot):
    (add,) = bot.desk.article.to_dict(bot.tree)["options"]
    (url,) = add["options"]
    assert (add["name"], url["name"], url["required"], url["max_length"]) == (
        "add",
        "url",
        False,
        2048,
    )


async def test_both_go_with_the_cog(bot):
    await bot.remove_cog("ArticleAdd")
    assert "Add to Newsdesk" not in described(bot)
    assert bot.desk.article.commands == []
