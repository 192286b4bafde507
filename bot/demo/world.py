"""The demo's server: one guild, two channels, three people and a guide that greets."""

from dataclasses import dataclass

import discord
from simcord.backend import Backend

from bot.render import demo as words


@dataclass(frozen=True, slots=True)
class World:
    """Ids of what the demo shows; every person is a user id."""

    guild_id: int
    news_id: int
    announcements_id: int
    guide_id: int
    member_id: int
    moderator_id: int
    admin_id: int

    @property
    def people(self) -> tuple[int, int, int]:
        """Everyone a visitor can act as, the least powerful first."""
        return self.member_id, self.moderator_id, self.admin_id


def build_world(backend: Backend) -> World:
    """Furnish an empty simulated Discord with the demo's server."""
    backend.edit_bot_profile(words.BOT_NAME)
    guild = backend.create_guild(words.SERVER_NAME)
    news = backend.create_channel(guild.id, "news", topic=words.NEWS_TOPIC)
    posts = backend.create_channel(guild.id, "announcements", topic=words.ANNOUNCEMENTS_TOPIC)
    return World(
        guild_id=guild.id,
        news_id=news.id,
        announcements_id=posts.id,
        guide_id=_join(backend, guild.id, words.GUIDE_NAME, bot=True),
        member_id=_join(backend, guild.id, words.MEMBER_NAME),
        moderator_id=_join(
            backend, guild.id, words.MODERATOR_NAME, discord.Permissions(manage_messages=True)
        ),
        admin_id=_join(
            backend, guild.id, words.ADMIN_NAME, discord.Permissions(manage_guild=True)
        ),
    )


def greet(backend: Backend, world: World, rooms: dict[str, str]) -> None:
    """Post the greeting, with the addresses of the other rooms."""
    backend.create_message(world.news_id, world.guide_id, words.greeting(rooms))


def _join(
    backend: Backend,
    guild_id: int,
    name: str,
    permissions: discord.Permissions | None = None,
    *,
    bot: bool = False,
) -> int:
    user = backend.make_user(name.split()[0].lower(), global_name=name, bot=bot)
    roles = []
    if permissions is not None:
        roles.append(backend.create_role(guild_id, name, permissions=permissions.value).id)
    backend.add_member(guild_id, user.id, roles=roles)
    return user.id
