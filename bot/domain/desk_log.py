"""How acts are written into the log, and read from it, exactly."""

from datetime import datetime
from typing import Any

import msgspec

from bot.domain.desk_act import (
    ActKind,
    ActPlace,
    AliasState,
    ArticleState,
    BlockState,
    Change,
    DeskAct,
    Press,
    RulingState,
    State,
    Subject,
    SubjectKind,
    SubmissionState,
    WeightState,
)

_STATES: dict[SubjectKind, Any] = {
    SubjectKind.ARTICLE: ArticleState,
    SubjectKind.SUBMISSION: SubmissionState,
    SubjectKind.WEIGHT: WeightState,
    SubjectKind.PAIR: RulingState,
    SubjectKind.ALIAS: AliasState,
    SubjectKind.MEMBER: BlockState,
}


class _Written(msgspec.Struct, array_like=True):
    """A change in the log: the subject's kind tells what its states are."""

    kind: SubjectKind
    name: str
    was: int
    becomes: int
    before: msgspec.Raw
    after: msgspec.Raw


def encode_state(state: State | None) -> str:
    """The state as JSON."""
    return msgspec.json.encode(state).decode()


def decode_state(kind: SubjectKind, data: str | bytes) -> State | None:
    """The state that a subject of this kind was encoded with."""
    state: State | None = msgspec.json.decode(data, type=_STATES[kind] | None)
    return state


def encode_changes(changes: tuple[Change, ...]) -> str:
    """The changes as JSON."""
    return msgspec.json.encode([_written(change) for change in changes]).decode()


def decode_changes(data: str | bytes) -> tuple[Change, ...]:
    """The changes that were encoded."""
    return tuple(map(_read, msgspec.json.decode(data, type=list[_Written])))


def encode_act(act: DeskAct) -> str:
    """The act as a line of JSON, for an export of the log."""
    return msgspec.json.encode(
        {
            "number": act.number,
            "kind": act.kind,
            "by": act.press.by,
            "at": act.press.at,
            "why": act.press.why,
            "token": act.press.token,
            "undoes": act.undoes,
            "beside": act.beside,
            "changes": [_written(change) for change in act.changes],
        }
    ).decode()


class _Line(msgspec.Struct):
    """An act as `encode_act` writes it."""

    number: int
    kind: ActKind
    by: int
    at: datetime
    why: str
    token: str
    undoes: int | None
    changes: list[_Written]
    beside: ActPlace | None = None


def decode_act(data: str | bytes) -> DeskAct:
    """The act that was encoded."""
    line = msgspec.json.decode(data, type=_Line)
    press = Press(line.by, line.at, line.why, line.token)
    changes = tuple(map(_read, line.changes))
    return DeskAct(line.number, line.kind, press, changes, line.undoes, line.beside)


def _written(change: Change) -> _Written:
    return _Written(
        change.subject.kind,
        change.subject.name,
        change.was,
        change.becomes,
        msgspec.Raw(msgspec.json.encode(change.before)),
        msgspec.Raw(msgspec.json.encode(change.after)),
    )


def _read(written: _Written) -> Change:
    return Change(
        Subject(written.kind, written.name),
        decode_state(written.kind, bytes(written.before)),
        decode_state(written.kind, bytes(written.after)),
        written.was,
        written.becomes,
    )
