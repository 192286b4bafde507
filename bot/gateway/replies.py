"""The ways to answer an interaction with a card."""

from typing import Any

import discord
from discord import ui


async def reply(
    interaction: discord.Interaction[Any], view: ui.LayoutView, *, private: bool = True
) -> None:
    """Answer with a message of its own, for the member's eyes only unless told otherwise."""
    _let_go(view)
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=private)
    else:
        await interaction.response.send_message(view=view, ephemeral=private)


async def redraw(interaction: discord.Interaction[Any], view: ui.LayoutView) -> None:
    """Answer a press by changing the message it was made on."""
    _let_go(view)
    await interaction.response.edit_message(view=view)


def _let_go(view: ui.LayoutView) -> None:
    """Keep discord.py from remembering the view.

    PersistentButton answers its presses; remembered, each view would stay in memory for 15 minutes
    or for ever, and take part in every press.
    """
    view.stop()
