"""The /article export command: what the server's desk made, as a file."""

from io import BytesIO
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.client import Newsdesk
from bot.gateway.desk_rights import admit_moderator
from bot.gateway.replies import patience, reply
from bot.render import desk_guide
from bot.render.article_transfer import export_card, nothing_to_export_card, too_large_card
from bot.services.export_guild import MOST_BYTES, TooLarge, export_guild

Interaction = discord.Interaction[Newsdesk]


class ArticleExports(commands.Cog):
    """Hands moderators what their desk made."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Add the command."""
        group = self._bot.desk.article
        group.command(name="export", description=desk_guide.EXPORT)(export)


@app_commands.describe(kind=desk_guide.EXPORT_FORMAT)
@app_commands.rename(kind="format")
async def export(
    interaction: Interaction, kind: Literal["markdown", "json", "csv"] = "markdown"
) -> None:
    """Hand out the file, to the moderator alone."""
    newsroom = await admit_moderator(interaction)
    store, now = interaction.client.store, interaction.created_at
    most = min(interaction.filesize_limit, MOST_BYTES)
    async with patience(interaction):
        made = await export_guild(store, newsroom.guild_id, kind, now=now, most_bytes=most)
    if made is None:
        await reply(interaction, nothing_to_export_card())
    elif isinstance(made, TooLarge):
        await reply(interaction, too_large_card(made.articles, most))
    else:
        file = discord.File(BytesIO(made.data), made.name)
        await reply(interaction, export_card(made.articles, kind, made.name), files=[file])
