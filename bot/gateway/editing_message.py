"""Edits one posted message at Discord, unless it shows already what it is to show."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any

import discord
from discord.http import Route

from bot.domain.edited_part import ClaimedEdit
from bot.domain.failure import Cause, Failure
from bot.gateway.answers import answer_or_failure
from bot.gateway.governor import Trail
from bot.gateway.looking import custom_ids
from bot.render.digest_ids import edit_number, fill_in

_MESSAGE = "/channels/{channel_id}/messages/{message_id}"
# Whoever may not read it may still edit it.
_UNREADABLE = frozenset({Cause.NO_ACCESS, Cause.NO_PERMISSION, Cause.FORBIDDEN})
# https://discord.com/developers/docs/resources/message#edit-message
_EDITABLE = discord.MessageFlags(suppress_embeds=True, components_v2=True).value
_FIELDS = ("content", "components", "allowed_mentions")


async def edit_message(
    client: discord.Client, claimed: ClaimedEdit, *, deadline: float
) -> int | Failure:
    """Edit it, cut off at `deadline` by the loop's clock; the number that it bears then.

    In doubt it is read first. An archived thread is opened for it.
    """
    if claimed.target.edit.must_read:
        borne = await _read_number(client, claimed, deadline)
        if isinstance(borne, Failure):
            if borne.cause not in _UNREADABLE:
                return borne
        elif is_up_to_date(claimed, borne):
            return borne
    answer = await _call(client, _route("PATCH", claimed), deadline, _body(claimed))
    if isinstance(answer, Failure) and answer.cause is Cause.THREAD_CLOSED:
        answer = await _edit_in_open_thread(client, claimed, deadline, answer)
    return answer if isinstance(answer, Failure) else claimed.number


def is_up_to_date(claimed: ClaimedEdit, borne: int) -> bool:
    """Whether a message that bears this number needs no touch."""
    if borne == claimed.number:
        return True
    # None of the edits since that was recorded came through, nor is one called for any more.
    return claimed.is_shown and borne == claimed.target.edit.borne


async def _read_number(
    client: discord.Client, claimed: ClaimedEdit, deadline: float
) -> int | Failure:
    answer = await _call(client, _route("GET", claimed), deadline)
    if isinstance(answer, Failure):
        return answer
    target = claimed.target
    return edit_number(custom_ids(answer.get("components", ())), target.edition_id, target.part)


async def _edit_in_open_thread(
    client: discord.Client, claimed: ClaimedEdit, deadline: float, refusal: Failure
) -> dict[str, Any] | Failure:
    """Open the archived thread and edit the message; the refusal where it can't be opened."""
    route = Route("PATCH", "/channels/{channel_id}", channel_id=claimed.target.channel_id)
    opened = await _call(client, route, deadline, {"archived": False})
    if not isinstance(opened, Failure):
        return await _call(client, _route("PATCH", claimed), deadline, _body(claimed))
    return refusal if opened.cause in (*_UNREADABLE, Cause.BAD_PAYLOAD) else opened


async def _call(
    client: discord.Client, route: Route, deadline: float, body: dict[str, Any] | None = None
) -> dict[str, Any] | Failure:
    # A call whose answer was lost must not be repeated unseen.
    trail = Trail(final=True)
    options: dict[str, Any] = {} if body is None else {"json": body}
    call = client.http.request(route, trace_request_ctx=trail, **options)
    return await answer_or_failure(_until(deadline, call), trail)


async def _until(deadline: float, call: Coroutine[Any, Any, Any]) -> Any:
    async with asyncio.timeout_at(deadline):
        return await call


def _route(method: str, claimed: ClaimedEdit) -> Route:
    target = claimed.target
    return Route(method, _MESSAGE, channel_id=target.channel_id, message_id=target.message_id)


def _body(claimed: ClaimedEdit) -> dict[str, Any]:
    payload = fill_in(claimed.payload, claimed.target.edition_id, claimed.number)
    body: dict[str, Any] = json.loads(payload)
    message = body.get("message", body)
    fields = {name: message[name] for name in _FIELDS if name in message}
    return fields | {"flags": message["flags"] & _EDITABLE}
