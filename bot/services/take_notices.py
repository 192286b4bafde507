"""Which members are to be told what became of their suggestions, and whether they were."""

from dataclasses import dataclass

from bot.domain.desk_act import SubmissionState
from bot.domain.review_card import Notice
from bot.domain.submission import submission_subject
from bot.storage.notices import NoticeState
from bot.storage.store import Store, Tables


@dataclass(frozen=True, slots=True)
class TakenNotice:
    """A notice with the outcome that it tells."""

    notice: Notice
    state: SubmissionState


async def take_notices(store: Store, *, limit: int) -> list[TakenNotice]:
    """Notices that nobody else takes from now on, whatever becomes of them.

    A member is rather not told than told twice. Who decided on their own suggestion knows.
    """
    if not await store.notices.are_pending():
        return []

    async def work(tables: Tables) -> list[TakenNotice]:
        notices = await tables.notices.take(limit)
        found = [(notice, await _outcome(tables, notice)) for notice in notices]
        for notice, state in found:
            if state is None:
                await tables.notices.settle(notice, NoticeState.TOLD)
        return [TakenNotice(notice, state) for notice, state in found if state is not None]

    return await store.write(work, is_durable=True)


async def _outcome(tables: Tables, notice: Notice) -> SubmissionState | None:
    """The suggestion, unless the member decided on it."""
    subject = submission_subject(notice.number)
    record = (await tables.desk_records.get(notice.guild_id, [subject])).get(subject)
    if record is None or not isinstance(record.state, SubmissionState):
        return None
    acts = await tables.desk_acts.get(notice.guild_id, [record.touched])
    is_own = any(act.press.by == notice.user_id for act in acts.values())
    return None if is_own else record.state


async def record_notice(store: Store, notice: Notice, *, is_told: bool) -> None:
    """Note whether the member could be told; it isn't tried again."""
    state = NoticeState.TOLD if is_told else NoticeState.FAILED

    async def work(tables: Tables) -> None:
        await tables.notices.settle(notice, state)

    await store.write(work)
