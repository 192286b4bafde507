"""The /help command, and the welcome to a server that adds the bot."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.client import Newsdesk
from bot.gateway.greeting import greet
from bot.gateway.replies import reply
from bot.render.guide import HELP, help_card, welcome_card


class Help(commands.Cog):
    """Says what Newsdesk does."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    @app_commands.command(description=HELP)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def help(self, interaction: discord.Interaction[Newsdesk]) -> None:
        """Explain the commands."""
        manages = interaction.permissions.manage_guild
        await reply(interaction, help_card(self._bot.command_ids, manages=manages))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Greet the server."""
        await greet(guild, welcome_card(self._bot.command_ids))
