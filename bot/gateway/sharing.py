"""Decides whether a member may share a page here and now."""

from datetime import timedelta
from typing import Any, cast

import discord
from discord.ext.commands import Cooldown, CooldownMapping

from bot.gateway.permissions import missing_to_post
from bot.render.refusals import AlreadySharedError, NotAllowedError, TooSoonError

MEMBER_SHARES = 3
MEMBER_SECONDS = 300.0
# Long enough for a double press, short enough not to stand in the way of a second thought.
REPEAT_SECONDS = 60.0


class ShareGate:
    """Counts shares by member and by page, in memory: a restart forgives, which harms nobody."""

    def __init__(self) -> None:
        self._by_member = CooldownMapping[object].from_cooldown(
            MEMBER_SHARES, MEMBER_SECONDS, _itself
        )
        self._by_page = CooldownMapping[object].from_cooldown(1, REPEAT_SECONDS, _itself)

    def admit(self, interaction: discord.Interaction[Any], page_id: str) -> None:
        """Count a share of the page `page_id`; a RefusalError says why it may not be shared."""
        if permission := missing_to_post(interaction):
            raise NotAllowedError(permission)
        now = interaction.created_at.timestamp()
        page = _bucket(self._by_page, (interaction.channel_id, page_id), now)
        if page.get_retry_after(now):
            raise AlreadySharedError
        member = _bucket(self._by_member, (interaction.guild_id, interaction.user.id), now)
        if wait := member.update_rate_limit(now):
            raise TooSoonError(interaction.created_at + timedelta(seconds=wait))
        page.update_rate_limit(now)


def _itself(key: object) -> object:
    return key


def _bucket(mapping: CooldownMapping[object], key: object, now: float) -> Cooldown:
    # None only where a mapping was made without a cooldown.
    return cast("Cooldown", mapping.get_bucket(key, now))
