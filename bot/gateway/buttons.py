"""Buttons that outlive a restart."""

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.gateway.errors import ErrorEdge
from bot.gateway.persistent import PersistentItem

if TYPE_CHECKING:
    from bot.gateway.client import Newsdesk


class PersistentButton(PersistentItem[ui.Button[Any]], template=r"(?!)"):
    """A button; a subclass gives the template of its ids and what a press does."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a press asks for; errors go to the one edge."""
        async with ErrorEdge(interaction):
            interaction.client.flood_gate.admit(interaction)
            await self.press(interaction)

    @abstractmethod
    async def press(self, interaction: "discord.Interaction[Newsdesk]") -> None:
        """Answer a press."""
