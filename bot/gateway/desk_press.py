"""Who does something at a desk, and when, as the log keeps it."""

from typing import Any

import discord

from bot.domain.article_draft import clean_line
from bot.domain.desk_act import Press

# As much as a form's field for a reason takes.
LONGEST_WHY = 300


def press_of(interaction: discord.Interaction[Any], why: str = "") -> Press:
    """The press that an interaction is; Discord may deliver it twice, with the same id."""
    reason = clean_line(why)[:LONGEST_WHY]
    return Press(interaction.user.id, interaction.created_at, reason, str(interaction.id))
