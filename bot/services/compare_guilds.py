"""Compares the servers that the bot is in with those that it has something of."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from bot.storage.store import Store, Tables


async def compare_guilds(store: Store, present: Collection[int], *, now: datetime) -> set[int]:
    """Note which servers removed the bot while it wasn't looking, and which have returned.

    `present` are all that it is in, whether they can be reached or not; returns those that left.
    """
    return await store.write(partial(_compare, present=present, now=now))


async def _compare(tables: Tables, *, present: Collection[int], now: datetime) -> set[int]:
    gone = await tables.departures.known() - set(present)
    await tables.departures.note(sorted(gone), now)
    await tables.departures.forget(present)
    return gone


async def welcome_guild(store: Store, guild_id: int) -> None:
    """Keep what a server left that has come back."""
    await store.write(lambda tables: tables.departures.forget([guild_id]))
