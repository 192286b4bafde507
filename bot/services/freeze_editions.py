"""Composes planned editions and puts their posts into the outbox, for ever the same bytes."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from bot.domain.edition import Edition
from bot.domain.edition_part import Part
from bot.domain.lateness import CATCH_UP
from bot.domain.subscription import Subscription
from bot.errors import StorageError
from bot.services.compose_edition import compose_edition
from bot.services.read_planned import PlannedEdition, read_planned
from bot.services.store_editions import ReadyEdition, miss_editions, store_editions
from bot.storage.store import Store, Tables

log = logging.getLogger(__name__)
T = TypeVar("T")
Render = Callable[[Edition, Subscription], tuple[Part, ...]]
# So many are stored in one transaction.
AT_A_TIME = 500
# An edition that can't be made, for a fault of ours, must not keep others waiting.
_AGAIN_AFTER = timedelta(minutes=5)


async def freeze_editions(
    store: Store,
    render: Render,
    *,
    now: datetime,
    limit: int = AT_A_TIME,
    edition_id: int | None = None,
) -> int:
    """Compose, render and store up to so many planned editions, or that one; how many were seen.

    To be called until it returns 0. Channels that are to be told the same share what is composed;
    `render` sees the subscription of one of them, and must look at its kind, timing, policy and
    manner only. An edition with nothing new is skipped, one that is too late is a miss.
    """
    planned = await store.at_once(read_planned, store, now, limit=limit, edition_id=edition_id)
    late = [each for each in planned if now - each.due > CATCH_UP]
    if late:
        await store.write(partial(miss_editions, late=late, now=now))
    in_time = [each for each in planned if now - each.due <= CATCH_UP]
    ready, failed = await _made(store, render, in_time)
    if ready:
        await store.write(partial(store_editions, editions=ready))
    if failed:
        await store.write(partial(_postpone, editions=failed, until=now + _AGAIN_AFTER))
    return len(planned)


async def _made(
    store: Store, render: Render, planned: Iterable[PlannedEdition]
) -> tuple[list[ReadyEdition], list[PlannedEdition]]:
    """What was composed and rendered, and what could not be."""
    ready: list[ReadyEdition] = []
    failed: list[PlannedEdition] = []
    for group in _grouped(planned):
        made = await _or_fault(_make(store, render, group))
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


async def _make(store: Store, render: Render, group: list[PlannedEdition]) -> list[ReadyEdition]:
    one = group[0]
    edition = await store.at_once(
        compose_edition, store, one.subscription, slot=one.slot, due=one.due
    )
    rendered: dict[object, tuple[Part, ...]] = {}
    for each in group:
        if edition.stories and each.looks_like not in rendered:
            rendered[each.looks_like] = render(edition, each.subscription)
    return [ReadyEdition(each, edition, rendered.get(each.looks_like, ())) for each in group]


async def _or_fault(work: Coroutine[Any, Any, T]) -> T | BaseException:
    """What comes of the work, or the fault that ended it; trouble with the storage is raised."""
    result = (await asyncio.gather(work, return_exceptions=True))[0]
    if isinstance(result, StorageError | asyncio.CancelledError):
        raise result
    return result


async def _postpone(tables: Tables, *, editions: Iterable[PlannedEdition], until: datetime) -> None:
    await tables.editions.postpone((each.id for each in editions), until)
