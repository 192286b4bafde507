"""Posts cards of suggestions in review channels, and edits those that are behind.

A card in doubt is looked for before it is posted again; Discord takes a repeat within some minutes
for the same by its nonce.
"""

import asyncio
import logging
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from discord.http import Route

from bot.domain.delivery import SEND_SECONDS
from bot.domain.desk_act import Stage
from bot.domain.failure import Failure
from bot.domain.nonce import nonce_of
from bot.gateway.answers import answer_or_failure
from bot.gateway.client import Newsdesk
from bot.gateway.governor import Trail
from bot.gateway.payloads import message_of
from bot.gateway.review_places import review_channel
from bot.gateway.together import in_turn, together
from bot.render.queue_card import review_card
from bot.services.take_review_cards import (
    TakenCard,
    drop_review_card,
    fail_review_card,
    record_review_card,
    take_review_cards,
)

log = logging.getLogger(__name__)

_AT_ONCE = 20
_PAGE = 100
# Where more was written since, a card in doubt is posted again.
_MOST_PAGES = 5
_NO_ACCESS = Failure(403, 50001)
_NO_PERMISSION = Failure(403, 50013)
_AWAY = Failure(None, has_left=False)


async def tend_review_cards(client: Newsdesk, *, now: datetime) -> int:
    """Bring the cards that are behind up to date, one after the other in each channel.

    Returns how many were taken.
    """
    if client.governor.is_paused:
        return 0
    taken = await take_review_cards(client.store, now=now, limit=_AT_ONCE)
    by_channel: dict[int, list[TakenCard]] = {}
    for one in taken:
        by_channel.setdefault(one.card.channel_id, []).append(one)
    await together(_tend_channel(client, cards, now) for cards in by_channel.values())
    return len(taken)


async def _tend_channel(client: Newsdesk, cards: Iterable[TakenCard], now: datetime) -> None:
    await in_turn(_tend(client, taken, now) for taken in cards)


async def _tend(client: Newsdesk, taken: TakenCard, now: datetime) -> None:
    answer = await _bring_up_to_date(client, taken)
    if answer is None:
        await drop_review_card(client.store, taken)
    elif isinstance(answer, Failure):
        log.info("the card of suggestion %d was not taken: %s", taken.card.number, answer)
        await fail_review_card(client.store, taken, answer, now=now)
    else:
        await record_review_card(client.store, taken, answer)


async def _bring_up_to_date(client: Newsdesk, taken: TakenCard) -> int | Failure | None:
    """Post or edit the card: its message's id, or why not; None where there need be none."""
    refusal = _refusal(client, taken)
    if refusal is not None:
        return refusal
    message_id = taken.card.message_id
    if taken.is_in_doubt:
        found = await _find(client, taken)
        if isinstance(found, Failure):
            return found
        message_id = found
    if message_id is not None:
        return await _edit(client, taken, message_id)
    waits = taken.state is not None and taken.state.stage is Stage.SUGGESTED
    return await _post(client, taken) if waits else None


def _refusal(client: Newsdesk, taken: TakenCard) -> Failure | None:
    """What Discord would refuse, as far as it told us: refused calls count against the bot."""
    card = taken.card
    guild = client.get_guild(card.guild_id)
    if guild is None:
        return _NO_ACCESS
    if guild.unavailable:
        return _AWAY
    if guild.get_channel_or_thread(card.channel_id) is None:
        # It may be an archived thread, of which Discord tells nothing.
        return None
    missing = set(review_channel(guild, card.channel_id).missing)
    if "view_channel" in missing:
        return _NO_ACCESS
    return _NO_PERMISSION if missing and card.message_id is None else None


async def _post(client: Newsdesk, taken: TakenCard) -> int | Failure:
    card = taken.card
    nonce = nonce_of(f"suggestion {card.guild_id} {card.channel_id} {card.number}")
    body = _body(client, taken) | {"nonce": nonce, "enforce_nonce": True}
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=card.channel_id)
    return await _call(client, route, body)


async def _edit(client: Newsdesk, taken: TakenCard, message_id: int) -> int | Failure:
    path = "/channels/{channel_id}/messages/{message_id}"
    channel_id = taken.card.channel_id
    route = Route("PATCH", path, channel_id=channel_id, message_id=message_id)
    return await _call(client, route, _body(client, taken))


def _body(client: Newsdesk, taken: TakenCard) -> dict[str, Any]:
    view = review_card(
        taken.card.number,
        taken.state,
        taken.last,
        article_id=taken.article_id,
        is_for_all=client.newsroom(taken.card.guild_id).is_trusted,
    )
    return message_of(view)


async def _call(client: Newsdesk, route: Route, body: dict[str, Any]) -> int | Failure:
    trail = Trail()
    call = client.http.request(route, json=body, trace_request_ctx=trail)
    answer = await answer_or_failure(asyncio.wait_for(call, SEND_SECONDS), trail)
    if isinstance(answer, Failure):
        return answer
    return int(answer["id"]) if "id" in answer else Failure(None)


async def _find(client: Newsdesk, taken: TakenCard) -> int | Failure | None:
    """The message of a card in doubt, None if the channel surely has none."""
    trail = Trail()
    answer = await answer_or_failure(_look(client, taken), trail)
    return answer if isinstance(answer, Failure) else answer["found"]


async def _look(client: Newsdesk, taken: TakenCard) -> dict[str, int | None]:
    card, before = taken.card, None
    marker = re.compile(rf"desk:(?:suggested:[a-z]+|undecide):{card.number}(?::[0-9]+)?")
    for _ in range(_MOST_PAGES):
        page: Any = await client.http.logs_from(card.channel_id, _PAGE, before=before)
        for message in page:
            if _is_own(client, message) and any(map(marker.fullmatch, _ids(message["components"]))):
                return {"found": int(message["id"])}
        if len(page) < _PAGE:
            break
        before = int(page[-1]["id"])
    return {"found": None}


def _is_own(client: Newsdesk, message: dict[str, Any]) -> bool:
    return client.user is not None and int(message["author"]["id"]) == client.user.id


def _ids(components: Iterable[dict[str, Any]]) -> set[str]:
    ids: set[str] = set()
    for component in components:
        ids |= {component.get("custom_id", ""), *_ids(component.get("components", ()))}
    return ids
