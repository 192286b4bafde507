"""Buttons and selects that outlive a restart: all they know stands in their custom id."""

import re
from typing import Any, Generic, Self, TypeVar, cast

import discord
from discord import ui

ItemT = TypeVar("ItemT", bound=ui.Item[Any])


class PersistentItem(ui.DynamicItem[ItemT], Generic[ItemT], template=r"(?!)"):
    """An item known by its id alone; `asked` holds the named parts of the id.

    A part that isn't there is empty. discord.py only logs the errors of dynamic items, so a
    subclass sends them to the edge.
    """

    def __init__(self, item: ItemT, asked: dict[str, str]) -> None:
        super().__init__(item)
        self.asked = asked

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the item that was used."""
        return cls(cast("ItemT", item), match.groupdict(""))
