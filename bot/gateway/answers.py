"""What comes of a call to Discord, in the domain's terms."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

import aiohttp
import discord

from bot.domain.failure import Failure
from bot.gateway.governor import Trail

log = logging.getLogger(__name__)

# What a call can end with that is no fault of ours; KeyError: a 429 that lacks what discord.py
# reads, ValueError: an answer that is no JSON.
_EXPECTED = (
    discord.DiscordException,
    aiohttp.ClientError,
    OSError,
    TimeoutError,
    KeyError,
    ValueError,
)


async def answer_or_failure(
    call: Coroutine[Any, Any, Any], trail: Trail
) -> dict[str, Any] | Failure:
    """The object that Discord answers a call with, or why there is none.

    Whatever goes wrong inside, it comes out as a failure: a post must not stay without an outcome.
    """
    results: Sequence[Any] = await asyncio.gather(call, return_exceptions=True)
    result = results[0]
    if isinstance(result, dict):
        return result
    if isinstance(result, BaseException):
        if not isinstance(result, _EXPECTED):
            log.error("a call of Discord's API failed", exc_info=result)
        return failure_of(result, trail)
    # Not from Discord, though the call may have gone through to it.
    return Failure(None)


def failure_of(error: BaseException, trail: Trail) -> Failure:
    """What a failed call means, all of its attempts considered.

    discord.py repeats some by itself, so that the last may be refused while an earlier one, whose
    answer was lost, has been carried out.
    """
    if trail.sent > len(trail.statuses):
        return Failure(None, retry_after=trail.retry_after)
    for status in trail.statuses:
        if status >= 500:
            return Failure(status, retry_after=trail.retry_after)
        if status < 400:
            return Failure(None)
    if isinstance(error, discord.HTTPException):
        return Failure(error.status, error.code, trail.retry_after)
    # discord.py was waiting for its next attempt, or for its first.
    is_limited = bool(trail.statuses)
    return Failure(429, 0, trail.retry_after) if is_limited else Failure(None, has_left=False)
