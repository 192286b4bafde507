"""Why something was not done at the desk: who was first, and what can be done about it."""

from collections.abc import Callable, Mapping

from bot.domain.desk_act import Reason
from bot.domain.desk_outcome import Refused
from bot.domain.desk_weight import MOST_DAYS
from bot.domain.submission import MOST_A_DAY, MOST_WAITING
from bot.render.desk_words import DEEDS, by_and_when, fields_named, thing, title, who
from bot.render.words import moment

_NOTHING = "Nothing was changed."
NOT_TRUSTED = (
    "This was done for all servers, and this server may no longer act for all. Whoever runs "
    "Newsdesk, or a server that may, can undo it."
)


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
    Reason.NOT_TRUSTED: _fixed(NOT_TRUSTED),
}
