"""The commands as Discord is told of them."""

import re
from contextlib import nullcontext

import pytest

from bot.gateway.client import Newsdesk
from cogs.help import Help
from cogs.news import News


@pytest.fixture
async def bot():
    bot = Newsdesk(nullcontext)
    await bot.add_cog(News(bot))
    await bot.add_cog(Help(bot))
    return bot


@pytest.fixture
def payload(bot):
    return {command.name: command.to_dict(bot.tree) for command in bot.tree.get_commands()}


async def test_there_are_two_commands(payload):
    assert set(payload) == {"news", "help"}


async def test_both_work_in_servers_and_messages_for_servers_and_people(payload):
    for command in payload.values():
        assert command["contexts"] == [0, 1, 2]
        assert command["integration_types"] == [0, 1]


async def test_news_takes_a_question_and_six_options(payload):
    options = {
        o["name"]: (o["required"], o.get("autocomplete", False)) for o in payload["news"]["options"]
    }
    assert options == {
        "query": (True, True),
        "topic": (False, True),
        "source": (False, True),
        "after": (False, False),
        "before": (False, False),
        "on": (False, False),
        "sort": (False, False),
    }


async def test_news_sorts_by_match_or_by_date(payload):
    sort = payload["news"]["options"][-1]
    choices = [(choice["name"], choice["value"]) for choice in sort["choices"]]
    assert choices == [("Best match", "best"), ("Newest first", "newest")]


async def test_names_and_descriptions_are_within_discords_limits(payload):
    described = [*payload.values(), *payload["news"]["options"]]
    for item in described:
        assert re.fullmatch(r"[-_a-z]{1,32}", item["name"])
        assert 1 <= len(item["description"]) <= 100
