"""Buttons that outlive a restart: all they know stands in their custom id."""

import re
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.gateway.errors import ErrorEdge

if TYPE_CHECKING:
    from bot.gateway.client import Newsdesk


class PersistentButton(ui.DynamicItem[ui.Button[Any]], template=r"(?!)"):
    """A button known by its id alone; `asked` holds the named parts of the id.

    A part that isn't there is empty. A subclass gives the template of its ids and what a press
    does. discord.py only logs the errors of dynamic items, so they are sent to the edge here.
    """

    def __init__(self, item: ui.Button[Any], asked: dict[str, str]) -> None:
        super().__init__(item)
        self.asked = asked

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button that was pressed."""
        return cls(cast("ui.Button[Any]", item), match.groupdict(""))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a press asks for; errors go to the one edge."""
        async with ErrorEdge(interaction):
            await self.press(interaction)

    @abstractmethod
    async def press(self, interaction: "discord.Interaction[Newsdesk]") -> None:
        """Answer a press."""
