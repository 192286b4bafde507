"""How often something may be done by each member, server or page, counted in memory."""

from typing import cast

from discord.ext.commands import Cooldown, CooldownMapping


class Cooldowns:
    """A cooldown for each key: `rate` times in `seconds`; a restart forgives, and harms nobody."""

    def __init__(self, rate: int, seconds: float) -> None:
        self._mapping = CooldownMapping[object].from_cooldown(rate, seconds, lambda key: key)

    def of(self, key: object, now: float) -> Cooldown:
        """The key's own; `now` is in seconds since 1970."""
        # None only where a mapping was made without a cooldown.
        return cast("Cooldown", self._mapping.get_bucket(key, now))
