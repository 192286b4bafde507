"""Who may post where, by what Discord says in an interaction."""

from typing import Any

import discord

_THREADS = {
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
}


def missing_to_post(interaction: discord.Interaction[Any]) -> str | None:
    """Name the permission flag that the member lacks to post where they are, None if they may."""
    if interaction.guild_id is None:
        return None
    needed = ["send_messages_in_threads" if _is_thread(interaction) else "send_messages"]
    if interaction.is_user_integration() and not interaction.is_guild_integration():
        # Without it, an app that only the member installed is shown to that member alone.
        needed.append("use_external_apps")
    held = interaction.permissions
    return next((flag for flag in needed if not getattr(held, flag)), None)


def _is_thread(interaction: discord.Interaction[Any]) -> bool:
    return interaction.channel is not None and interaction.channel.type in _THREADS
