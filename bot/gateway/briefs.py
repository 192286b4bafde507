"""A briefing as an answer: its card, and the chart that goes with it."""

import asyncio
from io import BytesIO

import discord
from discord import ui

from bot.domain.briefing import BriefingQuery, NoBriefing
from bot.gateway.client import Newsdesk
from bot.render.briefing import CHART_FILE, briefing_card, no_briefing_card
from bot.render.chart import draw_chart
from bot.services.ask_briefing import ask_briefing


async def briefed(
    interaction: discord.Interaction[Newsdesk], about: str
) -> tuple[ui.LayoutView, list[discord.File]]:
    """Brief the member on a topic, over a time that the data choose."""
    store, guild_id = interaction.client.store, interaction.guild_id
    now = interaction.created_at
    answer = await ask_briefing(store, BriefingQuery(about), guild_id=guild_id, now=now)
    if isinstance(answer, NoBriefing):
        return no_briefing_card(answer), []
    # Drawn beside the event loop.
    picture = await asyncio.to_thread(draw_chart, answer.briefing.chart)
    may_subscribe = interaction.guild_id is not None and interaction.permissions.manage_guild
    view = briefing_card(answer, may_subscribe=may_subscribe)
    return view, [discord.File(BytesIO(picture), CHART_FILE)]
