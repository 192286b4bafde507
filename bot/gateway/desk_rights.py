"""Who may do what at a server's desk, asked at each command, press and form that is sent.

Rights count that hold in the whole server, as acts do: whoever may manage messages in a channel of
their own is no moderator.
"""

import discord

from bot.domain.newsroom import Newsroom
from bot.gateway.client import Newsdesk
from bot.render.desk_refusals import NotDeskAdminError, NotInServerError, NotModeratorError


async def admit_moderator(
    interaction: discord.Interaction[Newsdesk], *, suggests: bool = False
) -> Newsroom:
    """Return the newsroom that the member may act for, or raise a refusal that names who may.

    With `suggests` it also names what everyone may do.
    """
    newsroom = newsroom_of(interaction)
    role_ids = await _moderating_roles(interaction, newsroom)
    if not _moderates(interaction, role_ids):
        raise NotModeratorError(role_ids, suggests=suggests)
    return newsroom


async def is_moderator(interaction: discord.Interaction[Newsdesk]) -> bool:
    """Whether the member may act for the newsroom of the server, if there is one here."""
    try:
        await admit_moderator(interaction)
    except (NotModeratorError, NotInServerError):
        return False
    return True


def admit_admin(interaction: discord.Interaction[Newsdesk]) -> Newsroom:
    """Return the newsroom whose settings the member may change, or raise a refusal."""
    newsroom = newsroom_of(interaction)
    if not _held(interaction).manage_guild:
        raise NotDeskAdminError
    return newsroom


def newsroom_of(interaction: discord.Interaction[Newsdesk]) -> Newsroom:
    """The newsroom of the server where this happens; a refusal where the bot is in none."""
    client, guild_id = interaction.client, interaction.guild_id
    guild = None if guild_id is None else client.get_guild(guild_id)
    is_member = isinstance(interaction.user, discord.Member)
    if guild is None or guild.unavailable or not is_member:
        raise NotInServerError
    return client.newsroom(guild.id)


async def _moderating_roles(
    interaction: discord.Interaction[Newsdesk], newsroom: Newsroom
) -> tuple[int, ...]:
    settings = await interaction.client.store.desk_settings.of(newsroom.guild_id)
    return settings.role_ids


def _moderates(interaction: discord.Interaction[Newsdesk], role_ids: tuple[int, ...]) -> bool:
    held = _held(interaction)
    if held.manage_guild or not role_ids:
        return held.manage_guild or held.manage_messages
    member = interaction.user
    return isinstance(member, discord.Member) and any(map(member.get_role, role_ids))


def _held(interaction: discord.Interaction[Newsdesk]) -> discord.Permissions:
    """What the member may do in the whole server, by the roles that the interaction names."""
    member = interaction.user
    if isinstance(member, discord.Member):
        return member.guild_permissions
    return discord.Permissions.none()
