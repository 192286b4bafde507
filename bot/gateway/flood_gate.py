"""Decides whether one more thing may be done now: nobody shall take the bot from all others."""

from datetime import timedelta
from typing import Any

import discord

from bot.gateway.cooldowns import Cooldowns
from bot.gateway.journeys import name_of
from bot.render.refusals import FloodError

# A person presses once a second for a while; what does so for longer is a script.
MEMBER_ACTS = 60
GUILD_ACTS = 600
# These read thousands of articles or answers, draw, or write files.
MEMBER_COSTLY = 10
GUILD_COSTLY = 100
SECONDS = 60.0
COSTLY = frozenset(
    {
        "/briefing",
        "/trending",
        "/digest preview",
        "/digest explain",
        "/digest send-now",
        "/article export",
        "/privacy",
        "brief:about",
        "brief:shorter",
        "brief:longer",
        "desk:privacy",
        "digest:preview",
    }
)


class FloodGate:
    """Counts by member and by server, in memory: a restart forgives, which harms nobody."""

    def __init__(self) -> None:
        self._acts = _Counted(MEMBER_ACTS, GUILD_ACTS)
        self._costly = _Counted(MEMBER_COSTLY, GUILD_COSTLY)

    def admit(self, interaction: discord.Interaction[Any]) -> None:
        """Count a command or press; FloodError says from when on there is room again."""
        self._acts.count(interaction)
        if name_of(interaction) in COSTLY:
            self._costly.count(interaction)


class _Counted:
    """One limit for each member, and one for each server."""

    def __init__(self, member: int, guild: int) -> None:
        self._by_member = Cooldowns(member, SECONDS)
        self._by_guild = Cooldowns(guild, SECONDS)

    def count(self, interaction: discord.Interaction[Any]) -> None:
        now = interaction.created_at.timestamp()
        wait = self._by_member.of(interaction.user.id, now).update_rate_limit(now)
        is_guild = False
        if wait is None and interaction.guild_id is not None:
            bucket = self._by_guild.of(interaction.guild_id, now)
            wait, is_guild = bucket.update_rate_limit(now), True
        if wait is not None:
            again_at = interaction.created_at + timedelta(seconds=wait)
            raise FloodError(again_at, is_guild=is_guild)
