"""Records what became of the edit of a message."""

from functools import partial

from bot.domain.message_edit import EditEvent, EditState, settle_edit
from bot.storage.store import Store, Tables


async def record_edit(store: Store, outbox_id: int, event: EditEvent) -> EditState:
    """Store the edit after the event; where it stands then."""
    return await store.write(partial(_record, outbox_id=outbox_id, event=event))


async def _record(tables: Tables, *, outbox_id: int, event: EditEvent) -> EditState:
    edit = await tables.message_edits.get(outbox_id)
    if edit is None:
        # All that its server left was deleted meanwhile.
        return EditState.GONE
    settled = settle_edit(edit, event)
    await tables.message_edits.put([settled])
    return settled.state
