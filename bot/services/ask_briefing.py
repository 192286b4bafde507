"""Answer `/briefing`: brief, and remember the briefing for the buttons under it."""

import asyncio
import logging
import secrets
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.domain.briefing import Briefing, BriefingPage, BriefingQuery, NoBriefing
from bot.domain.briefing_period import longer, shorter
from bot.errors import StorageError
from bot.services.brief_topic import brief_topic
from bot.services.read_briefing import read_briefing
from bot.storage.store import Store

log = logging.getLogger(__name__)

_ID_BYTES = 9
# Discord takes a first answer for 3 s. A load in this or another process may write for longer.
_PATIENCE_SECONDS = 1.5

Step = Literal["shorter", "longer"]


async def ask_briefing(
    store: Store, query: BriefingQuery, *, guild_id: int | None, now: datetime
) -> BriefingPage | NoBriefing:
    """The first page of a briefing, or what comes near.

    Where it can't be remembered, because another writes for long or the storage is full, it is
    given all the same, without an id.
    """
    briefing = await brief_topic(store, query, guild_id=guild_id, now=now)
    if isinstance(briefing, NoBriefing):
        return briefing
    remembered = replace(briefing, id=secrets.token_urlsafe(_ID_BYTES))
    if await _remember(store, remembered, guild_id, now):
        briefing = remembered
    return await read_briefing(store, briefing, 0, guild_id=guild_id, now=now)


async def turn_briefing(
    store: Store, briefing_id: str, number: int, *, guild_id: int | None, now: datetime
) -> BriefingPage | None:
    """A page of a briefing that was given before; None once it is forgotten."""
    briefing = await store.briefings.get(briefing_id, guild_id=guild_id)
    if briefing is None:
        return None
    return await read_briefing(store, briefing, number, guild_id=guild_id, now=now)


async def ask_otherwise(
    store: Store, briefing_id: str, step: Step, *, guild_id: int | None, now: datetime
) -> BriefingPage | NoBriefing | None:
    """A new briefing on the same over a shorter or longer period; None once it is forgotten."""
    briefing = await store.briefings.get(briefing_id, guild_id=guild_id)
    if briefing is None:
        return None
    period = (shorter if step == "shorter" else longer)(briefing.period) or briefing.period
    query = replace(briefing.query, period=period)
    return await ask_briefing(store, query, guild_id=guild_id, now=now)


async def _remember(store: Store, briefing: Briefing, guild_id: int | None, now: datetime) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await store.write(
                lambda tables: tables.briefings.add(briefing, guild_id=guild_id, now=now)
            )
    except (TimeoutError, StorageError) as error:
        log.warning("a briefing was not remembered: %r", error)
        return False
    return True
