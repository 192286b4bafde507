"""The /privacy command: what is stored about the member who asks, and deleting it."""

from collections.abc import Mapping

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.domain.member_traces import MemberTraces
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.replies import patience, redraw, reply
from bot.render import desk_guide, desk_ids
from bot.render.privacy import deleted_card, deletion_card, privacy_card
from bot.services.name_articles import name_articles
from bot.services.read_member import read_member
from bot.services.redact_member import redact_member

Interaction = discord.Interaction[Newsdesk]


class Privacy(commands.Cog):
    """Shows and deletes what is stored about the member who asks, and about nobody else."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Answer buttons, also those of messages sent before a restart."""
        self._bot.add_dynamic_items(PrivacyPageButton, PrivacyButton)

    @app_commands.command(description=desk_guide.PRIVACY)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def privacy(self, interaction: Interaction) -> None:
        """Show what is stored; changes nothing."""
        async with patience(interaction):
            view = await _page(interaction, 0)
        await reply(interaction, view)


async def _page(interaction: Interaction, page: int) -> ui.LayoutView:
    store = interaction.client.store
    traces = await read_member(store, interaction.user.id, page=page)
    titles = await name_articles(store, traces.acts)
    return privacy_card(traces, _names(interaction.client, traces), page, titles)


def _names(client: Newsdesk, traces: MemberTraces) -> Mapping[int, str]:
    """The names of the servers that the bot is in."""
    guilds = map(client.get_guild, {*traces.desks, *traces.blocked_in})
    return {guild.id: guild.name for guild in guilds if guild is not None}


class PrivacyPageButton(PersistentButton, template=desk_ids.PRIVACY_PAGE):
    """Newer and Older."""

    async def press(self, interaction: Interaction) -> None:
        """Turn the page in place."""
        async with patience(interaction):
            view = await _page(interaction, int(self.asked["page"]))
        await redraw(interaction, view)


class PrivacyButton(PersistentButton, template=desk_ids.PRIVACY):
    """Delete…, Delete it, and Keep it; whoever presses, it concerns only themselves."""

    async def press(self, interaction: Interaction) -> None:
        """Ask, delete, or show what is stored again, on the same card."""
        if self.asked["step"] == "ask":
            await redraw(interaction, deletion_card())
        elif self.asked["step"] == "delete":
            member_id, now = interaction.user.id, interaction.created_at
            async with patience(interaction):
                acts = await redact_member(interaction.client.store, member_id, now=now)
            await redraw(interaction, deleted_card(acts))
        else:
            async with patience(interaction):
                view = await _page(interaction, 0)
            await redraw(interaction, view)
