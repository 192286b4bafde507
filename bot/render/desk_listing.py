"""What the command line says of desks' logs, as text, and as JSON for machines."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import ArticleState, DeskAct, Reason, SubmissionState
from bot.domain.desk_article import differing
from bot.domain.desk_figures import ListedAct, Replayed
from bot.domain.desk_log import encode_act
from bot.domain.desk_outcome import Done, Outcome
from bot.domain.desk_redaction import NOBODY
from bot.domain.newsroom import ARCHIVE
from bot.render.cli import printable
from bot.render.words import count


def acts_report(desk_id: int, listed: Sequence[ListedAct]) -> str:
    """A line for each act with what it was on, and why it was done, the newest first."""
    if not listed:
        return f"Nothing was done on the {_desk(desk_id)}."
    lines = [line for each in listed for line in _lines(each)]
    return "\n".join(map(printable, [f"Acts on the {_desk(desk_id)}, the newest first:", *lines]))


def acts_json(desk_id: int, listed: Sequence[ListedAct]) -> str:
    """The same as one JSON object; ids of servers are text, as they exceed 53 bits."""
    acts = [
        {
            **json.loads(encode_act(each.act)),
            "by": str(each.act.press.by),
            "made_in": str(each.made_in),
            "beside": _beside_json(each.act),
            "may_undo": each.may_undo,
        }
        for each in listed
    ]
    return json.dumps({"desk": str(desk_id), "acts": acts}, ensure_ascii=False)


def undo_report(outcome: Outcome, number: int) -> str:
    """That the act of this number was undone, or why not."""
    if isinstance(outcome, Done):
        return f"Act {number} is undone, by act {outcome.act.number}{_beside(outcome.act)}."
    refusal = outcome.refusal
    if refusal.reason is Reason.GONE:
        return f"The {_desk(outcome.desk_id)} has no act {number}."
    if refusal.act is not None:
        return (
            f"Act {number} can't be undone: act {refusal.act.number} ({refusal.act.kind}) of the"
            f" {_desk(outcome.desk_id)} was done to the same since; undo that first."
        )
    return f"Act {number} can't be undone: its result is gone already."


def replay_report(replayed: Replayed) -> str:
    """How much was made anew, and which logs are damaged."""
    made = f"{count(replayed.acts, 'act')} of {count(replayed.desks, 'desk')} replayed."
    damaged = [
        f"The log of the {_desk(desk_id)} is damaged: {reason}; restore a backup."
        for desk_id, reason in sorted(replayed.broken.items())
    ]
    return "\n".join([made, *damaged])


def _beside(act: DeskAct) -> str:
    """The act that the same press made on another desk."""
    place = act.beside
    return "" if place is None else f", with act {place.number} of the {_desk(place.desk_id)}"


def _beside_json(act: DeskAct) -> dict[str, object] | None:
    place = act.beside
    return None if place is None else {"desk": str(place.desk_id), "number": place.number}


def _lines(each: ListedAct) -> Iterator[str]:
    act = each.act
    undone = "" if act.undoes is None else f" act {act.undoes}"
    kept = "" if each.may_undo else "  (something was done to it since)"
    yield f"{act.number:>6}  {_time(act)}  {act.kind}{undone}, {_who(each)}{kept}"
    for change in act.changes:
        name = f"{change.subject.kind} {change.subject.name}"
        yield f"        {name}{_fields(change.before, change.after)}"
    if act.beside is not None:
        yield f"        {_beside(act).removeprefix(', ')}"
    if act.press.why:
        yield f"        why: {act.press.why}"


def _fields(before: object, after: object) -> str:
    """The fields of an article that changed, or a title that came."""
    one, other = _draft(before), _draft(after)
    if one is not None and other is not None:
        names = differing(one, other)
        return f": {', '.join(names)}" if names else ""
    draft = other or one
    return "" if draft is None else f': "{draft.title}"'


def _draft(state: object) -> ArticleDraft | None:
    return state.draft if isinstance(state, ArticleState | SubmissionState) else None


def _who(each: ListedAct) -> str:
    by = each.act.press.by
    who = "by nobody who is known" if by == NOBODY else f"by member {by}"
    return f"{who}, in server {each.made_in}" if each.made_in else who


def _time(act: DeskAct) -> str:
    return f"{act.press.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _desk(desk_id: int) -> str:
    return "desk of the archive" if desk_id == ARCHIVE else f"desk of server {desk_id}"
