"""Where the bot can no longer post: servers that removed it, channels and threads that are gone."""

from datetime import UTC, datetime

import discord
from discord.ext import commands

from bot.gateway.client import Newsdesk
from bot.services.compare_guilds import welcome_guild
from bot.services.leave_guild import leave_guild, lose_channel


class Departures(commands.Cog):
    """Stops digests at once, instead of after they were refused for days."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Stop all digests of the server, and remember when it left."""
        await leave_guild(self._bot.store, guild.id, now=datetime.now(UTC))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep what a server left that comes back."""
        await welcome_guild(self._bot.store, guild.id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Stop the channel's digest."""
        await self._lose(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """Stop the thread's digest."""
        await self._lose(thread.guild_id, thread.thread_id)

    async def _lose(self, guild_id: int, channel_id: int) -> None:
        await lose_channel(self._bot.store, guild_id, channel_id, now=datetime.now(UTC))
