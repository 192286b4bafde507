"""Who may manage digests: those who may manage the server, and whom its admins let."""

from typing import Any

import discord

from bot.gateway.client import Newsdesk
from bot.render.digest_refusals import NotAdminError, NotInServerError

COMMAND = "digest"
_NO_OVERRIDES = 10066


async def admit(interaction: discord.Interaction[Newsdesk]) -> int:
    """Return the id of the server that the member may manage digests of, or raise a refusal.

    Discord asks the same before it lets a command through, but not when a button is pressed or a
    form is sent, perhaps long after; and rights may have been taken back since.
    """
    guild_id = interaction.guild_id
    if guild_id is None or not isinstance(interaction.user, discord.Member):
        raise NotInServerError
    if not interaction.permissions.manage_guild and not await _is_let(interaction, guild_id):
        raise NotAdminError
    return guild_id


async def _is_let(interaction: discord.Interaction[Newsdesk], guild_id: int) -> bool:
    """Whether the server's settings open the command to the member, as Discord decides it."""
    client = interaction.client
    command_id = client.command_ids.get(COMMAND)
    if command_id is None or client.application_id is None:
        return False
    try:
        answer = await client.http.get_application_command_permissions(
            client.application_id, guild_id, command_id
        )
    except discord.HTTPException as error:
        # There is nothing to read where nobody has changed who may use it.
        if error.code == _NO_OVERRIDES or error.status in (403, 404):
            return False
        raise
    overrides = {
        (each["type"], int(each["id"])): each["permission"] for each in answer["permissions"]
    }
    return _allows(overrides, interaction.user, guild_id)


def _allows(overrides: dict[tuple[Any, int], bool], member: Any, guild_id: int) -> bool:
    """Decide like Discord: the member's own entry, else any role's that allows, else everyone's."""
    role, user = 1, 2
    own = overrides.get((user, member.id))
    if own is not None:
        return own
    roles = [
        overrides[role, each.id]
        for each in member.roles
        if (role, each.id) in overrides and each.id != guild_id
    ]
    if roles:
        return any(roles)
    return overrides.get((role, guild_id), False)
