"""Sends one post of the outbox to Discord."""

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import discord
from discord.http import Route

from bot.domain.claimed_post import ClaimedPost
from bot.domain.failure import Cause, Failure
from bot.gateway.answers import answer_or_failure
from bot.gateway.governor import Trail
from bot.render.digest_ids import fill_in

_UNKNOWN_CHANNEL = 10003
_UNKNOWN_MESSAGE = 10008


@dataclass(frozen=True, slots=True)
class SentMessage:
    """The message that Discord has made of a post."""

    id: int


async def send_post(
    client: discord.Client, claimed: ClaimedPost, *, deadline: float
) -> SentMessage | Failure:
    """Send it under its nonce, and cut that off at `deadline` by the loop's clock.

    What came of it: later it might reach Discord after its nonce's time.
    """
    if claimed.kind == "forum" and claimed.part > 0 and claimed.thread_id is None:
        # Its thread was found to be gone.
        return Failure(404, _UNKNOWN_MESSAGE)
    # Discord takes no nonce for a thread.
    trail = Trail(final=_opens_thread(claimed))
    call = client.http.request(_route(claimed), json=_body(claimed), trace_request_ctx=trail)
    answer = await answer_or_failure(_until(deadline, call), trail)
    if not isinstance(answer, Failure):
        message_id = answer.get("id")
        # The first message of a thread in a forum has the thread's id.
        return SentMessage(int(message_id)) if message_id else Failure(None)
    if claimed.thread_id is not None and answer.cause is Cause.NO_CHANNEL:
        # Somebody deleted the edition's thread; the forum is still there.
        return Failure(404, _UNKNOWN_MESSAGE)
    return answer


async def _until(deadline: float, call: Coroutine[Any, Any, Any]) -> Any:
    async with asyncio.timeout_at(deadline):
        return await call


def _route(claimed: ClaimedPost) -> Route:
    if _opens_thread(claimed):
        return Route("POST", "/channels/{channel_id}/threads", channel_id=claimed.channel_id)
    channel_id = claimed.thread_id or claimed.channel_id
    return Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)


def _body(claimed: ClaimedPost) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(fill_in(claimed.payload, claimed.edition_id, claimed.edit))
    if not _opens_thread(claimed):
        body |= {"nonce": claimed.nonce, "enforce_nonce": True}
    return body


def _opens_thread(claimed: ClaimedPost) -> bool:
    return claimed.kind == "forum" and claimed.part == 0
