"""Complete the name of a time zone that an admin is typing, or find the one that is meant."""

import asyncio
from datetime import datetime, timedelta
from functools import lru_cache

from bot.domain.zone_offer import ZoneOffer
from bot.domain.zone_search import meant_zone, read_offset, search_zones, zones_at
from bot.errors import QueryError
from bot.fetch.zones import find_zone, zone_names
from bot.storage.store import Store

_EXPECTED = "a time zone: pick one that is offered, such as Europe/Berlin"
_CHOICES = 25


async def complete_zone(
    store: Store, typed: str, *, guild_id: int, now: datetime
) -> tuple[ZoneOffer, ...]:
    """Zones by city, region or distance from UTC, the server's last choice first."""
    last = await store.subscriptions.last_zone(guild_id)
    return await asyncio.to_thread(_complete, typed, (last,) if last else (), now)


async def find_meant_zone(typed: str) -> str:
    """The zone that a text names; raises QueryError where it names none."""
    name = typed.strip()
    if await asyncio.to_thread(find_zone, name) is not None:
        return name
    meant = await asyncio.to_thread(lambda: meant_zone(name, _names()))
    if meant is None:
        raise QueryError("timezone", typed, _EXPECTED)
    return meant


def _complete(typed: str, usual: tuple[str, ...], now: datetime) -> tuple[ZoneOffer, ...]:
    offset = read_offset(typed)
    if offset is not None:
        found = zones_at(offset, _names(), find_zone, now=now, limit=_CHOICES)
    else:
        found = search_zones(typed, _names(), usual=usual, limit=_CHOICES)
    offers = (_offer(name, now) for name in found)
    return tuple(offer for offer in offers if offer is not None)


def _offer(name: str, now: datetime) -> ZoneOffer | None:
    zone = find_zone(name)
    if zone is None:
        return None
    local = now.astimezone(zone)
    return ZoneOffer(name, local.time(), local.utcoffset() or timedelta())


# Read from the disk once: the names are asked for at every key.
@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    return zone_names()
