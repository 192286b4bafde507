"""Selects that outlive a restart."""

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import ui

from bot.gateway.errors import ErrorEdge
from bot.gateway.persistent import PersistentItem

if TYPE_CHECKING:
    from bot.gateway.client import Newsdesk


class PersistentSelect(PersistentItem[ui.Select[Any]], template=r"(?!)"):
    """A select; a subclass gives the template of its ids and what a choice does."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a choice asks for; errors go to the one edge."""
        async with ErrorEdge(interaction):
            interaction.client.flood_gate.admit(interaction)
            # What arrives may be any text, whatever was offered.
            values = cast("dict[str, Any]", interaction.data or {}).get("values", [])
            await self.choose(interaction, [str(value) for value in values])

    @abstractmethod
    async def choose(self, interaction: "discord.Interaction[Newsdesk]", values: list[str]) -> None:
        """Answer a choice."""
