"""Suggestions of members: who may make one, and what becomes of it.

A submission is known by the number of the act that suggested it. It is suggested, then approved,
rejected or withdrawn; of two who decide at once one wins, and the other is told who.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import (
    ActKind,
    BlockState,
    Press,
    Reason,
    Refusal,
    Stage,
    Subject,
    SubjectKind,
    SubmissionState,
)
from bot.domain.desk_article import added, article_subject, differing, has_article
from bot.domain.desk_state import Desk, Plan, Step
from bot.domain.url import Address

# A queue that one member can fill is none for the others.
MOST_WAITING = 5
MOST_A_DAY = 10
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a member has suggested so far: how many wait, and when each of the last day came.

    Moderators fill their own queue: it isn't limited for them, nor closed.
    """

    waiting: int = 0
    times: Sequence[datetime] = ()
    is_limited: bool = True

    def refusal(self, now: datetime) -> Reason | None:
        """Why they may not suggest another one now, if they may not."""
        if not self.is_limited:
            return None
        if self.waiting >= MOST_WAITING:
            return Reason.TOO_MANY
        return Reason.TOO_MANY if self.next_at(now) > now else None

    def next_at(self, now: datetime) -> datetime:
        """From when on the day's number leaves room for another one; `now` if it does."""
        recent = sorted(time for time in self.times if time > now - _DAY)
        return recent[-MOST_A_DAY] + _DAY if len(recent) >= MOST_A_DAY else now


def submission_subject(number: int) -> Subject:
    """The submission that the act of this number made."""
    return Subject(SubjectKind.SUBMISSION, str(number))


def member_subject(member_id: int) -> Subject:
    """A member, as far as the desk has to do with them."""
    return Subject(SubjectKind.MEMBER, str(member_id))


@dataclass(frozen=True, slots=True)
class Suggest:
    """Suggest an address; a draft may know a better one, of which `stated` and `waiting` are.

    `waiting` is the submission of the same article that waits, if any.
    """

    address: Address
    allowance: Allowance
    draft: ArticleDraft | None = None
    stated: ArticleDraft | None = None
    waiting: int | None = None
    wants_news: bool = True

    @property
    def key(self) -> str:
        """The key of the article."""
        return self.address.key if self.draft is None else self.draft.key

    def plan(self, desk: Desk, press: Press) -> Plan | Refusal:
        """A new submission."""
        is_blocked = isinstance(desk.state(member_subject(press.by)), BlockState)
        if is_blocked and self.allowance.is_limited:
            return desk.refuse(Reason.BLOCKED)
        if has_article(desk, self.key, self.stated):
            return desk.refuse(Reason.EXISTS, article_subject(self.key))
        if self.waiting is not None:
            return desk.refuse(Reason.SAME, submission_subject(self.waiting))
        reason = self.allowance.refusal(press.at)
        if reason is not None:
            return Refusal(reason)
        state = SubmissionState(
            stage=Stage.SUGGESTED,
            key=self.key,
            url=self.address.shown if self.draft is None else self.draft.url,
            suggested_at=press.at,
            suggested_by=press.by,
            draft=self.draft,
            why=press.why,
            wants_news=self.wants_news,
        )
        return Plan(ActKind.SUGGEST, (Step(submission_subject(desk.last + 1), state),))


def _waiting(desk: Desk, number: int) -> SubmissionState | Refusal:
    """The submission if it can be decided on."""
    subject = submission_subject(number)
    state = desk.state(subject)
    if not isinstance(state, SubmissionState):
        return desk.refuse(Reason.GONE, subject)
    return state if state.stage is Stage.SUGGESTED else desk.refuse(Reason.TAKEN, subject)


@dataclass(frozen=True, slots=True)
class Revise:
    """Fill in or correct what waits: `was` filled the form, None where nothing was known."""

    number: int
    was: ArticleDraft | None
    now: ArticleDraft

    def plan(self, desk: Desk, _press: Press) -> Plan | Refusal:
        """The submission with the draft; refused if another filled it in meanwhile."""
        subject, state = submission_subject(self.number), _waiting(desk, self.number)
        if isinstance(state, Refusal):
            return state
        if state.draft == self.now:
            return desk.refuse(Reason.SAME, subject)
        if state.draft != self.was:
            shown = state.draft
            fields = () if shown is None or self.was is None else differing(shown, self.was)
            return Refusal(Reason.CHANGED, desk.touched_by(subject), fields)
        revised = replace(state, draft=self.now, key=self.now.key, url=self.now.url)
        return Plan(ActKind.REVISE, (Step(subject, revised),))


@dataclass(frozen=True, slots=True)
class Approve:
    """Publish what was suggested.

    What is published for all is added by an act beside this one, on the desk of the archive.
    """

    number: int
    stated: ArticleDraft | None = None
    is_for_all: bool = False

    def plan(self, desk: Desk, _press: Press) -> Plan | Refusal:
        """The submission's end and the article's beginning, as one act where both are here."""
        state = _waiting(desk, self.number)
        if isinstance(state, Refusal):
            return state
        if not self.is_for_all and has_article(desk, state.key, self.stated):
            return desk.refuse(Reason.EXISTS, article_subject(state.key))
        if state.draft is None:
            return Refusal(Reason.INCOMPLETE)
        article = Step(article_subject(state.key), added(state.draft))
        ended = Step(submission_subject(self.number), replace(state, stage=Stage.APPROVED))
        return Plan(ActKind.APPROVE, (ended,) if self.is_for_all else (ended, article))


@dataclass(frozen=True, slots=True)
class Reject:
    """Turn a suggestion down, for the reason that the press gives."""

    number: int

    def plan(self, desk: Desk, press: Press) -> Plan | Refusal:
        """The submission's end."""
        state = _waiting(desk, self.number)
        if isinstance(state, Refusal):
            return state
        after = replace(state, stage=Stage.REJECTED, reason=press.why)
        return Plan(ActKind.REJECT, (Step(submission_subject(self.number), after),))


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take one's own suggestion back."""

    number: int

    def plan(self, desk: Desk, press: Press) -> Plan | Refusal:
        """The submission's end."""
        state = _waiting(desk, self.number)
        if isinstance(state, Refusal):
            return state
        if state.suggested_by != press.by:
            return Refusal(Reason.NOT_YOURS)
        after = replace(state, stage=Stage.WITHDRAWN)
        return Plan(ActKind.WITHDRAW, (Step(submission_subject(self.number), after),))


@dataclass(frozen=True, slots=True)
class Block:
    """Take no more suggestions of a member, or take them again."""

    member_id: int
    is_blocked: bool = True

    def plan(self, desk: Desk, press: Press) -> Plan | Refusal:
        """The member's place on the list, or none."""
        subject = member_subject(self.member_id)
        if (desk.state(subject) is not None) == self.is_blocked:
            return desk.refuse(Reason.SAME, subject)
        kind = ActKind.BLOCK if self.is_blocked else ActKind.UNBLOCK
        after = BlockState(press.at) if self.is_blocked else None
        return Plan(kind, (Step(subject, after),))
