"""Channels in which suggestions are reviewed: of what kind, and what the bot lacks there."""

import discord

from bot.domain.subscription import Manner
from bot.gateway.places import Place, seen_place
from bot.render.desk_refusals import MissingReviewRightsError, UnusableReviewChannelError
from bot.render.desk_settings import ReviewChannel


def require_review_place(guild: discord.Guild | None, channel_id: int) -> None:
    """Raise a refusal that names what keeps the bot from posting cards there."""
    place = _usable(seen_place(guild, channel_id))
    if place is None:
        raise UnusableReviewChannelError(channel_id)
    if missing := place.missing(Manner()):
        raise MissingReviewRightsError(channel_id, missing)


def review_channel(guild: discord.Guild | None, channel_id: int | None) -> ReviewChannel:
    """How the review channel is now; a server without one has nothing to complain of."""
    if channel_id is None:
        return ReviewChannel()
    place = _usable(seen_place(guild, channel_id))
    if place is None:
        return ReviewChannel(is_seen=False)
    return ReviewChannel(missing=place.missing(Manner()))


def _usable(place: Place | None) -> Place | None:
    """A forum takes threads alone, and each card would be one."""
    return None if place is None or place.kind == "forum" else place
