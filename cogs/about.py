"""/about for everyone, and /status for who runs the bot."""

import asyncio
from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.gateway.client import Newsdesk
from bot.gateway.replies import patience, reply
from bot.render.about import (
    ABOUT,
    CHART_FILE,
    STATUS,
    Facts,
    OwnerStatus,
    about_card,
    not_owner_card,
    owner_status_card,
)
from bot.render.figures_chart import draw_figures
from bot.services.note_figures import read_figures
from bot.services.read_facts import read_facts

Interaction = discord.Interaction[Newsdesk]


class About(commands.Cog):
    """Says what the bot is, and how it is."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    @app_commands.command(description=ABOUT)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def about(self, interaction: Interaction) -> None:
        """Say what the bot is."""
        async with patience(interaction):
            guild_id, now = interaction.guild_id, interaction.created_at
            articles, newest = await read_facts(self._bot.store, guild_id=guild_id, now=now)
        await reply(interaction, about_card(Facts(__version__, articles, newest)))

    @app_commands.command(description=STATUS)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def status(self, interaction: Interaction) -> None:
        """Say how the bot is, to its owner alone."""
        async with patience(interaction):
            if not await self._bot.is_owner(interaction.user):
                await reply(interaction, not_owner_card())
                return
            now = interaction.created_at
            diagnosis = await self._bot.health.diagnose(now)
            days = await read_figures(self._bot.store, now=now)
            picture = await asyncio.to_thread(draw_figures, days)
        status = OwnerStatus(
            diagnosis.ailments,
            diagnosis.vitals,
            diagnosis.running,
            len(self._bot.guilds),
            days,
        )
        view = owner_status_card(status, version=__version__)
        await reply(interaction, view, files=[discord.File(BytesIO(picture), CHART_FILE)])
