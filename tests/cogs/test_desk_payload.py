"""The commands of the desk as Discord is told of them."""

import re
from contextlib import nullcontext

import pytest

from bot.gateway.client import Newsdesk
from cogs.article import Articles
from cogs.article_add import ArticleAdd
from cogs.privacy import Privacy
from cogs.queue import Queue
from cogs.story_desk import StoryDesk
from cogs.trail import Trails
from cogs.weights import Weights

ARTICLE = "add edit retract restore pin boost mute lift history queue block unblock"
COGS = (Articles, ArticleAdd, Queue, StoryDesk, Trails, Weights)


@pytest.fixture
async def payloads():
    bot = Newsdesk(nullcontext)
    for cog in COGS:
        await bot.add_cog(cog(bot))
    return {group.name: group.to_dict(bot.tree) for group in bot.desk.groups()}


async def test_they_are_for_servers_and_seen_by_all_since_roles_may_moderate(payloads):
    for payload in payloads.values():
        assert payload["contexts"] == [0]
        assert payload["integration_types"] == [0]
        assert payload["default_member_permissions"] is None


async def test_all_of_them_are_there(payloads):
    named = {name: {each["name"] for each in p["options"]} for name, p in payloads.items()}
    assert named["article"] >= set(ARTICLE.split())
    assert named["story"] == {"merge", "split"}


async def test_names_descriptions_and_the_whole_are_within_discords_limits(payloads):
    for payload in payloads.values():
        options = [option for each in payload["options"] for option in each.get("options", [])]
        choices = [choice for option in options for choice in option.get("choices", [])]
        for item in (payload, *payload["options"], *options):
            assert re.fullmatch(r"[-_a-z]{1,32}", item["name"])
            assert 1 <= len(item["description"]) <= 100
        said = [len(item["name"]) + len(item["description"]) for item in (payload, *options)]
        said += [len(item["name"]) + len(item["description"]) for item in payload["options"]]
        said += [len(choice["name"]) + len(str(choice["value"])) for choice in choices]
        assert sum(said) <= 8000
        assert len(payload["options"]) <= 25


async def test_articles_are_completed_wherever_one_is_asked_for(payloads):
    options = [
        (each["name"], option)
        for payload in payloads.values()
        for each in payload["options"]
        for option in each.get("options", [])
    ]
    asked = [option for _, option in options if option["name"] in ("article", "story", "other")]
    assert len(asked) == 7
    assert all(option["autocomplete"] for option in asked)


async def test_privacy_is_for_anyone_anywhere():
    bot = Newsdesk(nullcontext)
    await bot.add_cog(Privacy(bot))
    (command,) = bot.tree.get_commands()
    payload = command.to_dict(bot.tree)
    assert payload["contexts"] == [0, 1, 2]
    assert payload["integration_types"] == [0, 1]
