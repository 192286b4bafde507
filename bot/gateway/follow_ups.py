"""What is done with a part of an edition once it is posted; none of it can fail the edition."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import discord
from discord.http import Route

from bot.domain.claimed_post import ClaimedPost
from bot.domain.delivery import SEND_SECONDS
from bot.domain.failure import Failure, Remedy, remedy_for
from bot.domain.nonce import make_nonce
from bot.gateway.answers import answer_or_failure
from bot.gateway.governor import Trail
from bot.render.edition import ping_body
from bot.render.edition_words import edition_name
from bot.storage.store import Store

log = logging.getLogger(__name__)

_PAUSES = (5.0, 30.0)
# Discord lets a channel crosspost ten messages an hour.
_LONGEST_WAIT = 3600.0
_WEEK_MINUTES = 10_080
_PING = -1  # the ping's part of an edition
_THREADED = frozenset(["text", "announcement"])


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One call about a part that is posted; `what` it does, for the log."""

    what: str
    route: Route
    body: dict[str, Any] | None = None


async def follow_up(
    client: discord.Client,
    store: Store,
    claimed: ClaimedPost,
    message_id: int,
    *,
    stopping: asyncio.Event,
) -> None:
    """Publish the part, start the edition's thread, ping its role: whatever is asked for.

    What fails for a while is tried again until `stopping` is set.
    """
    async for each in _wanted(store, claimed, message_id):
        await _carry_out(client, each, claimed, stopping)


async def _wanted(store: Store, claimed: ClaimedPost, message_id: int) -> AsyncIterator[FollowUp]:
    manner, channel_id = claimed.manner, claimed.thread_id or claimed.channel_id
    if manner.crossposts and claimed.kind == "announcement":
        yield FollowUp("published", _about(channel_id, message_id, "crosspost"))
    if manner.starts_thread and claimed.part == 0 and claimed.kind in _THREADED:
        subscription = await store.subscriptions.get(claimed.subscription_id)
        if subscription is not None:
            name = edition_name(subscription, claimed.slot, claimed.post.due)
            body = {"name": name, "auto_archive_duration": _WEEK_MINUTES}
            yield FollowUp("given a thread", _about(channel_id, message_id, "threads"), body)
    if manner.role_id is not None and claimed.is_last:
        opens_thread = claimed.kind == "forum" and claimed.part == 0
        yield _ping(claimed, manner.role_id, message_id if opens_thread else channel_id)


def _about(channel_id: int, message_id: int, what: str) -> Route:
    path = "/channels/{channel_id}/messages/{message_id}/" + what
    return Route("POST", path, channel_id=channel_id, message_id=message_id)


def _ping(claimed: ClaimedPost, role_id: int, channel_id: int) -> FollowUp:
    nonce = make_nonce(
        subscription_id=claimed.subscription_id,
        channel_id=claimed.channel_id,
        slot=claimed.slot,
        part=_PING,
    )
    body = json.loads(ping_body(role_id)) | {"nonce": nonce, "enforce_nonce": True}
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
    return FollowUp("followed by a ping", route, body)


async def _carry_out(
    client: discord.Client, wanted: FollowUp, claimed: ClaimedPost, stopping: asyncio.Event
) -> None:
    for pause in (*_PAUSES, None):
        failure = await _try(client, wanted)
        if failure is None:
            return
        wait = max(pause or 0.0, failure.retry_after)
        is_lasting = remedy_for(failure.cause) is not Remedy.RETRY or wait > _LONGEST_WAIT
        if pause is None or is_lasting or await _is_set(stopping, wait):
            where = f"edition {claimed.edition_id} in channel {claimed.channel_id}"
            log.warning("%s was not %s: %s", where, wanted.what, failure)
            return


async def _try(client: discord.Client, wanted: FollowUp) -> Failure | None:
    trail = Trail()
    options: dict[str, Any] = {} if wanted.body is None else {"json": wanted.body}
    call = client.http.request(wanted.route, trace_request_ctx=trail, **options)
    answer = await answer_or_failure(asyncio.wait_for(call, SEND_SECONDS), trail)
    # After the last call that an hour allows discord.py sleeps before it returns the answer.
    is_done = trail.statuses[-1:] == [200]
    return answer if isinstance(answer, Failure) and not is_done else None


async def _is_set(event: asyncio.Event, seconds: float) -> bool:
    """Wait so long for the event; whether it is set."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
