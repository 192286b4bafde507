"""Deletes all that servers left which removed the bot thirty days ago."""

import logging
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias

from bot.storage.store import Store, Tables

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)
# In one transaction, so that others get their turn to write.
_AT_A_TIME = 200
# Deletes some of what is left of a server; how much that was.
_Step: TypeAlias = Callable[[Tables, int], Coroutine[Any, Any, int]]


async def purge_guilds(store: Store, *, now: datetime) -> int:
    """Delete in batches what servers left that have been gone for KEPT; how many servers.

    Killed in between, it goes on the next time: that a server has gone is forgotten last. One that
    returns meanwhile keeps what is left.
    """
    purged = 0
    for guild_id in await store.departures.before(now - KEPT):
        if await _purge(store, guild_id, now):
            log.info("all that server %d left was deleted", guild_id)
            purged += 1
    return purged


async def _purge(store: Store, guild_id: int, now: datetime) -> bool:
    """Delete what the server left; False if it has come back."""
    for step in (_delete_editions, _delete_articles, _show_hidden, _delete_derived):
        while left := await store.write(partial(_some, guild_id=guild_id, step=step)):
            if left < 0:
                return False
    return await store.write(partial(_finish, guild_id=guild_id, now=now))


async def _some(tables: Tables, *, guild_id: int, step: _Step) -> int:
    """How many rows were deleted; -1 if the server has come back."""
    if not await tables.departures.is_gone(guild_id):
        return -1
    return await step(tables, guild_id)


async def _delete_editions(tables: Tables, guild_id: int) -> int:
    deleted = await tables.guild_rows.delete_editions(guild_id, limit=_AT_A_TIME)
    if not deleted:
        await tables.guild_rows.delete_subscriptions(guild_id)
    return deleted


async def _delete_articles(tables: Tables, guild_id: int) -> int:
    ids = await tables.guild_rows.own_articles(guild_id, limit=_AT_A_TIME)
    if ids:
        topics = await tables.guild_rows.topics_of(ids)
        await tables.indexing.delete(ids)
        await tables.articles.delete(ids)
        await tables.guild_rows.delete_unused(topics)
    return len(ids)


async def _show_hidden(tables: Tables, guild_id: int) -> int:
    ids = await tables.guild_rows.hidden_articles(guild_id, limit=_AT_A_TIME)
    if ids:
        await tables.hidden.show(guild_id, ids)
    return len(ids)


async def _delete_derived(tables: Tables, guild_id: int) -> int:
    return await tables.guild_rows.delete_derived(guild_id, limit=_AT_A_TIME)


async def _finish(tables: Tables, *, guild_id: int, now: datetime) -> bool:
    """Delete the log at once: a part of it would be no log."""
    if not await tables.departures.is_gone(guild_id):
        return False
    # Its buttons stand in channels: should it return, their numbers must not mean other acts.
    await tables.desk_acts.skip(0)
    await tables.guild_rows.delete_log(guild_id, now)
    await tables.departures.forget([guild_id])
    return True
