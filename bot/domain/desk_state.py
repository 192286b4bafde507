"""The state of a server's desk, and how acts change it: decided once, replayed from the log.

Whoever decides may hold only a part of the desk: the records that the act is on and the acts that
touched these last. Deciding and storing happen in one transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.desk_act import (
    ActKind,
    Change,
    DeskAct,
    Press,
    Reason,
    Refusal,
    State,
    Subject,
)


@dataclass(frozen=True, slots=True)
class Record:
    """A subject's state, the number of the act that made it, and of the last that touched it."""

    state: State | None
    version: int
    touched: int


_NO_RECORD = Record(None, 0, 0)


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known of a desk: records by subject, and acts by number; `last` is the newest's."""

    records: Mapping[Subject, Record] = field(default_factory=dict)
    acts: Mapping[int, DeskAct] = field(default_factory=dict)
    last: int = 0

    def record(self, subject: Subject) -> Record:
        """The subject's record; one that was never touched has no state and number 0."""
        return self.records.get(subject, _NO_RECORD)

    def state(self, subject: Subject) -> State | None:
        """The subject's state."""
        return self.record(subject).state

    def touched_by(self, subject: Subject) -> DeskAct | None:
        """The act that touched the subject last, if one did."""
        return self.acts.get(self.record(subject).touched)

    def refuse(self, reason: Reason, subject: Subject | None = None) -> Refusal:
        """A refusal that names who touched the subject last."""
        return Refusal(reason, None if subject is None else self.touched_by(subject))


@dataclass(frozen=True, slots=True)
class Step:
    """What an act is to make of a subject."""

    subject: Subject
    after: State | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an act is to do, where nothing stands in its way."""

    kind: ActKind
    steps: tuple[Step, ...]


class Deed(Protocol):
    """What somebody wants done."""

    def plan(self, desk: Desk, press: Press) -> Plan | Refusal:
        """What it does to the desk as it is; a refusal where it doesn't fit."""
        ...


class DeskLogError(ValueError):
    """Acts that can't have followed each other: the log is not whole."""


def decide(desk: Desk, deed: "Deed | Undo", press: Press) -> DeskAct | Refusal:
    """The act that comes of it, to be applied and stored together; or why none does.

    A press that was taken before gives the act that it gave then, whose number is no new one.
    """
    if press.token:
        for act in desk.acts.values():
            if act.press.token == press.token:
                return act
    if isinstance(deed, Undo):
        return _undo(desk, deed, press)
    plan = deed.plan(desk, press)
    if isinstance(plan, Refusal):
        return plan
    number = desk.last + 1
    changes = tuple(_change(desk, step, number) for step in plan.steps)
    return DeskAct(number, plan.kind, press, changes)


def _change(desk: Desk, step: Step, number: int) -> Change:
    record = desk.record(step.subject)
    return Change(step.subject, record.state, step.after, record.version, number)


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the act of this number; it may be an undo."""

    number: int


def _undo(desk: Desk, deed: Undo, press: Press) -> DeskAct | Refusal:
    undone = desk.acts.get(deed.number)
    if undone is None:
        return Refusal(Reason.GONE)
    for change in undone.changes:
        if desk.record(change.subject).version != change.becomes:
            return desk.refuse(Reason.TAKEN, change.subject)
    changes = tuple(change.inverted() for change in undone.changes)
    return DeskAct(desk.last + 1, ActKind.UNDO, press, changes, undoes=undone.number)


def apply_act(desk: Desk, act: DeskAct) -> Desk:
    """The desk after the act; an act that it knows changes nothing.

    Raises DeskLogError for one that doesn't fit.
    """
    if act.number in desk.acts:
        return desk
    records = dict(desk.records)
    _put(records, act, desk.last)
    return Desk(records, {**desk.acts, act.number: act}, act.number)


def replay(acts: Iterable[DeskAct]) -> Desk:
    """The desk that the log makes, the oldest act first. Raises DeskLogError."""
    records: dict[Subject, Record] = {}
    known: dict[int, DeskAct] = {}
    last = 0
    for act in acts:
        _put(records, act, last)
        known[act.number] = act
        last = act.number
    return Desk(records, known, last)


def _put(records: dict[Subject, Record], act: DeskAct, last: int) -> None:
    """Change the records as the act does, which comes after the last."""
    if act.number <= last:
        raise DeskLogError(f"act {act.number} comes after act {last}")
    for change in act.changes:
        if records.get(change.subject, _NO_RECORD).version != change.was:
            raise DeskLogError(f"act {act.number} doesn't fit what {change.subject.name} is")
        records[change.subject] = Record(change.after, change.becomes, act.number)
