"""Acts on articles: add, edit, retract, restore.

`stated` is what files say of the article as the transaction sees it, None where none does.
"""

from dataclasses import dataclass, replace

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import (
    ActKind,
    ArticleState,
    Press,
    Reason,
    Refusal,
    Subject,
    SubjectKind,
)
from bot.domain.desk_overlay import FIELDS, effective, find_conflicts
from bot.domain.desk_state import Desk, Plan, Step


def article_subject(key: str) -> Subject:
    """The article under this key."""
    return Subject(SubjectKind.ARTICLE, key)


def article_state(desk: Desk, key: str) -> ArticleState:
    """What lies over the article, or nothing."""
    state = desk.state(article_subject(key))
    return state if isinstance(state, ArticleState) else ArticleState()


def added(draft: ArticleDraft) -> ArticleState:
    """The state of an article that is the desk's own."""
    return ArticleState(draft=draft, fields=FIELDS)


def has_article(desk: Desk, key: str, stated: ArticleDraft | None) -> bool:
    """Whether the archive has it, from files or the desk, retracted or not."""
    return effective(stated, article_state(desk, key)) is not None


@dataclass(frozen=True, slots=True)
class Add:
    """Publish an article that the archive doesn't have."""

    draft: ArticleDraft
    stated: ArticleDraft | None = None

    def plan(self, desk: Desk, _press: Press) -> Plan | Refusal:
        """An article of the desk's own."""
        subject = article_subject(self.draft.key)
        if has_article(desk, self.draft.key, self.stated):
            return desk.refuse(Reason.EXISTS, subject)
        return Plan(ActKind.ADD, (Step(subject, added(self.draft)),))


@dataclass(frozen=True, slots=True)
class Edit:
    """Correct an article: `was` filled the form, `now` came back.

    Only fields that differ between the two are written, so that two moderators can correct two
    fields at once. A field that is what files state is left to them again.
    """

    was: ArticleDraft
    now: ArticleDraft
    stated: ArticleDraft | None = None

    def plan(self, desk: Desk, _press: Press) -> Plan | Refusal:
        """The corrected article; refused if what was to be corrected changed meanwhile."""
        key = self.was.key
        subject, state = article_subject(key), article_state(desk, key)
        shown = effective(self.stated, state)
        if shown is None:
            return desk.refuse(Reason.GONE, subject)
        fields = differing(self.was, self.now)
        meanwhile = tuple(f for f in fields if getattr(shown, f) != getattr(self.was, f))
        wanted = replace(shown, **{f: getattr(self.now, f) for f in fields})
        if wanted == shown:
            return desk.refuse(Reason.SAME, subject)
        if meanwhile:
            is_desk = any(name in state.fields for name in meanwhile)
            return Refusal(Reason.CHANGED, desk.touched_by(subject) if is_desk else None, meanwhile)
        after = _written_over(state, self.stated, wanted, fields)
        return Plan(ActKind.EDIT, (Step(subject, after),))


def differing(one: ArticleDraft, other: ArticleDraft) -> tuple[str, ...]:
    """The fields in which the drafts differ."""
    return tuple(name for name in FIELDS if getattr(one, name) != getattr(other, name))


def _written_over(
    state: ArticleState,
    stated: ArticleDraft | None,
    wanted: ArticleDraft,
    fields: tuple[str, ...],
) -> ArticleState | None:
    """The state in which the fields are as wanted; None where nothing lies over any more."""
    if stated is None:
        return replace(state, draft=wanted, base=None, fields=FIELDS)
    left = {f for f in fields if getattr(wanted, f) == getattr(stated, f)}
    kept = tuple(f for f in FIELDS if f in {*state.fields, *fields} - left)
    if not kept:
        return None if state.retraction is None else ArticleState(retraction=state.retraction)
    # Of a field that isn't written now the file may have changed since: that stays a conflict. A
    # desk's own article that got a file has all its conflicts settled by the first correction.
    base = replace(state.base or stated, **{f: getattr(stated, f) for f in fields})
    return replace(state, draft=wanted, base=base, fields=kept)


@dataclass(frozen=True, slots=True)
class Keep:
    """Let a field stay as the desk wrote it, although the file under it changed."""

    key: str
    field: str
    stated: ArticleDraft | None = None

    def plan(self, desk: Desk, _press: Press) -> Plan | Refusal:
        """The same article, of which the file's new value is known; no conflict any more."""
        subject, state = article_subject(self.key), article_state(desk, self.key)
        in_conflict = {conflict.field for conflict in find_conflicts(state, self.stated)}
        if self.stated is None or self.field not in in_conflict:
            return desk.refuse(Reason.SAME, subject)
        base = replace(state.base or self.stated, **{self.field: getattr(self.stated, self.field)})
        return Plan(ActKind.EDIT, (Step(subject, replace(state, base=base)),))


@dataclass(frozen=True, slots=True)
class Retract:
    """Take an article out of everything, for the reason that the press gives."""

    key: str
    stated: ArticleDraft | None = None

    def plan(self, desk: Desk, press: Press) -> Plan | Refusal:
        """The retracted article."""
        subject, state = article_subject(self.key), article_state(desk, self.key)
        if not has_article(desk, self.key, self.stated):
            return desk.refuse(Reason.GONE, subject)
        if state.retraction is not None:
            return desk.refuse(Reason.TAKEN, subject)
        return Plan(ActKind.RETRACT, (Step(subject, replace(state, retraction=press.why)),))


@dataclass(frozen=True, slots=True)
class Restore:
    """Bring a retracted article back; what a file removes, only files can."""

    key: str
    stated: ArticleDraft | None = None

    def plan(self, desk: Desk, _press: Press) -> Plan | Refusal:
        """The article as it was before it was retracted."""
        subject, state = article_subject(self.key), article_state(desk, self.key)
        if state.retraction is None:
            gone = not has_article(desk, self.key, self.stated)
            return desk.refuse(Reason.GONE if gone else Reason.TAKEN, subject)
        restored = replace(state, retraction=None)
        after = None if restored == ArticleState() else restored
        return Plan(ActKind.RESTORE, (Step(subject, after),))
