"""Have everything follow an act that is made of the desk's records, in the act's transaction."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.desk_act import (
    AliasState,
    Change,
    DeskAct,
    Subject,
    SubjectKind,
    SubmissionState,
    WeightState,
)
from bot.domain.desk_address import moved_to
from bot.domain.desk_state import Record
from bot.domain.newsroom import ARCHIVE
from bot.services.merge_articles import merge_articles
from bot.services.place_few import place_few
from bot.services.project_rulings import project_rulings
from bot.services.project_submission import project_submission
from bot.services.want_edits import want_edits
from bot.storage.store import Tables


async def project_act(tables: Tables, desk_id: int, act: DeskAct) -> None:
    """Have articles, weights, the queue and names follow the records of what the act changed."""
    records = await tables.desk_records.get(desk_id, [change.subject for change in act.changes])
    await _project_articles(tables, desk_id, records, now=act.press.at)
    for subject, record in records.items():
        if subject.kind is SubjectKind.ARTICLE:
            await project_address(tables, desk_id, subject, record)
        elif subject.kind is SubjectKind.WEIGHT:
            await project_weight(tables, desk_id, subject, record)
        elif subject.kind is SubjectKind.SUBMISSION:
            await project_submission_row(tables, desk_id, subject, record)
            await project_submission(tables, desk_id, int(subject.name), record.state, record)
    await project_aliases(tables, desk_id, act.changes)
    await project_rulings(tables, desk_id, act.changes)


async def _project_articles(
    tables: Tables, desk_id: int, subjects: Iterable[Subject], *, now: datetime
) -> None:
    keys = [subject.name for subject in subjects if subject.kind is SubjectKind.ARTICLE]
    if not keys:
        return
    merged = await merge_articles(tables, keys, now=now, desk_id=desk_id)
    # What a server only hides or shows again didn't change itself.
    places = [(guild_id, key) for guild_id in {ARCHIVE, desk_id} for key in keys]
    ids = {row.id for row in await tables.desk_articles.under(places)}
    await want_edits(tables, desk_id, merged.touched | ids, now)
    await place_few(tables, desk_id)


async def project_address(tables: Tables, desk_id: int, subject: Subject, record: Record) -> None:
    """Have the table of addresses follow one record of an article."""
    await tables.desk_addresses.put(desk_id, subject.name, moved_to(subject.name, record.state))


async def project_weight(tables: Tables, desk_id: int, subject: Subject, record: Record) -> None:
    """Have the table of weights follow one record."""
    target, _, name = subject.name.partition(" ")
    if isinstance(record.state, WeightState):
        await tables.weights.put(desk_id, target, name, record.state)
    else:
        await tables.weights.delete(desk_id, target, name)


async def project_submission_row(
    tables: Tables, desk_id: int, subject: Subject, record: Record
) -> None:
    """Have the table of submissions follow one record."""
    if isinstance(record.state, SubmissionState):
        await tables.submissions.put(desk_id, int(subject.name), record.state)
    else:
        await tables.submissions.delete(desk_id, int(subject.name))


async def project_aliases(tables: Tables, desk_id: int, changes: Iterable[Change]) -> None:
    """Give topics the names that they have after the changes, in place of those before."""
    for change in changes:
        if isinstance(change.before, AliasState):
            await tables.topic_aliases.delete(change.before.alias, guild_id=desk_id)
        if isinstance(change.after, AliasState):
            await tables.topic_aliases.put(change.after.alias, change.after.topic, guild_id=desk_id)
