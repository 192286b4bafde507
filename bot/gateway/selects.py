"""Selects that outlive a restart, as PersistentButton does."""

import re
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.gateway.errors import ErrorEdge

if TYPE_CHECKING:
    from bot.gateway.client import Newsdesk


class PersistentSelect(ui.DynamicItem[ui.Select[Any]], template=r"(?!)"):
    """A select known by its id alone; `asked` holds the named parts of the id."""

    def __init__(self, item: ui.Select[Any], asked: dict[str, str]) -> None:
        super().__init__(item)
        self.asked = asked

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the select that was used."""
        return cls(cast("ui.Select[Any]", item), match.groupdict(""))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a choice asks for; errors go to the one edge."""
        async with ErrorEdge(interaction):
            # What arrives may be any text, whatever was offered.
            values = cast("dict[str, Any]", interaction.data or {}).get("values", [])
            await self.choose(interaction, [str(value) for value in values])

    @abstractmethod
    async def choose(self, interaction: "discord.Interaction[Newsdesk]", values: list[str]) -> None:
        """Answer a choice."""
