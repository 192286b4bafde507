"""Tells members what became of their suggestions, by a direct message each."""

import asyncio
import logging
from typing import Any

from discord.http import Route

from bot.domain.delivery import SEND_SECONDS
from bot.domain.failure import Failure, Remedy, remedy_for
from bot.domain.nonce import nonce_of
from bot.gateway.answers import answer_or_failure
from bot.gateway.client import Newsdesk
from bot.gateway.governor import Trail
from bot.gateway.payloads import message_of
from bot.gateway.together import together
from bot.render.suggestion import outcome_card
from bot.services.take_notices import TakenNotice, record_notice, take_notices

log = logging.getLogger(__name__)

_AT_ONCE = 10
# What passes is tried again so soon that Discord still knows the message by its nonce.
_PAUSES = (2.0, 10.0)


async def tell_outcomes(client: Newsdesk) -> int:
    """Tell the members who wait for it; returns how many were to be told."""
    if client.governor.is_paused:
        return 0
    taken = await take_notices(client.store, limit=_AT_ONCE)
    await together(_tell(client, one) for one in taken)
    return len(taken)


async def _tell(client: Newsdesk, taken: TakenNotice) -> None:
    failure = await _send(client, taken)
    for pause in _PAUSES:
        if failure is None or remedy_for(failure.cause) is not Remedy.RETRY:
            break
        await asyncio.sleep(max(pause, failure.retry_after))
        failure = await _send(client, taken)
    if failure is not None:
        log.info("the outcome of suggestion %d is not told: %s", taken.notice.number, failure)
    await record_notice(client.store, taken.notice, is_told=failure is None)


async def _send(client: Newsdesk, taken: TakenNotice) -> Failure | None:
    notice = taken.notice
    opened = await _call(client, "/users/@me/channels", {"recipient_id": str(notice.user_id)})
    if isinstance(opened, Failure):
        return opened
    guild = client.get_guild(notice.guild_id)
    body = message_of(outcome_card(taken.state, guild.name if guild else ""))
    nonce = nonce_of(f"outcome {notice.guild_id} {notice.number}")
    path = f"/channels/{int(opened['id'])}/messages"
    answer = await _call(client, path, body | {"nonce": nonce, "enforce_nonce": True})
    return answer if isinstance(answer, Failure) else None


async def _call(client: Newsdesk, path: str, body: dict[str, Any]) -> dict[str, Any] | Failure:
    trail = Trail()
    call = client.http.request(Route("POST", path), json=body, trace_request_ctx=trail)
    return await answer_or_failure(asyncio.wait_for(call, SEND_SECONDS), trail)
