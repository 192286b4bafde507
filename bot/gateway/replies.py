"""The ways to answer an interaction with a card."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import ui

# Discord takes a first answer for 3 seconds; the rest is for the way there.
PATIENCE_SECONDS = 2.0


async def reply(
    interaction: discord.Interaction[Any],
    view: ui.LayoutView,
    *,
    private: bool = True,
    files: Sequence[discord.File] = (),
) -> None:
    """Answer with a message of its own, for the member's eyes only unless told otherwise.

    `files` go with it, for the view to show.
    """
    _let_go(view)
    response = interaction.response
    if not response.is_done():
        await response.send_message(view=view, ephemeral=private, files=files)
    elif response.type is discord.InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.followup.send(view=view, ephemeral=private, files=files)


async def redraw(
    interaction: discord.Interaction[Any],
    view: ui.LayoutView,
    *,
    files: Sequence[discord.File] = (),
) -> None:
    """Answer a press by changing the message it was made on, and what is attached to it."""
    _let_go(view)
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.response.edit_message(view=view, attachments=files)


@asynccontextmanager
async def patience(interaction: discord.Interaction[Any]) -> AsyncIterator[None]:
    """Around what may have to wait: gains 15 minutes if it has not ended in time.

    A command then shows "thinking" to its member alone. A search waits its turn behind others, and
    for a short while behind a load.
    """
    loop = asyncio.get_running_loop()
    deferrals: list[asyncio.Task[Any]] = []

    def defer() -> None:
        # A form that a command showed has no message that could be changed later.
        defer = interaction.response.defer(ephemeral=True, thinking=interaction.message is None)
        deferrals.append(loop.create_task(defer))

    timer = loop.call_later(PATIENCE_SECONDS, defer)
    try:
        yield
    finally:
        timer.cancel()
        for deferral in deferrals:
            await deferral


def _let_go(view: ui.LayoutView) -> None:
    """Keep discord.py from remembering the view.

    PersistentButton answers its presses; remembered, each view would stay in memory for 15 minutes
    or for ever, and take part in every press.
    """
    view.stop()
