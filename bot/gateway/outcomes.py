"""Tells moderators what became of what they did."""

from typing import Any

import discord

from bot.domain.desk_outcome import Done, Outcome
from bot.gateway.replies import reply
from bot.render.act_card import act_card, refused_card


async def tell(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    """Answer with what was done and its Undo, or why it was not, to the moderator alone."""
    view = act_card(outcome) if isinstance(outcome, Done) else refused_card(outcome)
    await reply(interaction, view)
