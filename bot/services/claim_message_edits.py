"""Takes the messages that are to be edited now, each for one editor."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeAlias

from bot.domain.edited_part import ClaimedEdit, ComposedPart, EditTarget
from bot.domain.message_edit import Heeded, claim_edit, settle_edit
from bot.storage.store import Store, Tables

# The payload of a part as it should be now; the very same bytes where nothing changed.
RenderPart: TypeAlias = Callable[[ComposedPart], bytes]
# Most of what is ready may need no touch; so many times others are looked at instead.
_ROUNDS = 10


async def claim_message_edits(
    store: Store, render: RenderPart, *, now: datetime, limit: int
) -> list[ClaimedEdit]:
    """Take up to so many edits; once this returns they stay taken, even if power fails.

    Each has the message as it should be now. One that shows just that already is done without it.
    None is taken while a post waits to be sent.
    """
    if not await store.message_edits.is_any_ready(now) or await store.outbox.ready(now, limit=1):
        return []
    return await store.write(partial(_claim, render=render, now=now, limit=limit), is_durable=True)


async def _claim(
    tables: Tables, *, render: RenderPart, now: datetime, limit: int
) -> list[ClaimedEdit]:
    claimed: list[ClaimedEdit] = []
    for _ in range(_ROUNDS):
        targets = await tables.edited_parts.ready(now, limit=limit - len(claimed))
        taken = [await _take(tables, render, target, now) for target in targets]
        claimed += filter(None, taken)
        if not targets or len(claimed) == limit:
            break
    return claimed


async def _take(
    tables: Tables, render: RenderPart, target: EditTarget, now: datetime
) -> ClaimedEdit | None:
    """The edit, taken; None where the message surely shows it."""
    edit = target.edit
    part = await tables.edited_parts.composed(edit.outbox_id)
    payload = render(part)
    shown = None if payload == part.payload else digest_of(payload)
    is_shown = shown == edit.shown
    if is_shown and not edit.must_read:
        heeded = Heeded(edit.wanted, edit.borne, edit.shown, now)
        await tables.message_edits.put([settle_edit(edit, heeded)])
        return None
    taken = claim_edit(edit, now)
    await tables.message_edits.put([taken])
    return ClaimedEdit(target, edit.wanted, payload, shown, is_shown=is_shown)


def digest_of(payload: bytes) -> bytes:
    """Equal for equal payloads."""
    return hashlib.blake2b(payload, digest_size=16).digest()
