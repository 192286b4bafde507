"""Finds the messages that a process was editing when it died."""

from datetime import datetime
from functools import partial

from bot.domain.message_edit import CutShort, settle_edit
from bot.storage.store import Store, Tables


async def recover_edits(store: Store, *, now: datetime) -> int:
    """Open all edits again that were being made, to be read first; how many that were.

    To be called while nothing is edited: at the start, before the first claim.
    """
    return await store.write(partial(_recover, now=now))


async def _recover(tables: Tables, *, now: datetime) -> int:
    lost = await tables.message_edits.sending()
    await tables.message_edits.put([settle_edit(edit, CutShort(now)) for edit in lost])
    return len(lost)
