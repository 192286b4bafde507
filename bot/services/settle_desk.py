"""What admins settle for their server's desk."""

from collections.abc import Sequence

from bot.domain.desk_settings import DeskSettings
from bot.domain.submission import submission_subject
from bot.storage.store import Store, Tables

# More than this wait in no honest queue; the rest is in `/article queue`.
_MOST_CARDS = 500


async def settle_roles(store: Store, guild_id: int, role_ids: Sequence[int]) -> DeskSettings:
    """Name the roles of the moderators, none for those who may manage messages."""

    async def work(tables: Tables) -> DeskSettings:
        await tables.desk_settings.set_roles(guild_id, role_ids)
        return await tables.desk_settings.of(guild_id)

    return await store.write(work, is_durable=True)


async def settle_channel(
    store: Store, guild_id: int, channel_id: int | None, *, is_old_gone: bool = False
) -> DeskSettings:
    """Have suggestions reviewed in a channel, or in the queue alone.

    What waits gets its card there. Cards that were posted elsewhere stay there and go on to work,
    unless that channel is gone.
    """

    async def work(tables: Tables) -> DeskSettings:
        before = await tables.desk_settings.of(guild_id)
        await tables.desk_settings.set_channel(guild_id, channel_id)
        await tables.review_cards.drop_unposted(guild_id)
        if before.review_channel_id is not None and (is_old_gone or before.trouble):
            await tables.review_cards.drop_channel(guild_id, before.review_channel_id)
        if channel_id is not None:
            await _want_cards(tables, guild_id, channel_id)
        return await tables.desk_settings.of(guild_id)

    return await store.write(work, is_durable=True)


async def _want_cards(tables: Tables, guild_id: int, channel_id: int) -> None:
    numbers = await tables.submissions.waiting(guild_id, skipped=0, limit=_MOST_CARDS)
    subjects = {submission_subject(number): number for number in numbers}
    records = await tables.desk_records.get(guild_id, subjects)
    wanted = [(subjects[subject], record.touched) for subject, record in records.items()]
    await tables.review_cards.add(guild_id, channel_id, sorted(wanted))


async def lose_review_channel(store: Store, guild_id: int, channel_id: int, cause: str) -> None:
    """Keep that a channel is gone, for the admins to see; its cards are gone with it."""

    async def work(tables: Tables) -> None:
        await tables.desk_settings.note_trouble(guild_id, channel_id, cause)
        await tables.review_cards.drop_channel(guild_id, channel_id)

    await store.write(work)
