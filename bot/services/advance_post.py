"""Carries out what an event means for a post, its edition and the parts that wait for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.claimed_post import StoredPost
from bot.domain.delivery import Post, State, advance
from bot.domain.delivery_event import Event, GivenUp
from bot.domain.edition_record import Miss
from bot.domain.failure import Cause
from bot.storage.store import Tables

# A part waits until then, or until the one before it is posted.
WAITING = datetime(9999, 1, 1, tzinfo=UTC)


async def advance_post(tables: Tables, stored: StoredPost, event: Event, *, now: datetime) -> Post:
    """Store the post after the event and all that follows from it; inside a transaction.

    Once a part is posted, the next may be; where one comes to another end, so do those after it.
    An edition of which nothing was posted counts as not told, and its date as missed.
    """
    after = advance(stored.post, event)
    await tables.outbox.put([(stored.id, after)])
    if after.state is stored.post.state:
        return after
    if after.state is State.SENT and after.message_id is not None:
        await tables.message_edits.open(stored.id, now)
    if after.state is State.SENT and (after.takes_nonce or after.message_id):
        await _open_next(tables, stored)
    elif after.state is State.SENT:
        # The thread that the other parts belong into was deleted.
        await _end_edition(tables, stored, Cause.MESSAGE_GONE, now)
    elif after.state in (State.DEAD, State.UNKNOWN):
        await _end_edition(tables, stored, after.cause or Cause.LOST, now)
    return after


async def _open_next(tables: Tables, stored: StoredPost) -> None:
    posts = await tables.outbox.of_edition(stored.edition_id)
    await tables.outbox.put(
        (each.id, replace(each.post, not_before=each.post.due))
        for each in posts
        if each.part == stored.part + 1 and each.post.not_before == WAITING
    )


async def _end_edition(tables: Tables, stored: StoredPost, cause: Cause, now: datetime) -> None:
    posts = await tables.outbox.of_edition(stored.edition_id)
    waiting = [each for each in posts if each.part > stored.part]
    await tables.outbox.put((each.id, advance(each.post, GivenUp(cause))) for each in waiting)
    if _is_lost(posts[: stored.part + 1]):
        await _note_loss(tables, stored.edition_id, cause, now)


def _is_lost(posts: Sequence[StoredPost]) -> bool:
    return all(each.post.state is State.DEAD for each in posts)


async def _note_loss(tables: Tables, edition_id: int, cause: Cause, now: datetime) -> None:
    await tables.editions.lose(edition_id)
    edition = await tables.editions.get(edition_id)
    if edition is None or not edition.is_dated or cause is Cause.CANCELLED:
        return
    miss = Miss(date.fromisoformat(edition.slot), edition.due, now, cause)
    await tables.misses.add([(edition.subscription_id, miss)])
