"""Decides whether a member may suggest one more today, also if they had their name taken out.

The database counts what bears a member's name, which `/privacy` takes out of it.
"""

from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ext.commands import Cooldown

from bot.domain.submission import MOST_A_DAY
from bot.gateway.cooldowns import Cooldowns
from bot.render.suggestion import TooManySuggestionsError

_DAY_SECONDS = 86_400.0


class SuggestionGate:
    """Counts by server and member, in memory: a restart forgives, which harms nobody."""

    def __init__(self) -> None:
        self._made = Cooldowns(MOST_A_DAY, _DAY_SECONDS)

    def admit(self, interaction: discord.Interaction[Any]) -> None:
        """Raise a refusal that says from when on there is room again, if there is none."""
        now = interaction.created_at
        wait = self._bucket(interaction, now).get_retry_after(now.timestamp())
        if wait:
            raise TooManySuggestionsError(now + timedelta(seconds=wait))

    def count(self, interaction: discord.Interaction[Any]) -> None:
        """Count a suggestion that was taken."""
        now = interaction.created_at
        self._bucket(interaction, now).update_rate_limit(now.timestamp())

    def _bucket(self, interaction: discord.Interaction[Any], now: datetime) -> Cooldown:
        member = (interaction.guild_id, interaction.user.id)
        return self._made.of(member, now.timestamp())
