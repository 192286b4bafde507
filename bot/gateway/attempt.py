"""One step of a claimed post, taken at Discord, and the event that comes of it."""

import logging
import random
from collections.abc import Callable
from datetime import datetime

import aiohttp
import discord

from bot.domain.claimed_post import ClaimedPost
from bot.domain.delivery import Step
from bot.domain.delivery_event import (
    Absent,
    Accepted,
    Event,
    Failed,
    Found,
    LookFailed,
    Unreadable,
)
from bot.domain.failure import Failure
from bot.gateway.looking import UnreadableHistoryError, find_post
from bot.gateway.sending import send_post

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


async def attempt(
    client: discord.Client, claimed: ClaimedPost, *, clock: Clock, deadline: float
) -> Event:
    """Send the post or look for it, as it was claimed for; a send is cut off at `deadline`.

    `clock` tells the time in UTC, `deadline` is by the event loop's.
    """
    if claimed.step is Step.LOOK:
        return await _look(client, claimed, clock)
    answer = await send_post(client, claimed, deadline=deadline)
    if isinstance(answer, Failure):
        return Failed(answer, clock(), _chance())
    return Accepted(answer.id)


async def _look(client: discord.Client, claimed: ClaimedPost, clock: Clock) -> Event:
    try:
        message = await find_post(client, claimed)
    except UnreadableHistoryError:
        return Unreadable()
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.info("the history of channel %d can't be read now: %s", claimed.channel_id, error)
        return LookFailed(clock(), _chance())
    return Absent(clock()) if message is None else Found(message.id)


def lost(clock: Clock) -> Event:
    """What is recorded of a send that was given up in the middle."""
    return Failed(Failure(None), clock(), _chance())


def _chance() -> float:
    return random.random()  # noqa: S311 - spreads repeats, no secret
