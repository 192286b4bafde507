"""The demo's server: one guild, a channel of each kind, three people and a guide that greets."""

from dataclasses import dataclass

import discord
from simcord.backend import Backend
from simcord.backend.models import Overwrite
from simcord.enums import ChannelType, OverwriteType

from bot.render import demo as words

# What the invitation asks for; SimCord would grant everything but Administrator.
BOT_PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)

_NO_EMOJI = {"emoji_id": None, "emoji_name": None}


@dataclass(frozen=True, slots=True)
class World:
    """Ids of what the demo shows; every person is a user id."""

    guild_id: int
    news_id: int
    announcements_id: int
    thread_id: int
    forum_id: int
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
    guild_id = backend.create_guild(words.SERVER_NAME).id
    (bot_role_id,) = backend.get_member(guild_id, backend.bot_user.id).role_ids
    backend.edit_role(guild_id, bot_role_id, {"permissions": BOT_PERMISSIONS.value})
    guide = backend.make_user("guide", global_name=words.GUIDE_NAME, bot=True)
    backend.add_member(guild_id, guide.id)
    moderators = discord.Permissions(manage_messages=True)
    admins = discord.Permissions(manage_guild=True, manage_messages=True)
    news_id = backend.create_channel(guild_id, "news", topic=words.NEWS_TOPIC).id
    # A role that editions can ping, and a forum that they can be posted in.
    backend.create_role(guild_id, words.READERS_NAME, permissions=0, mentionable=True)
    forum = backend.create_channel(guild_id, "digests", type=ChannelType.FORUM)
    tag = {"id": str(backend.snowflake()), "name": words.TAG_NAME, "moderated": False}
    backend.edit_channel(forum.id, {"available_tags": [{**tag, **_NO_EMOJI}]})
    return World(
        guild_id=guild_id,
        news_id=news_id,
        announcements_id=_create_announcements(backend, guild_id, bot_role_id),
        # Without a notice: the greeting is to be the first message.
        thread_id=backend.create_thread(news_id, words.THREAD_NAME, guide.id, broadcast=False).id,
        forum_id=forum.id,
        guide_id=guide.id,
        member_id=_join(backend, guild_id, words.MEMBER_NAME, discord.Permissions.none()),
        moderator_id=_join(backend, guild_id, words.MODERATOR_NAME, moderators),
        admin_id=_join(backend, guild_id, words.ADMIN_NAME, admins),
    )


def greet(backend: Backend, world: World, rooms: dict[str, str], articles: dict[str, str]) -> None:
    """Post the greeting, with the addresses of the other rooms, and of articles to be added."""
    backend.create_message(world.news_id, world.guide_id, words.greeting(rooms))
    backend.create_message(world.news_id, world.guide_id, words.desk_guide(articles))


def _create_announcements(backend: Backend, guild_id: int, bot_role_id: int) -> int:
    """A channel in which only the bot may post, as servers usually have it."""
    may_post = discord.Permissions(send_messages=True).value
    return backend.create_channel(
        guild_id,
        "announcements",
        type=ChannelType.NEWS,
        topic=words.ANNOUNCEMENTS_TOPIC,
        overwrites=[
            Overwrite(guild_id, OverwriteType.ROLE, deny=may_post),
            Overwrite(bot_role_id, OverwriteType.ROLE, allow=may_post),
        ],
    ).id


def _join(backend: Backend, guild_id: int, name: str, permissions: discord.Permissions) -> int:
    user = backend.make_user(name.split(maxsplit=1)[0].lower(), global_name=name)
    role = backend.create_role(guild_id, name, permissions=permissions.value)
    backend.add_member(guild_id, user.id, roles=[role.id])
    return user.id
