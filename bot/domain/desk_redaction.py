"""What is left of a member in the desk's log once what is stored about them is deleted.

The log and the records made from it are redacted alike, so that one still replays to the other.
Reasons of moderators stay, as readers were told them; a block holds only as long as it says whom,
and one that was lifted needn't.
"""

from dataclasses import replace

from bot.domain.desk_act import (
    ActKind,
    Change,
    DeskAct,
    State,
    Subject,
    SubjectKind,
    SubmissionState,
)
from bot.domain.desk_state import Desk

# Stands in the place of a member who is gone; Discord has no such id.
NOBODY = 0
_OWN_WORDS = frozenset({ActKind.SUGGEST, ActKind.WITHDRAW})


def redact_act(act: DeskAct, member_id: int) -> DeskAct:
    """The act without who they are and what they wrote with a suggestion."""
    press = act.press
    if press.by == member_id:
        why = "" if act.kind in _OWN_WORDS else press.why
        press = replace(press, by=NOBODY, why=why, token="")
    changes = tuple(_change(change, member_id) for change in act.changes)
    return replace(act, press=press, changes=changes)


def nameless_member(number: int) -> Subject:
    """What stands in the place of a member whom the act of this number was the first to block.

    Discord has no such id either, and a desk no other of this number.
    """
    return Subject(SubjectKind.MEMBER, f"-{number}")


def with_subject(act: DeskAct, old: Subject, new: Subject) -> DeskAct:
    """The act on another subject in the place of one."""
    changes = (
        replace(change, subject=new) if change.subject == old else change for change in act.changes
    )
    return replace(act, changes=tuple(changes))


def redact_desk(desk: Desk, member_id: int) -> Desk:
    """The desk that the redacted log makes."""
    records = {
        subject: replace(record, state=redact_state(record.state, member_id))
        for subject, record in desk.records.items()
    }
    acts = {number: redact_act(act, member_id) for number, act in desk.acts.items()}
    return Desk(records, acts, desk.last)


def redact_state(state: State | None, member_id: int) -> State | None:
    """The state without them; only their own suggestions name them."""
    if not isinstance(state, SubmissionState) or state.suggested_by != member_id:
        return state
    return replace(state, suggested_by=None, why="", wants_news=False)


def _change(change: Change, member_id: int) -> Change:
    return replace(
        change,
        before=redact_state(change.before, member_id),
        after=redact_state(change.after, member_id),
    )
