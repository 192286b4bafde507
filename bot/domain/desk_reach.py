"""Which part of a desk a decision looks at, so that a transaction reads no more.

It is asked again once what it named is known: an approval leads on from the submission to its
article, an undo from the act to what that changed. Two rounds are enough.
"""

from bot.domain.desk_act import DeskAct, Press, Subject, SubmissionState
from bot.domain.desk_article import Add, Edit, Keep, Restore, Retract, article_subject
from bot.domain.desk_ruling import Alias, Rule, alias_subject, pair_subject
from bot.domain.desk_state import Desk, Undo
from bot.domain.desk_weight import Lift, Weigh, weight_subject
from bot.domain.submission import (
    Approve,
    Block,
    Reject,
    Revise,
    Suggest,
    Withdraw,
    member_subject,
    submission_subject,
)

AnyDeed = (
    Add | Edit | Keep | Retract | Restore | Suggest | Revise | Approve | Reject | Withdraw | Block
    | Weigh | Lift | Rule | Alias | Undo
)  # fmt: skip


def reach(deed: AnyDeed, press: Press, known: Desk) -> frozenset[Subject]:
    """The subjects that deciding on the deed looks at, as far as what is known tells.

    Beside their records it looks at the acts that touched them last, at one with the press's
    token, and for an undo at the act that is undone.
    """
    if isinstance(deed, Undo):
        return _changed_by(known.acts.get(deed.number))
    if isinstance(deed, Revise | Approve | Reject | Withdraw):
        return _of_submission(deed.number, known)
    if isinstance(deed, Suggest):
        subjects = {member_subject(press.by), article_subject(deed.key)}
        waiting = () if deed.waiting is None else (submission_subject(deed.waiting),)
        return frozenset((*subjects, *waiting))
    if isinstance(deed, Weigh | Lift):
        return frozenset([weight_subject(deed.target, deed.name)])
    if isinstance(deed, Rule):
        return frozenset(map(pair_subject, deed.rulings))
    return frozenset([_single(deed)])


def _single(deed: Add | Edit | Keep | Retract | Restore | Alias | Block) -> Subject:
    if isinstance(deed, Alias):
        return alias_subject(deed.alias)
    if isinstance(deed, Block):
        return member_subject(deed.member_id)
    if isinstance(deed, Add):
        return article_subject(deed.draft.key)
    return article_subject(deed.was.key if isinstance(deed, Edit) else deed.key)


def _of_submission(number: int, known: Desk) -> frozenset[Subject]:
    subject = submission_subject(number)
    state = known.state(subject)
    article = (article_subject(state.key),) if isinstance(state, SubmissionState) else ()
    return frozenset((subject, *article))


def _changed_by(act: DeskAct | None) -> frozenset[Subject]:
    return frozenset() if act is None else frozenset(change.subject for change in act.changes)
