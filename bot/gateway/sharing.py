"""Decides whether a member may share a page here and now."""

from datetime import timedelta
from typing import Any

import discord

from bot.gateway.cooldowns import Cooldowns
from bot.gateway.permissions import missing_to_post
from bot.render.refusals import AlreadySharedError, NotAllowedError, TooSoonError

MEMBER_SHARES = 3
MEMBER_SECONDS = 300.0
# Long enough for a double press, short enough not to stand in the way of a second thought.
REPEAT_SECONDS = 60.0


class ShareGate:
    """Counts shares by member and by page, in memory: a restart forgives, which harms nobody."""

    def __init__(self) -> None:
        self._by_member = Cooldowns(MEMBER_SHARES, MEMBER_SECONDS)
        self._by_page = Cooldowns(1, REPEAT_SECONDS)

    def admit(self, interaction: discord.Interaction[Any], page_id: str) -> None:
        """Count a share of the page `page_id`; a RefusalError says why it may not be shared."""
        if permission := missing_to_post(interaction):
            raise NotAllowedError(permission)
        now = interaction.created_at.timestamp()
        page = self._by_page.of((interaction.channel_id, page_id), now)
        if page.get_retry_after(now):
            raise AlreadySharedError
        member = self._by_member.of((interaction.guild_id, interaction.user.id), now)
        if wait := member.update_rate_limit(now):
            raise TooSoonError(interaction.created_at + timedelta(seconds=wait))
        page.update_rate_limit(now)
