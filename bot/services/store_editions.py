"""Stores what planned editions have become, with their posts."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.delivery import Post
from bot.domain.edition import Edition
from bot.domain.edition_part import Part
from bot.domain.edition_record import EditionState, Miss
from bot.domain.failure import Cause
from bot.domain.nonce import make_nonce
from bot.services.advance_post import WAITING
from bot.services.find_outdated import find_outdated
from bot.services.read_planned import PlannedEdition
from bot.storage.editions import FrozenEdition
from bot.storage.outbox import NewPost
from bot.storage.store import Tables


@dataclass(frozen=True, slots=True)
class ReadyEdition:
    """A planned edition that was composed and rendered; without parts there is nothing new."""

    planned: PlannedEdition
    edition: Edition
    parts: tuple[Part, ...]


# What was retracted or corrected while an edition was made has it made anew by the next run.
_NEXT_RUN = timedelta(seconds=1)


async def store_editions(
    tables: Tables, *, editions: Sequence[ReadyEdition], now: datetime
) -> None:
    """Store them inside a transaction, but for those that were withdrawn meanwhile.

    Also left out is what was composed for a subscription that has changed since, or was told
    something else, and what tells of articles that have changed: it is planned still, and composed
    anew the next time.
    """
    valid = await _current(tables, await _valid(tables, editions), now)
    compositions: dict[tuple[int, int], int] = {}
    frozen: list[FrozenEdition] = []
    told: list[tuple[int, str, int]] = []
    for each in valid:
        number = None
        if each.parts:
            # Equal ones of a batch are one object, which need not be looked up again.
            key = id(each.edition), id(each.parts)
            number = compositions.get(key)
            if number is None:
                number = await tables.compositions.add(each.edition, each.parts)
                compositions[key] = number
        frozen.append(_frozen(each, number))
        told.append(_told(each, number))
    await tables.editions.freeze(frozen)
    await tables.subscriptions.tell(told)
    await tables.outbox.add(post for each in valid for post in _posts(each))


async def miss_editions(tables: Tables, *, late: Sequence[PlannedEdition], now: datetime) -> None:
    """Take planned editions that come too late out of the ledger, and note them as missed."""
    gone = await tables.editions.still_planned(each.id for each in late)
    await tables.editions.delete(gone)
    await tables.misses.add(
        (
            each.subscription.id,
            Miss(date.fromisoformat(each.slot), each.due, now, Cause.LATE),
        )
        for each in late
        if each.id in gone and each.slot[:1].isdigit()
    )


async def _valid(tables: Tables, editions: Sequence[ReadyEdition]) -> list[ReadyEdition]:
    open_ids = await tables.editions.still_planned(each.planned.id for each in editions)
    ids = [each.planned.subscription.id for each in editions]
    subscriptions = await tables.subscriptions.among(ids)
    ledgers = await tables.subscriptions.ledgers(ids)
    return [
        each
        for each in editions
        if (planned := each.planned).id in open_ids
        and subscriptions[planned.subscription.id] == planned.subscription
        and ledgers[planned.subscription.id] == planned.ledger
    ]


async def _current(
    tables: Tables, editions: Sequence[ReadyEdition], now: datetime
) -> list[ReadyEdition]:
    outdated = await find_outdated(tables, [(each.planned, each.edition) for each in editions])
    await tables.editions.postpone(outdated, now + _NEXT_RUN)
    return [each for each in editions if each.planned.id not in outdated]


def _frozen(ready: ReadyEdition, composition_id: int | None) -> FrozenEdition:
    state = EditionState.SKIPPED if composition_id is None else EditionState.FROZEN
    offered = ready.planned.subscription.watermark
    return FrozenEdition(ready.planned.id, state, composition_id, offered)


def _told(ready: ReadyEdition, composition_id: int | None) -> tuple[int, str, int]:
    planned = ready.planned
    # An edition with nothing new counts too: what is new is looked for since then.
    text = f"{planned.ledger} {composition_id} {planned.due.timestamp():.0f}"
    ledger = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    watermark = max(planned.subscription.watermark, ready.edition.watermark)
    return watermark, ledger, planned.subscription.id


def _posts(ready: ReadyEdition) -> Iterator[NewPost]:
    planned = ready.planned
    for part in range(len(ready.parts)):
        nonce = make_nonce(
            subscription_id=planned.subscription.id,
            channel_id=planned.subscription.channel_id,
            slot=planned.slot,
            part=part,
        )
        opens_thread = planned.subscription.kind == "forum" and not part
        not_before = WAITING if part else planned.due
        post = Post(planned.due, not_before, takes_nonce=not opens_thread)
        yield NewPost(planned.id, part, nonce, post)
