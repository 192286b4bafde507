"""Delete what is stored about a member, and leave a log that still replays to what is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.desk_act import ActKind, DeskAct, Subject
from bot.domain.desk_redaction import nameless_member, redact_act, redact_state, with_subject
from bot.domain.submission import member_subject, submission_subject
from bot.services.project_act import project_submission_row
from bot.services.read_member import blocks_of, marks_of
from bot.storage.store import Store, Tables


async def redact_member(store: Store, member_id: int, *, now: datetime) -> int:
    """Take the member out of every desk's log and records, and delete the rest; how many acts.

    Blocks stay that hold, which they do only as long as they say whom. Cards of their suggestions
    are drawn anew, and nobody tells them of outcomes any more.
    """

    async def work(tables: Tables) -> int:
        await _redact_lifted_blocks(tables, member_id, now)
        redacted = await _redact_desks(tables, member_id, now)
        await tables.notices.forget(member_id)
        await tables.feedback.forget(member_id)
        marks = await marks_of(tables, member_id)
        await tables.result_lists.unmark((asked, mark) for asked, mark, _ in marks)
        return redacted

    return await store.write(work, is_durable=True)


async def _redact_lifted_blocks(tables: Tables, member_id: int, now: datetime) -> None:
    """Have the log no longer say whom blocks concerned that hold no more."""
    subject = member_subject(member_id)
    for desk_id, holds in (await blocks_of(tables, member_id)).items():
        if holds:
            continue
        found = await tables.desk_subjects.acts(desk_id, [subject], None)
        acts = await tables.desk_acts.get(desk_id, [number for number, _ in found])
        nameless = nameless_member(min(acts))
        changed = [with_subject(act, subject, nameless) for act in acts.values()]
        await tables.desk_acts.redact(desk_id, changed, now=now)
        await tables.desk_subjects.rename(desk_id, subject, nameless)
        await tables.desk_records.rename(desk_id, subject, nameless)


async def _redact_desks(tables: Tables, member_id: int, now: datetime) -> int:
    own: dict[int, list[DeskAct]] = {}
    for desk_id, act in await tables.desk_acts.by_member(member_id):
        own.setdefault(desk_id, []).append(act)
    for desk_id, made in own.items():
        # A suggestion is known by the act that made it.
        subjects = [submission_subject(a.number) for a in made if a.kind is ActKind.SUGGEST]
        acts = {act.number: act for act in made}
        acts |= await _acts_on(tables, desk_id, subjects)
        await _redact_acts(tables, desk_id, acts, member_id, now)
        await _redact_records(tables, desk_id, subjects, member_id)
    return sum(map(len, own.values()))


async def _acts_on(
    tables: Tables, desk_id: int, subjects: Iterable[Subject]
) -> Mapping[int, DeskAct]:
    """What others did to what the member suggested: that says who suggested it as well."""
    found = await tables.desk_subjects.acts(desk_id, subjects, None)
    return await tables.desk_acts.get(desk_id, [number for number, _ in found])


async def _redact_acts(
    tables: Tables, desk_id: int, acts: Mapping[int, DeskAct], member_id: int, now: datetime
) -> None:
    redacted = {number: redact_act(act, member_id) for number, act in acts.items()}
    changed = [act for number, act in redacted.items() if act != acts[number]]
    await tables.desk_acts.redact(desk_id, changed, now=now)


async def _redact_records(
    tables: Tables, desk_id: int, subjects: Iterable[Subject], member_id: int
) -> None:
    known = await tables.desk_records.get(desk_id, subjects)
    redacted = {
        subject: replace(record, state=redact_state(record.state, member_id))
        for subject, record in known.items()
    }
    await tables.desk_records.put(desk_id, redacted)
    for subject, record in redacted.items():
        await project_submission_row(tables, desk_id, subject, record)
        await tables.review_cards.want(desk_id, int(subject.name), record.touched)
