"""What an act changed, in lines of Markdown: what was before, and what is after."""

from collections import Counter
from collections.abc import Iterator

from bot.domain.desk_act import (
    AliasState,
    ArticleState,
    BlockState,
    Change,
    DeskAct,
    RulingState,
    State,
    SubjectKind,
    SubmissionState,
    WeightState,
)
from bot.domain.desk_overlay import FIELDS
from bot.domain.story_ruling import Verdict
from bot.render.desk_words import FIELD_NAMES
from bot.render.field_words import NOTHING, field_value
from bot.render.text import escape
from bot.render.words import count, moment

MAX_VALUE = 50
MOST_LINES = 3
_ARROW = " → "
_VERDICTS = {Verdict.SAME: "one story", Verdict.APART: "two stories", Verdict.OPEN: "left open"}
_HELD = {"pin": "pinned", "boost": "boosted", "mute": "muted"}


def change_lines(act: DeskAct) -> list[str]:
    """What the act changed, three lines at most of some 130 characters each."""
    lines = [*_pairs(act), *(line for change in _others(act) for line in _lines(change))]
    left = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"-# and {left} more"] if left > 0 else [])]


def _others(act: DeskAct) -> Iterator[Change]:
    return (change for change in act.changes if change.subject.kind is not SubjectKind.PAIR)


def _pairs(act: DeskAct) -> Iterator[str]:
    """What was ruled of pairs of articles, of which a merge of large stories has many."""
    ruled = [change for change in act.changes if change.subject.kind is SubjectKind.PAIR]
    shifts = Counter(f"{_verdict(c.before)}{_ARROW}{_verdict(c.after)}" for c in ruled)
    for shift, number in shifts.items():
        yield f"-# {count(number, 'pair')} of articles: {shift}"


def _verdict(state: State | None) -> str:
    return _VERDICTS[state.verdict if isinstance(state, RulingState) else Verdict.OPEN]


def _lines(change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    if isinstance(before, ArticleState) or isinstance(after, ArticleState):
        yield from _article_lines(_article(before), _article(after))
    elif isinstance(before, SubmissionState) and isinstance(after, SubmissionState):
        yield from _submission_lines(before, after)
    else:
        yield f"-# {_state(before)}{_ARROW}{_state(after)}"


def _article(state: State | None) -> ArticleState:
    return state if isinstance(state, ArticleState) else ArticleState()


def _article_lines(before: ArticleState, after: ArticleState) -> Iterator[str]:
    if (before.retraction is None) != (after.retraction is None):
        yield _shift("shown", "retracted", is_back=after.retraction is None)
    is_new, is_gone = _is_own(after) and not before.fields, _is_own(before) and not after.fields
    if is_new or is_gone:
        yield _shift("not in the archive", "in the archive", is_back=is_gone)
        return
    for name in FIELDS:
        was, now = _value(before, after, name), _value(after, before, name)
        if was != now:
            label = FIELD_NAMES.get(name, name)
            shown = _ARROW.join(field_value(value, MAX_VALUE) for value in (was, now))
            yield f"-# {label}: {shown}"


def _is_own(state: ArticleState) -> bool:
    """Whether no file stated the article."""
    return state.draft is not None and state.base is None


def _shift(one: str, other: str, *, is_back: bool) -> str:
    return f"-# {other}{_ARROW}{one}" if is_back else f"-# {one}{_ARROW}{other}"


def _value(state: ArticleState, other: ArticleState, name: str) -> object:
    """The field as it was in this state; where nothing was written over, as files stated it."""
    if state.draft is not None and name in state.fields:
        return getattr(state.draft, name)
    base = state.base or other.base
    return None if base is None else getattr(base, name)


def _submission_lines(before: SubmissionState, after: SubmissionState) -> Iterator[str]:
    if before.stage is not after.stage:
        yield f"-# {before.stage.value}{_ARROW}{after.stage.value}"
    for name in FIELDS:
        was, now = (None if s.draft is None else getattr(s.draft, name) for s in (before, after))
        if was != now:
            shown = _ARROW.join(field_value(value, MAX_VALUE) for value in (was, now))
            yield f"-# {FIELD_NAMES.get(name, name)}: {shown}"


def _state(state: State | None) -> str:
    match state:
        case WeightState():
            return f"{_HELD[state.weight.value]} until {moment(state.until, 'f')}"
        case AliasState():
            alias, topic = escape(state.alias, MAX_VALUE), escape(state.topic, MAX_VALUE)
            return f"{alias} means {topic}"
        case BlockState():
            return "blocked"
        case SubmissionState():
            return state.stage.value
        case _:
            return NOTHING
