"""/suggest, with which any member proposes an article."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.desk_press import LONGEST_WHY
from bot.gateway.suggesting import suggest_from, withdraw
from bot.render import desk_guide as guide
from bot.render import desk_ids

Interaction = discord.Interaction[Newsdesk]
Url = app_commands.Range[str, 1, 2048]
Why = app_commands.Range[str, 1, LONGEST_WHY]


class Suggestions(commands.Cog):
    """Takes suggestions of members."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Answer buttons, also those of messages sent before a restart."""
        self._bot.add_dynamic_items(WithdrawButton)

    @app_commands.command(description=guide.SUGGEST)
    @app_commands.describe(url=guide.SUGGEST_URL, why=guide.SUGGEST_WHY, tell_me=guide.SUGGEST_TELL)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def suggest(
        self, interaction: Interaction, url: Url, why: Why | None = None, tell_me: bool = True
    ) -> None:
        """Put an article in the server's queue."""
        await suggest_from(interaction, url, why=why or "", wants_news=tell_me)


class WithdrawButton(PersistentButton, template=desk_ids.review_template("withdraw")):
    """Withdraw."""

    async def press(self, interaction: Interaction) -> None:
        """Take one's own suggestion back."""
        await withdraw(interaction, int(self.asked["number"]))
