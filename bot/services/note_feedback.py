"""Notes what a member thinks of an edition."""

from datetime import datetime
from functools import partial

from bot.storage.store import Store, Tables


async def note_feedback(store: Store, edition_id: int, user_id: int, *, now: datetime) -> bool:
    """Note that a member found an edition of no use; False if that is known, or it is gone."""
    return await store.write(partial(_note, edition_id=edition_id, user_id=user_id, now=now))


async def _note(tables: Tables, *, edition_id: int, user_id: int, now: datetime) -> bool:
    return await tables.feedback.add(edition_id, user_id, now=now)
