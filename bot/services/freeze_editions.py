"""Composes planned editions and puts their posts into the outbox, for ever the same bytes."""

import asyncio
import logging
from collections.abc import Coroutine, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from bot.domain.lateness import CATCH_UP
from bot.errors import StorageError
from bot.services.read_planned import PlannedEdition, read_planned
from bot.services.share_editions import Render, SharedEditions
from bot.services.store_editions import ReadyEdition, miss_editions, store_editions
from bot.storage.store import Store, Tables

log = logging.getLogger(__name__)
T = TypeVar("T")
# In one transaction, so that others get their turn to write.
_AT_A_TIME = 500
# An edition that can't be made, for a fault of ours, must not keep others waiting.
_AGAIN_AFTER = timedelta(minutes=5)


async def freeze_editions(
    store: Store,
    render: Render,
    *,
    now: datetime,
    limit: int | None = None,
    edition_id: int | None = None,
) -> int:
    """Compose, render and store all planned editions, so many, or that one; how many were seen.

    Channels that are to be told the same share what is composed; `render` sees the subscription of
    one of them, and must look at its kind, timing, policy and manner only. An edition with nothing
    new is skipped, one that is too late is a miss.
    """
    shared = SharedEditions(store, render)
    seen = 0
    while size := _AT_A_TIME if limit is None else min(_AT_A_TIME, limit - seen):
        planned = await store.at_once(read_planned, store, now, limit=size, edition_id=edition_id)
        if not planned:
            break
        await _freeze(store, shared, planned, now)
        seen += len(planned)
    return seen


async def _freeze(
    store: Store, shared: SharedEditions, planned: Sequence[PlannedEdition], now: datetime
) -> None:
    late = [each for each in planned if now - each.due > CATCH_UP]
    if late:
        await store.write(partial(miss_editions, late=late, now=now))
    ready, failed = await _made(shared, (each for each in planned if now - each.due <= CATCH_UP))
    if ready:
        await store.write(partial(store_editions, editions=ready, now=now))
    if failed:
        await store.write(partial(_postpone, editions=failed, until=now + _AGAIN_AFTER))


async def _made(
    shared: SharedEditions, planned: Iterable[PlannedEdition]
) -> tuple[list[ReadyEdition], list[PlannedEdition]]:
    """What was composed and rendered, and what could not be."""
    ready: list[ReadyEdition] = []
    failed: list[PlannedEdition] = []
    for group in _grouped(planned):
        made = await _or_fault(shared.make(group))
        if isinstance(made, BaseException):
            log.error("edition %d can't be made", group[0].id, exc_info=made)
            failed += group
        else:
            ready += made
    return ready, failed


def _grouped(planned: Iterable[PlannedEdition]) -> list[list[PlannedEdition]]:
    groups: dict[object, list[PlannedEdition]] = {}
    for each in planned:
        groups.setdefault(each.told_like, []).append(each)
    return list(groups.values())


async def _or_fault(work: Coroutine[Any, Any, T]) -> T | BaseException:
    """What comes of the work, or the fault that ended it; trouble with the storage is raised."""
    result = (await asyncio.gather(work, return_exceptions=True))[0]
    if isinstance(result, StorageError | asyncio.CancelledError):
        raise result
    return result


async def _postpone(tables: Tables, *, editions: Iterable[PlannedEdition], until: datetime) -> None:
    await tables.editions.postpone((each.id for each in editions), until)
