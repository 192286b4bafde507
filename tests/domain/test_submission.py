"""What becomes of members' suggestions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press, Reason, Stage
from bot.domain.desk_article import Add, article_state
from bot.domain.desk_state import Desk, Undo, apply_act, decide
from bot.domain.submission import (
    MOST_A_DAY,
    MOST_WAITING,
    Allowance,
    Approve,
    Block,
    Reject,
    Revise,
    Suggest,
    Withdraw,
    submission_subject,
)
from bot.domain.url import read_address

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
URL = "https://site.example/a"
DRAFT = ArticleDraft(URL, URL, "Title", NOW, domain="site.example")
MEMBER, OTHER, ANN, BOB = 8, 9, 1, 2
SUGGESTED = Suggest(read_address(URL), Allowance(), DRAFT)


class Queue:
    """A desk, and its first submission."""

    def __init__(self, *deeds):
        self.desk = Desk()
        for deed in deeds:
            self.press(deed, MEMBER)

    def press(self, deed, by, why=""):
        outcome = decide(self.desk, deed, Press(by, NOW, why))
        if not hasattr(outcome, "reason"):
            self.desk = apply_act(self.desk, outcome)
        return outcome

    @property
    def first(self):
        return self.desk.state(submission_subject(1))


@pytest.fixture
def queue():
    return Queue(SUGGESTED)


def test_a_suggestion_keeps_who_made_it_and_why():
    queue = Queue()
    queue.press(SUGGESTED, MEMBER, "worth reading")
    assert (queue.first.suggested_by, queue.first.why) == (MEMBER, "worth reading")


def test_approval_publishes_the_article_in_the_same_act(queue):
    act = queue.press(Approve(1), ANN)
    assert queue.first.stage is Stage.APPROVED
    assert article_state(queue.desk, URL).draft == DRAFT
    assert len(act.changes) == 2


@pytest.mark.parametrize("deed", [Approve(1), Reject(1), Withdraw(1), Revise(1, DRAFT, DRAFT)])
def test_of_two_moderators_one_wins_and_the_other_is_told_who(queue, deed):
    queue.press(Approve(1), ANN)
    refusal = queue.press(deed, BOB)
    assert (refusal.reason, refusal.act.press.by) == (Reason.TAKEN, ANN)


def test_a_rejection_keeps_its_reason_and_publishes_nothing(queue):
    queue.press(Reject(1), ANN, "an advertisement")
    assert (queue.first.stage, queue.first.reason) == (Stage.REJECTED, "an advertisement")
    assert article_state(queue.desk, URL).draft is None


def test_undoing_an_approval_takes_the_article_back_and_has_the_submission_wait(queue):
    queue.press(Approve(1), ANN)
    queue.press(Undo(2), BOB)
    assert queue.first.stage is Stage.SUGGESTED
    assert article_state(queue.desk, URL).draft is None
    assert queue.press(Reject(1), BOB).kind == "reject"


def test_only_who_suggested_it_may_withdraw_it(queue):
    assert queue.press(Withdraw(1), OTHER).reason is Reason.NOT_YOURS
    queue.press(Withdraw(1), MEMBER)
    assert queue.first.stage is Stage.WITHDRAWN


def test_what_a_page_names_as_its_address_is_what_is_suggested():
    short = read_address("https://sho.rt/x")
    queue = Queue(replace(SUGGESTED, address=short))
    assert (queue.first.key, queue.first.url) == (DRAFT.key, DRAFT.url)
    queue.press(Approve(1), ANN)
    assert article_state(queue.desk, DRAFT.key).draft == DRAFT


def test_without_a_title_nothing_is_published_until_someone_fills_it_in():
    queue = Queue(Suggest(read_address(URL), Allowance()))
    assert queue.press(Approve(1), ANN).reason is Reason.INCOMPLETE
    queue.press(Revise(1, None, DRAFT), ANN)
    assert queue.press(Approve(1), ANN).kind == "approve"


def test_who_fills_in_second_is_told_who_was_first(queue):
    queue.press(Revise(1, DRAFT, replace(DRAFT, title="Ann's")), ANN)
    refusal = queue.press(Revise(1, DRAFT, replace(DRAFT, title="Bob's")), BOB)
    assert (refusal.reason, refusal.act.press.by) == (Reason.CHANGED, ANN)
    assert refusal.fields == ("title",)


def test_what_the_archive_has_is_neither_suggested_nor_approved(queue):
    queue.press(Add(DRAFT), ANN)
    assert queue.press(SUGGESTED, MEMBER).reason is Reason.EXISTS
    refusal = queue.press(Approve(1), BOB)
    assert (refusal.reason, refusal.act.press.by) == (Reason.EXISTS, ANN)


def test_what_waits_already_is_not_suggested_again(queue):
    refusal = queue.press(replace(SUGGESTED, waiting=1), OTHER)
    assert (refusal.reason, refusal.act.press.by) == (Reason.SAME, MEMBER)


def test_what_was_never_suggested_cannot_be_decided():
    assert Queue().press(Approve(4), ANN).reason is Reason.GONE


def test_a_blocked_member_suggests_nothing_until_unblocked():
    queue = Queue()
    queue.press(Block(MEMBER), ANN)
    assert queue.press(SUGGESTED, MEMBER).reason is Reason.BLOCKED
    queue.press(Block(MEMBER, is_blocked=False), BOB)
    assert queue.press(SUGGESTED, MEMBER).kind == "suggest"


def test_blocking_twice_is_blocking_once():
    queue = Queue()
    queue.press(Block(MEMBER), ANN)
    refusal = queue.press(Block(MEMBER), BOB)
    assert (refusal.reason, refusal.act.press.by) == (Reason.SAME, ANN)


def test_who_has_suggested_too_much_suggests_no_more():
    deed = replace(SUGGESTED, allowance=Allowance(MOST_WAITING))
    assert Queue().press(deed, MEMBER).reason is Reason.TOO_MANY


def test_neither_limits_nor_blocks_hold_moderators():
    queue = Queue()
    queue.press(Block(MEMBER), ANN)
    free = Allowance(MOST_WAITING, [NOW] * MOST_A_DAY, is_limited=False)
    assert queue.press(replace(SUGGESTED, allowance=free), MEMBER).kind == "suggest"


def test_filling_in_the_same_twice_is_done_once(queue):
    queue.press(Revise(1, DRAFT, replace(DRAFT, title="Better")), ANN)
    refusal = queue.press(Revise(1, DRAFT, replace(DRAFT, title="Better")), BOB)
    assert (refusal.reason, refusal.act.press.by) == (Reason.SAME, ANN)


def test_a_members_waiting_suggestions_have_a_limit():
    assert Allowance(MOST_WAITING - 1).refusal(NOW) is None
    assert Allowance(MOST_WAITING).refusal(NOW) is Reason.TOO_MANY


def test_a_day_has_a_limit_and_the_member_can_be_told_until_when():
    times = [NOW - timedelta(hours=hour) for hour in range(MOST_A_DAY)]
    full = Allowance(0, times)
    assert full.refusal(NOW) is Reason.TOO_MANY
    assert full.next_at(NOW) == times[-1] + timedelta(days=1)
    assert full.refusal(full.next_at(NOW)) is None
