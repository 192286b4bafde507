"""What a server's admins settled for its desk."""

from dataclasses import dataclass

# As many as one select takes: https://discord.com/developers/docs/components/reference
MOST_ROLES = 10


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Who moderates, and where suggestions are reviewed; without roles, who may manage messages.

    `trouble` says why cards can't be posted or edited in the review channel, in the words of
    bot.domain.failure.Cause, "" where they can.
    """

    role_ids: tuple[int, ...] = ()
    review_channel_id: int | None = None
    trouble: str = ""
