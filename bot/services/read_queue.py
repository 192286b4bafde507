"""Read what waits in a server's queue."""

from dataclasses import dataclass

from bot.domain.desk_act import DeskAct, SubmissionState
from bot.domain.submission import submission_subject
from bot.storage.store import Store, Tables


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A submission; `version` is the act that made its state, `act` the last that touched it."""

    number: int
    state: SubmissionState
    version: int
    act: DeskAct | None = None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the `total` submissions that wait, the oldest first."""

    entries: tuple[QueueEntry, ...]
    total: int


async def read_queue(store: Store, guild_id: int, *, page: int, size: int) -> QueuePage:
    """The page of this number, from 0, with so many entries; beyond the last one it is empty."""
    return await store.at_once(_page, store, guild_id, max(0, page) * size, size)


async def read_submission(store: Store, guild_id: int, number: int) -> QueueEntry | None:
    """The submission of this number, whatever became of it; None if there never was one."""
    entries = await store.at_once(_entries, store, guild_id, [number])
    return entries[0] if entries else None


async def _page(tables: Tables, guild_id: int, skipped: int, size: int) -> QueuePage:
    numbers = await tables.submissions.waiting(guild_id, skipped=skipped, limit=size)
    total = await tables.submissions.count_waiting(guild_id)
    return QueuePage(tuple(await _entries(tables, guild_id, numbers)), total)


async def _entries(tables: Tables, guild_id: int, numbers: list[int]) -> list[QueueEntry]:
    subjects = {submission_subject(number): number for number in numbers}
    records = await tables.desk_records.get(guild_id, subjects)
    acts = await tables.desk_acts.get(guild_id, {r.touched for r in records.values()})
    return [
        QueueEntry(number, record.state, record.version, acts.get(record.touched))
        for subject, number in subjects.items()
        if (record := records.get(subject)) is not None
        and isinstance(record.state, SubmissionState)
    ]
