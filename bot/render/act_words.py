"""Acts of the desk in sentences: what was done to what, and why something was not done."""

from collections.abc import Iterator, Mapping

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import (
    ActKind,
    ArticleState,
    Change,
    DeskAct,
    SubmissionState,
    WeightState,
)
from bot.domain.desk_article import differing
from bot.domain.desk_outcome import Done
from bot.domain.desk_overlay import FIELDS
from bot.render.desk_words import (
    DEEDS,
    fields_named,
    reach_of,
    thing,
    why_line,
)
from bot.render.words import moment

_OF_MEMBERS = frozenset(
    {
        ActKind.SUGGEST,
        ActKind.REVISE,
        ActKind.REJECT,
        ActKind.WITHDRAW,
        ActKind.BLOCK,
        ActKind.UNBLOCK,
    }
)
_AS_ANY_OTHER = "-# Digests, briefings and trends take it as any other again."
_WEIGHED: Mapping[ActKind, str] = {
    ActKind.PIN: "-# Digests and briefings put it first until then; search stays as it is.",
    ActKind.BOOST: (
        "-# It counts for more in digests, briefings and trends until then; search stays as it is."
    ),
    ActKind.MUTE: (
        "-# Digests, briefings and trends leave it out until then; search still finds it."
    ),
    ActKind.UNPIN: _AS_ANY_OTHER,
    ActKind.UNBOOST: _AS_ANY_OTHER,
    ActKind.UNMUTE: _AS_ANY_OTHER,
}


def done_sentence(done: Done) -> str:
    """What was done to what, and what follows, in up to four lines of Markdown.

    At most about 900 characters.
    """
    act = done.act
    lines = (_deed(done), why_line(act.press.why), *_what_follows(act))
    return "\n".join(line for line in lines if line)


def _deed(done: Done) -> str:
    act, article = done.act, done.article
    if act.kind is ActKind.UNDO:
        where = f" {reach_of(done.desk_id, act)}" if _is_of_articles(act) or act.beside else ""
        return f"Undid act {act.undoes or 0}: {thing(act, article)} is as it was before{where}."
    deed = DEEDS[act.kind].capitalize()
    where = "" if act.kind in _OF_MEMBERS else f", {reach_of(done.desk_id, act)}"
    return f"{deed} {thing(act, article)}{where}{_details(act)}."


def _is_of_articles(act: DeskAct) -> bool:
    return any(isinstance(state, ArticleState) for state in _states(act))


def _states(act: DeskAct) -> Iterator[object]:
    for change in act.changes:
        yield from (change.before, change.after)


def _details(act: DeskAct) -> str:
    """Which fields, or until when."""
    if act.kind is ActKind.EDIT:
        fields = edited_fields(act.changes[0])
        return f": {fields_named(fields)}" if fields else ": kept as it is, whatever a file says"
    for change in act.changes:
        if isinstance(change.after, WeightState):
            return f", until {moment(change.after.until, 'f')}"
    return ""


def edited_fields(change: Change) -> tuple[str, ...]:
    """The fields of the article, or of what is suggested, that the change gave another value."""
    before, after = _draft(change.before), _draft(change.after)
    if before is not None and after is not None:
        return differing(before, after)
    state = change.after if before is None else change.before
    return state.fields if isinstance(state, ArticleState) else FIELDS


def _draft(state: object) -> ArticleDraft | None:
    return state.draft if isinstance(state, ArticleState | SubmissionState) else None


def _what_follows(act: DeskAct) -> Iterator[str]:
    if act.kind is ActKind.RETRACT:
        yield (
            "-# It is gone from search, briefings and later digests. Editions that show it are "
            "struck through, which may take a while."
        )
    elif act.kind is ActKind.EDIT and {"title", "url"} & {*edited_fields(act.changes[0])}:
        yield "-# Editions that show it get the new title and link, which may take a while."
    elif act.kind in _WEIGHED:
        yield _WEIGHED[act.kind]
