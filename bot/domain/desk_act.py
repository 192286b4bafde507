"""What moderators do, as the log keeps it: acts, what they change, and why one is refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.article_draft import ArticleDraft
from bot.domain.story_ruling import Verdict


class ActKind(StrEnum):
    """What was done. An undo is an act as well, and may be undone."""

    ADD = "add"
    EDIT = "edit"
    RETRACT = "retract"
    RESTORE = "restore"
    SUGGEST = "suggest"
    REVISE = "revise"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    PIN = "pin"
    BOOST = "boost"
    MUTE = "mute"
    UNPIN = "unpin"
    UNBOOST = "unboost"
    UNMUTE = "unmute"
    MERGE = "merge"
    SPLIT = "split"
    ALIAS = "alias"
    UNALIAS = "unalias"
    BLOCK = "block"
    UNBLOCK = "unblock"
    UNDO = "undo"


class SubjectKind(StrEnum):
    """What an act is on; each kind has states of its own."""

    ARTICLE = "article"
    SUBMISSION = "submission"
    WEIGHT = "weight"
    PAIR = "pair"
    ALIAS = "alias"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """One thing that a server's desk has a state of.

    `name` is an article's key; the number of the act that suggested it; what a weight lies on, as
    in bot.domain.desk_weight; two keys, the lesser first, with a space between; a folded name of a
    topic; or a member's id.
    """

    kind: SubjectKind
    name: str


@dataclass(frozen=True, slots=True)
class ArticleState:
    """What lies over an article: `fields` of the draft, and whether it is retracted, and why.

    `base` holds what files stated in those fields when they were written over; it is None where no
    file stated the article, which the draft then is as a whole. Without fields there is no draft.
    """

    draft: ArticleDraft | None = None
    base: ArticleDraft | None = None
    fields: tuple[str, ...] = ()
    retraction: str | None = None


class Stage(StrEnum):
    """Where a submission is; only what is suggested can be decided on."""

    SUGGESTED = "suggested"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class SubmissionState:
    """A member's suggestion; `draft` is None while nobody knows more than the address.

    `suggested_by` is None once what is stored of the member was deleted. `wants_news` says whether
    they wish to hear of the outcome, `reason` is the moderator's.
    """

    stage: Stage
    key: str
    url: str
    suggested_at: datetime
    suggested_by: int | None = None
    draft: ArticleDraft | None = None
    why: str = ""
    wants_news: bool = True
    reason: str = ""


class Weight(StrEnum):
    """What an act may do to the place of an article, a provider or a topic, for some days."""

    PIN = "pin"
    BOOST = "boost"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class WeightState:
    """A weight that holds before `until`; that it ends is no act."""

    weight: Weight
    until: datetime


@dataclass(frozen=True, slots=True)
class RulingState:
    """A verdict on two articles; of contradicting ones that of the greater version holds."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class AliasState:
    """Another name of a topic, as written."""

    alias: str
    topic: str


@dataclass(frozen=True, slots=True)
class BlockState:
    """A member whose suggestions aren't taken."""

    since: datetime


State = ArticleState | SubmissionState | WeightState | RulingState | AliasState | BlockState


@dataclass(frozen=True, slots=True)
class Change:
    """What an act makes of one subject; None is no state at all.

    A state is known by the number of the act that made it, 0 for none: `was` is that of `before`,
    `becomes` that of `after`. An undo brings a state back under the number that it had.
    """

    subject: Subject
    before: State | None
    after: State | None
    was: int
    becomes: int

    def inverted(self) -> "Change":
        """What takes it back."""
        return Change(self.subject, self.after, self.before, self.becomes, self.was)


@dataclass(frozen=True, slots=True)
class Press:
    """Who presses, when (aware UTC) and why; `token` is the interaction's id, "" for none.

    Discord may deliver the answer to one press never, and a member press twice.
    """

    by: int
    at: datetime
    why: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class ActPlace:
    """Where an act is found: its desk, and its number there."""

    desk_id: int
    number: int


@dataclass(frozen=True, slots=True)
class DeskAct:
    """An entry of the log, never changed: `number` from 1 upwards, `undoes` another's number.

    `beside` is the act of another desk that the same press made with it: both stand, or neither.
    """

    number: int
    kind: ActKind
    press: Press
    changes: tuple[Change, ...]
    undoes: int | None = None
    beside: ActPlace | None = None


class Reason(StrEnum):
    """Why an act is refused."""

    GONE = "gone"  # there is nothing to do it to
    TAKEN = "taken"  # someone was first, and it no longer fits
    CHANGED = "changed"  # what the form was filled with is no longer so; no act: a file changed
    SAME = "same"  # it is so already
    EXISTS = "exists"  # the archive has the article
    INCOMPLETE = "incomplete"  # a title is wanted before it can be published
    NOT_YOURS = "not yours"  # another member suggested it
    BLOCKED = "blocked"  # the member's suggestions aren't taken
    TOO_MANY = "too many"  # of the member's suggestions
    TIME = "time"  # a number of days that can't be
    FILE = "file"  # of what only files state
    NOT_TRUSTED = "not trusted"  # it was done for all, and the server may no longer act for all


@dataclass(frozen=True, slots=True)
class Refusal:
    """An act that is not done; `act` is the one that stands in its way, where one does.

    `fields` are those that changed meanwhile.
    """

    reason: Reason
    act: DeskAct | None = None
    fields: tuple[str, ...] = ()
