"""Decides whether a page may be read for a member now: each costs a fetch and a process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import discord

from bot.gateway.cooldowns import Cooldowns
from bot.render.adding_refusals import ManyPagesError, UnfinishedPageError

MEMBER_PAGES = 2
GUILD_PAGES = 20
GUILD_SECONDS = 60.0


class PageGate:
    """Counts pages by member and by server, in memory: a restart forgives, which harms nobody."""

    def __init__(self) -> None:
        self._under_way: Counter[tuple[int | None, int]] = Counter()
        self._by_guild = Cooldowns(GUILD_PAGES, GUILD_SECONDS)

    @contextmanager
    def admitted(self, interaction: discord.Interaction[Any]) -> Iterator[None]:
        """Count a page while the block lasts; a refusal says why it isn't read now."""
        member = (interaction.guild_id, interaction.user.id)
        if self._under_way[member] >= MEMBER_PAGES:
            raise UnfinishedPageError(MEMBER_PAGES)
        self._count(interaction)
        self._under_way[member] += 1
        try:
            yield
        finally:
            self._under_way[member] -= 1
            if not self._under_way[member]:
                del self._under_way[member]

    def _count(self, interaction: discord.Interaction[Any]) -> None:
        now = interaction.created_at.timestamp()
        wait = self._by_guild.of(interaction.guild_id, now).update_rate_limit(now)
        if wait:
            raise ManyPagesError(GUILD_PAGES, max(1, round(wait)))
