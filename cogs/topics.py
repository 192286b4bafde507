"""The commands /topics and /trending: what there is to read about, and what is loud."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.briefing_period import read_period
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.replies import patience, redraw, reply
from bot.render import custom_ids, guide
from bot.render.choices import Choices, period_choices
from bot.render.topics import topics_card
from bot.render.trends import trends_card
from bot.services.complete_period import complete_period
from bot.services.find_trends import find_trends
from bot.services.list_topics import list_topics

Interaction = discord.Interaction[Newsdesk]
When = app_commands.Range[str, 1, 40]


class Topics(commands.Cog):
    """Shows topics and how loud they are."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Answer buttons, also those of messages sent before a restart."""
        self._bot.add_dynamic_items(TopicsPageButton)

    @app_commands.command(description=guide.TOPICS)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def topics(self, interaction: Interaction) -> None:
        """Answer with the first page, for the asker alone."""
        store, guild_id = interaction.client.store, interaction.guild_id
        now = interaction.created_at
        async with patience(interaction):
            page = await list_topics(store, 0, guild_id=guild_id, now=now)
        await reply(interaction, topics_card(page))

    @app_commands.command(description=guide.TRENDING)
    @app_commands.describe(period=guide.TRENDING_PERIOD)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def trending(self, interaction: Interaction, *, period: When | None = None) -> None:
        """Answer for the asker alone."""
        store, guild_id = interaction.client.store, interaction.guild_id
        now = interaction.created_at
        span = read_period(period, None, now=now)
        async with patience(interaction):
            trends = await find_trends(store, span, guild_id=guild_id, now=now)
        await reply(interaction, trends_card(trends))

    @trending.autocomplete("period")
    async def offer_periods(self, interaction: Interaction, typed: str) -> Choices:
        """Offer spans and months."""
        store, guild_id = interaction.client.store, interaction.guild_id
        now = interaction.created_at
        return period_choices(await complete_period(store, typed, guild_id=guild_id, now=now))


class TopicsPageButton(PersistentButton, template=custom_ids.TOPICS_PAGE):
    """Next and Previous."""

    async def press(self, interaction: Interaction) -> None:
        """Turn the page in place; the id names the page, so a double press turns but one."""
        store, guild_id = interaction.client.store, interaction.guild_id
        number, now = int(self.asked["number"]), interaction.created_at
        async with patience(interaction):
            page = await list_topics(store, number, guild_id=guild_id, now=now)
        await redraw(interaction, topics_card(page))
