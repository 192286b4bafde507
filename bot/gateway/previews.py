"""Articles that are being added, in memory alone: nothing is stored before a moderator says so."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.article_preview import Addition

# With a few kilobytes each these take some megabytes.
MOST_PREVIEWS = 500
# Discord lets a card be pressed for as long as it is shown, and pages change.
PREVIEW_AGE = timedelta(hours=1)
_NAME_BYTES = 9


@dataclass(frozen=True, slots=True)
class _Kept:
    guild_id: int
    addition: Addition
    at: datetime


class Previews:
    """The latest of them by name; a restart forgets all, and cards name what to read again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def keep(
        self, addition: Addition, *, guild_id: int, now: datetime, name: str | None = None
    ) -> str:
        """Keep it under its name, or a new one; returns the name."""
        name = name or secrets.token_urlsafe(_NAME_BYTES)
        self._kept[name] = _Kept(guild_id, addition, now)
        self._kept.move_to_end(name)
        while len(self._kept) > MOST_PREVIEWS:
            self._kept.popitem(last=False)
        return name

    def find(self, name: str, *, guild_id: int, now: datetime) -> Addition | None:
        """What a moderator of this server is adding under the name, unless it is forgotten."""
        kept = self._kept.get(name)
        if kept is None or kept.guild_id != guild_id or kept.at <= now - PREVIEW_AGE:
            return None
        return kept.addition

    def forget(self, name: str) -> None:
        """Let go of it."""
        self._kept.pop(name, None)
