"""Plans an edition at once, beside the day's own."""

from datetime import datetime
from functools import partial

from bot.domain.edition_record import EditionRecord, Outcome
from bot.domain.subscription import Activity
from bot.storage.store import Store, Tables


async def queue_now(
    store: Store, subscription_id: int, *, guild_id: int, now: datetime
) -> int | None:
    """Plan an edition for now and return its id; None if the server has no such subscription.

    Its slot is its own, so that the day's edition comes all the same. While one is under way no
    other is planned. `freeze_editions` with its id composes it at once.
    """
    return await store.write(
        partial(_queue, subscription_id=subscription_id, guild_id=guild_id, now=now)
    )


async def _queue(
    tables: Tables, *, subscription_id: int, guild_id: int, now: datetime
) -> int | None:
    subscription = await tables.subscriptions.get(subscription_id, guild_id=guild_id)
    if subscription is None or subscription.activity is Activity.ENDED:
        return None
    asked_for = await tables.editions.asked_for(subscription_id)
    last = await tables.edition_records.get(asked_for[0].id) if asked_for else None
    if last and last.outcome in (Outcome.PLANNED, Outcome.OPEN):
        return last.id
    slot = f"now:{_number(last) + 1}"
    await tables.editions.plan([(subscription_id, slot, now, now)])
    edition = await tables.editions.of_slot(subscription_id, slot)
    return edition.id if edition else None


def _number(last: EditionRecord | None) -> int:
    return int(last.slot.removeprefix("now:")) if last else 0
