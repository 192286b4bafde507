"""Acts of the desk in sentences: what was done to what, and why something was not done."""

from collections.abc import Callable, Iterator, Mapping

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import (
    ActKind,
    ArticleState,
    Change,
    DeskAct,
    Reason,
    SubmissionState,
    WeightState,
)
from bot.domain.desk_article import differing
from bot.domain.desk_outcome import Done, Refused
from bot.domain.desk_overlay import FIELDS
from bot.domain.desk_weight import MOST_DAYS
from bot.domain.submission import MOST_A_DAY, MOST_WAITING
from bot.render.desk_words import (
    DEEDS,
    by_and_when,
    fields_named,
    reach,
    thing,
    title,
    who,
    why_line,
)
from bot.render.words import moment

_NOTHING = "Nothing was changed."
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
    ActKind.MUTE: "-# Digests, briefings and trends leave it out until then; search still finds it.",
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
        where = f" {reach(done.desk_id)}" if _is_of_articles(act) else ""
        return f"Undid act {act.undoes or 0}: {thing(act, article)} is as it was before{where}."
    deed = DEEDS[act.kind].capitalize()
    where = "" if act.kind in _OF_MEMBERS else f", {reach(done.desk_id)}"
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


def refusal_sentence(refused: Refused) -> str:
    """Why something was not done, who was first where somebody was, and what to do about it.

    In Markdown, at most about 900 characters.
    """
    return _REFUSALS[refused.refusal.reason](refused)


def _first(refused: Refused) -> str:
    """What somebody did before: "<@1> retracted **Robots** 2 minutes ago"."""
    act = refused.refusal.act
    if act is None:
        return ""
    done = f"{DEEDS[act.kind]} {thing(act, refused.article)}"
    return f"{who(act.press.by)} {done} {moment(act.press.at, 'R')}"


def _gone(refused: Refused) -> str:
    first = _first(refused)
    return f"That is not there any more{f': {first}' if first else ''}. {_NOTHING}"


def _taken(refused: Refused) -> str:
    first, article = _first(refused), refused.article
    if first:
        return (
            f"{first}, so that stands in the way. {_NOTHING}\n"
            "-# /article history has everything that was done, each with Undo: what was done last "
            "is undone first."
        )
    if article is None:
        return f"Somebody was first. {_NOTHING}"
    state = "is not retracted" if article.retraction is None else "is retracted already"
    return f"{title(article)} {state}. {_NOTHING}"


def _changed(refused: Refused) -> str:
    act, fields = refused.refusal.act, fields_named(refused.refusal.fields)
    by = f"{who(act.press.by)} changed it {moment(act.press.at, 'R')}" if act else _BY_FILE
    return (
        f"Your form is no longer up to date in: **{fields}**. {by}. Nothing was saved.\n"
        "-# Open the form again to see what it is now."
    )


_BY_FILE = "A file of the archive changed it"


def _same(refused: Refused) -> str:
    first = _first(refused)
    return f"It is so already{f': {first}' if first else ''}. {_NOTHING}"


def _exists(refused: Refused) -> str:
    article = refused.article
    if article is None:
        return f"The archive has this article already. {_NOTHING}"
    is_retracted = article.retraction is not None
    retracted = ", but it is retracted" if is_retracted else ""
    mend = "/article restore brings it back." if is_retracted else "/article edit corrects it."
    by = _by(refused)
    return f"The archive has {title(article)} already{retracted}{by}. {_NOTHING} {mend}"


def _by(refused: Refused) -> str:
    """Who did to it what was done last."""
    act = refused.refusal.act
    return f" ({DEEDS[act.kind]} by {by_and_when(act)})" if act else ""


def _fixed(sentence: str) -> Callable[[Refused], str]:
    return lambda _: sentence


_REFUSALS: Mapping[Reason, Callable[[Refused], str]] = {
    Reason.GONE: _gone,
    Reason.TAKEN: _taken,
    Reason.CHANGED: _changed,
    Reason.SAME: _same,
    Reason.EXISTS: _exists,
    Reason.INCOMPLETE: _fixed(
        "Only the address is known yet, and an article needs a title. Fill it in with **Edit**, "
        "then approve it."
    ),
    Reason.NOT_YOURS: _fixed(f"Another member suggested this. {_NOTHING}"),
    Reason.BLOCKED: _fixed(
        "The moderators of this server take no suggestions from you. Ask them if you think that "
        "is a mistake."
    ),
    Reason.TOO_MANY: _fixed(
        f"You have {MOST_WAITING} suggestions waiting, or made {MOST_A_DAY} within a day, which "
        "is as many as fit. Try again once some are decided on."
    ),
    Reason.TIME: _fixed(f"The number of days must be 1 to {MOST_DAYS}. {_NOTHING}"),
    Reason.FILE: _fixed(
        f"A file of the archive says so, which only that file can change. {_NOTHING}"
    ),
}
