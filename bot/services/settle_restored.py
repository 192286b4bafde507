"""Settles what a database restored from a backup doesn't know: what was posted since."""

from datetime import UTC, date, datetime
from functools import partial

from bot.domain.edition_record import Miss
from bot.domain.failure import Cause
from bot.domain.lateness import judge_due
from bot.services.read_schedule import dates_done, read_schedule
from bot.storage.due_dates import Awaiting
from bot.storage.store import Store, Tables

_AT_A_TIME = 1_000
# More than moderators of one server do between two backups.
_LOST_ACTS = 10_000
_NONE: frozenset[date] = frozenset()


async def settle_restored(store: Store, *, now: datetime) -> int:
    """Let nothing be posted that may have been posted before; how many dates are missed for it.

    A date that was due since the backup counts as missed, as nobody can tell whether its edition
    was posted; a post that was waiting then is looked for before it is sent, and a message that was
    to be edited is read first.
    """
    missed = await store.write(partial(_doubt_posts, now=now))
    while await store.due_dates.due(now, limit=1):
        missed += await store.write(partial(_miss_dates, now=now))
    return missed


async def _doubt_posts(tables: Tables, *, now: datetime) -> int:
    await tables.outbox.doubt_all(now)
    await tables.message_edits.doubt_all()
    await tables.review_cards.doubt_all()
    # Rather untold than told twice.
    await tables.notices.give_up()
    await tables.desk_acts.skip(_LOST_ACTS)
    # What was about to be composed has no post yet that could be looked for.
    planned = await tables.editions.planned(now, limit=_AT_A_TIME)
    due = [edition for edition in planned if edition.due <= now]
    await tables.editions.delete(edition.id for edition in due)
    misses = [
        (edition.subscription_id, _miss(date.fromisoformat(edition.slot), edition.due, now))
        for edition in due
        if edition.is_dated
    ]
    await tables.misses.add(misses)
    return len(misses)


async def _miss_dates(tables: Tables, *, now: datetime) -> int:
    rows = await tables.due_dates.due(now, limit=_AT_A_TIME)
    done = await dates_done(tables, rows, now=now)
    misses: list[tuple[int, Miss]] = []
    following: list[tuple[date, datetime, int]] = []
    for row in rows:
        missed, slot = _judge(row, done.get(row.id, _NONE), now)
        misses += [(row.id, miss) for miss in missed]
        following.append((*slot, row.id))
    await tables.misses.add(misses)
    await tables.due_dates.await_next(following)
    return len(misses)


def _judge(
    row: Awaiting, done: frozenset[date], now: datetime
) -> tuple[list[Miss], tuple[date, datetime]]:
    """The dates up to now without an edition, as misses, and what is waited for then."""
    verdict = judge_due(read_schedule(row.timing), row.awaited, now.astimezone(UTC), done=done)
    slots = (*verdict.misses, *([verdict.edition] if verdict.edition else ()))
    misses = [_miss(slot.local_date, slot.due, now) for slot in slots]
    return misses, (verdict.following.local_date, verdict.following.due)


def _miss(local_date: date, due: datetime, now: datetime) -> Miss:
    return Miss(local_date, due, now, Cause.LATE)
