"""Who may do what in the demo's server."""

import discord
import pytest
from simcord.backend import DEFAULT_EVERYONE_PERMISSIONS

from bot.demo.loopback import LoopbackDiscord
from bot.demo.world import BOT_PERMISSIONS, World, greet


def permissions(
    server: LoopbackDiscord, world: World, user_id: int, channel_id: int | None = None
) -> discord.Permissions:
    computed = server.backend.compute_permissions(world.guild_id, user_id, channel_id)
    return discord.Permissions(computed)


@pytest.mark.parametrize(
    ("person", "manages_messages", "manages_guild"),
    [("member_id", False, False), ("moderator_id", True, False), ("admin_id", True, True)],
)
async def test_each_person_has_the_rights_of_the_part(
    server: LoopbackDiscord,
    world: World,
    person: str,
    manages_messages: bool,
    manages_guild: bool,
) -> None:
    rights = permissions(server, world, getattr(world, person))
    assert (rights.manage_messages, rights.manage_guild) == (manages_messages, manages_guild)


async def test_the_bot_has_no_more_rights_than_an_invitation_gives(
    server: LoopbackDiscord, world: World
) -> None:
    rights = permissions(server, world, server.backend.bot_user.id)
    assert rights <= BOT_PERMISSIONS | discord.Permissions(DEFAULT_EVERYONE_PERMISSIONS)


async def test_only_the_bot_posts_announcements(server: LoopbackDiscord, world: World) -> None:
    bot_id = server.backend.bot_user.id
    posters = [
        user_id
        for user_id in (bot_id, *world.people)
        if permissions(server, world, user_id, world.announcements_id).send_messages
    ]
    assert posters == [bot_id]


async def test_the_greeting_stands_in_the_news_channel(
    server: LoopbackDiscord, world: World
) -> None:
    greet(server.backend, world, {"#announcements": "http://127.0.0.1:1/#x"}, {})
    message, *_ = server.backend.messages[world.news_id].values()
    assert "simulation" in message.content
    assert "/news" in message.content


async def test_moderators_are_told_which_articles_they_can_add(
    server: LoopbackDiscord, world: World
) -> None:
    greet(server.backend, world, {}, {"in JSON-LD": "http://127.0.0.1:1/robots.html"})
    *_, message = server.backend.messages[world.news_id].values()
    assert "/article add" in message.content
    assert "- `http://127.0.0.1:1/robots.html` in JSON-LD" in message.content
