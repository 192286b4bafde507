"""Make everything anew that is made of desks' logs."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.desk_act import Change, Subject, SubjectKind
from bot.domain.desk_figures import Replayed
from bot.domain.desk_state import Desk, DeskLogError, Record, replay
from bot.services.merge_articles import merge_articles
from bot.services.project_act import (
    project_address,
    project_aliases,
    project_submission_row,
    project_weight,
)
from bot.services.project_rulings import project_rulings
from bot.storage.store import Store, Tables

_ALL = 1 << 60


async def replay_desks(store: Store, *, now: datetime) -> Replayed:
    """Make records, queue, weights and articles anew from the logs, in one transaction."""
    return await store.write(lambda tables: _replay_all(tables, now), is_durable=True)


async def _replay_all(tables: Tables, now: datetime) -> Replayed:
    desks: dict[int, Desk] = {}
    broken = {}
    for desk_id in {*await tables.desk_acts.desks(), *await tables.desk_records.desks()}:
        acts = await tables.desk_acts.after(desk_id, 0, limit=_ALL)
        try:
            desks[desk_id] = replay(acts)
        except DeskLogError as error:
            broken[desk_id] = str(error)
    for desk_id, desk in desks.items():
        await _project_desk(tables, desk_id, desk)
    await _merge_all(tables, now)
    return Replayed(sum(len(desk.acts) for desk in desks.values()), len(desks), broken)


async def _project_desk(tables: Tables, desk_id: int, desk: Desk) -> None:
    await tables.desk_records.delete_all(desk_id)
    await tables.desk_records.put(desk_id, desk.records)
    for act in desk.acts.values():
        await tables.desk_subjects.add(desk_id, act)
    await tables.weights.delete_all(desk_id)
    await tables.submissions.delete_all(desk_id)
    await tables.desk_addresses.delete_all(desk_id)
    for subject, record in desk.records.items():
        if subject.kind is SubjectKind.ARTICLE:
            await project_address(tables, desk_id, subject, record)
        elif subject.kind is SubjectKind.WEIGHT:
            await project_weight(tables, desk_id, subject, record)
        elif subject.kind is SubjectKind.SUBMISSION:
            await project_submission_row(tables, desk_id, subject, record)
    changes = _changes(desk.records)
    await project_aliases(tables, desk_id, changes)
    await project_rulings(tables, desk_id, changes, is_all=True)


def _changes(records: Mapping[Subject, Record]) -> list[Change]:
    """What made the records, as if each had been made at once."""
    return [
        Change(subject, None, record.state, 0, record.version)
        for subject, record in records.items()
    ]


async def _merge_all(tables: Tables, now: datetime) -> None:
    """Merge anew whatever a desk has to do with, and take away what none has any more."""
    touched = await tables.desk_records.of_articles(await tables.desk_records.keys_of_articles())
    places = {(record.desk_id, record.key) for record in touched}
    own = await tables.desk_articles.own()
    strays = [a.id for a in own if (a.guild_id, a.key) not in places and not a.is_removed]
    await tables.indexing.delete(strays)
    await tables.desk_articles.remove(strays)
    hidden = await tables.desk_articles.hidden()
    for guild_id, key in sorted(hidden - places):
        rows = await tables.desk_articles.under([(0, key)])
        await tables.hidden.show(guild_id, [row.id for row in rows])
    conflicts = await tables.desk_conflicts.all()
    await tables.desk_conflicts.settle(conflicts - places)
    keys = {key for _, key in places | hidden}
    await tables.desk_articles.distrust(keys)
    await merge_articles(tables, keys, now=now)
