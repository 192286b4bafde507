"""Greets a server that has just added the bot, where it may write."""

import logging

import discord
from discord import ui

log = logging.getLogger(__name__)


async def greet(guild: discord.Guild, view: ui.LayoutView) -> None:
    """Post `view` in the system channel or the first open one; nowhere to post is no fault."""
    channel = greeting_channel(guild)
    if channel is None:
        return
    view.stop()
    try:
        await channel.send(view=view)
    except discord.HTTPException as refusal:
        log.info("no welcome in server %d: %s", guild.id, refusal)


def greeting_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the system channel if the bot may write there, else the first where it may."""
    system = [guild.system_channel] if guild.system_channel else []
    return next((channel for channel in [*system, *guild.text_channels] if _is_open(channel)), None)


def _is_open(channel: discord.TextChannel) -> bool:
    held = channel.permissions_for(channel.guild.me)
    return held.view_channel and held.send_messages
