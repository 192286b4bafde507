"""What acts of the desk are called, what they are on, and whose they are, in Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.desk_act import (
    ActKind,
    AliasState,
    ArticleState,
    DeskAct,
    State,
    Subject,
    SubjectKind,
    SubmissionState,
)
from bot.domain.desk_outcome import DeskArticle
from bot.domain.desk_redaction import NOBODY
from bot.domain.newsroom import ARCHIVE
from bot.render.text import escape
from bot.render.words import moment

MAX_NAME = 160
MAX_WHY = 300
FIELD_NAMES: Mapping[str, str] = {
    "url": "link",
    "title": "title",
    "published": "date",
    "excerpt": "excerpt",
    "provider": "source",
    "domain": "site",
    "topics": "topics",
    "kind": "kind",
    "locale": "language",
    "image": "picture",
}
# What somebody did; what it was done to follows.
DEEDS: Mapping[ActKind, str] = {
    ActKind.ADD: "added",
    ActKind.EDIT: "corrected",
    ActKind.RETRACT: "retracted",
    ActKind.RESTORE: "restored",
    ActKind.SUGGEST: "suggested",
    ActKind.REVISE: "filled in",
    ActKind.APPROVE: "approved",
    ActKind.REJECT: "rejected",
    ActKind.WITHDRAW: "withdrew",
    ActKind.PIN: "pinned",
    ActKind.BOOST: "boosted",
    ActKind.MUTE: "muted",
    ActKind.UNPIN: "unpinned",
    ActKind.UNBOOST: "lifted the boost of",
    ActKind.UNMUTE: "unmuted",
    ActKind.MERGE: "merged the stories of",
    ActKind.SPLIT: "split the story of",
    ActKind.ALIAS: "added",
    ActKind.UNALIAS: "took away",
    ActKind.BLOCK: "blocked",
    ActKind.UNBLOCK: "unblocked",
    ActKind.UNDO: "undid an act on",
}


def who(member_id: int) -> str:
    """The member, by the name that readers of the server see; it pings nobody."""
    return "somebody" if member_id <= NOBODY else f"<@{member_id}>"


def reach(desk_id: int) -> str:
    """Where what was done is seen."""
    return "for all servers" if desk_id == ARCHIVE else "in this server"


def reach_of(desk_id: int, act: DeskAct) -> str:
    """Where what an act of the desk did is seen; what was done beside it may be for all."""
    is_for_all = act.beside is not None and act.beside.desk_id == ARCHIVE
    return reach(ARCHIVE if is_for_all else desk_id)


def fields_named(fields: Iterable[str]) -> str:
    """The fields as readers know them; a site goes with the link."""
    names = (FIELD_NAMES.get(field, field) for field in fields if field != "domain")
    return ", ".join(names) or "link"


def why_line(why: str) -> str:
    """The reason that was given in a line of its own, "" without one."""
    said = escape(why, MAX_WHY)
    return f"Reason: {said}" if said else ""


def by_and_when(act: DeskAct) -> str:
    """Who did it and how long ago."""
    return f"{who(act.press.by)} {moment(act.press.at, 'R')}"


def thing(
    act: DeskAct,
    article: DeskArticle | None = None,
    limit: int = MAX_NAME,
    names: Mapping[str, str] | None = None,
) -> str:
    """What the act was on; an approval is on the article rather than the suggestion.

    `names` are titles of articles by their keys, as far as they are known.
    """
    if article is not None:
        return title(article, limit)
    if not act.changes:
        return "nothing"
    change = act.changes[-1]
    return _Naming(limit, names or {}).of(change.subject, (change.after, change.before))


def title(article: DeskArticle, limit: int = MAX_NAME) -> str:
    """An article by its title."""
    return f"**{escape(article.draft.title, limit) or 'Untitled'}**"


@dataclass(frozen=True, slots=True)
class _Naming:
    """Names subjects in so many units, articles by these titles."""

    limit: int
    names: Mapping[str, str]

    def of(self, subject: Subject, states: Sequence[State | None]) -> str:
        """A subject by the best that its states know of it."""
        match subject.kind:
            case SubjectKind.ARTICLE | SubjectKind.SUBMISSION:
                known = next(filter(None, map(_named, states)), "")
                return self._bold(known or self._title(subject.name), self.limit)
            case SubjectKind.WEIGHT:
                return self._weighed(*subject.name.partition(" ")[::2])
            case SubjectKind.PAIR:
                titles = map(self._title, subject.name.split(" "))
                return " and ".join(self._bold(one, self.limit // 2) for one in titles)
            case SubjectKind.ALIAS:
                return _alias(subject, self.limit, states)
            case SubjectKind.MEMBER:
                return who(int(subject.name))

    def _title(self, key: str) -> str:
        return self.names.get(key, key)

    def _bold(self, text: str, limit: int) -> str:
        return f"**{escape(text, limit) or 'Untitled'}**"

    def _weighed(self, target: str, name: str) -> str:
        if target == "article":
            return self._bold(self._title(name), self.limit)
        called = "the source" if target == "provider" else "the topic"
        return f"{called} {self._bold(name, self.limit)}"


def _named(state: State | None) -> str:
    """The title, or else the address, of an article or a suggestion."""
    if isinstance(state, ArticleState | SubmissionState) and state.draft is not None:
        return state.draft.title
    return state.url if isinstance(state, SubmissionState) else ""


def _alias(subject: Subject, limit: int, states: Iterable[State | None]) -> str:
    for state in states:
        if isinstance(state, AliasState):
            alias, topic = escape(state.alias, limit // 2), escape(state.topic, limit // 2)
            return f"the name **{alias}** for the topic **{topic}**"
    return f"the name **{escape(subject.name, limit)}**"
