"""Several moderators at once: the log replays to exactly the desk that they made."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import ActPlace, DeskAct, Press, Refusal, Stage, Weight
from bot.domain.desk_article import Add, Edit, Restore, Retract, article_subject
from bot.domain.desk_log import (
    decode_act,
    decode_changes,
    decode_state,
    encode_act,
    encode_changes,
    encode_state,
)
from bot.domain.desk_overlay import effective
from bot.domain.desk_reach import reach
from bot.domain.desk_redaction import redact_act, redact_desk
from bot.domain.desk_ruling import Alias, Rule
from bot.domain.desk_state import Desk, DeskLogError, Undo, apply_act, decide, replay
from bot.domain.desk_weight import Lift, Weigh
from bot.domain.story_ruling import StoryRuling, Verdict
from bot.domain.submission import (
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

START = datetime(2026, 11, 1, tzinfo=UTC)
MODERATORS = (1, 2, 3)
KEYS = tuple(f"https://site.example/{name}" for name in "abc")
# The first of them is stated by a file.
STATED = ArticleDraft(KEYS[0], KEYS[0], "As the file has it", START, domain="site.example")
numbers = st.integers(1, 12)
keys = st.sampled_from(KEYS)


def draft(key, title="Title", excerpt=""):
    return ArticleDraft(key, key, title, START, excerpt=excerpt, domain="site.example")


def stated(key):
    return STATED if key == KEYS[0] else None


drafts = st.builds(draft, keys, st.sampled_from("TUV"), st.sampled_from(["", "E", "F"]))
deeds = st.one_of(
    st.builds(lambda d: Suggest(read_address(d.url), Allowance(), d, stated(d.key)), drafts),
    st.builds(lambda k: Suggest(read_address(k), Allowance()), keys),
    st.builds(lambda n, d: Approve(n, stated(d.key)), numbers, drafts),
    st.builds(lambda n: Approve(n, is_for_all=True), numbers),
    st.builds(Approve, numbers),
    st.builds(Reject, numbers),
    st.builds(Withdraw, numbers),
    st.builds(lambda n, d: Revise(n, None, d), numbers, drafts),
    st.builds(lambda d: Add(d, stated(d.key)), drafts),
    st.builds(lambda k: Retract(k, stated(k)), keys),
    st.builds(lambda k: Restore(k, stated(k)), keys),
    st.builds(Undo, numbers),
    st.builds(Undo, numbers),
    st.builds(Weigh, st.sampled_from(Weight), st.just("topic"), st.just("AI"), st.integers(1, 9)),
    st.builds(Lift, st.sampled_from(Weight), st.just("topic"), st.just("AI")),
    st.builds(
        lambda a, b, v: Rule((StoryRuling(a, b, v),)),
        keys,
        keys,
        st.sampled_from([Verdict.SAME, Verdict.APART]),
    ),
    st.builds(Alias, st.sampled_from(["CV", "Vision"]), st.sampled_from([None, "Computer Vision"])),
    st.builds(Block, st.sampled_from(MODERATORS), st.booleans()),
)


class Pressed:
    """A deed, whatever the desk is."""

    def __init__(self, deed):
        self.deed = deed

    def __repr__(self):
        return repr(self.deed)

    def seen(self, _desks):
        return self.deed


class Edits:
    """Correct an article as it was when the form was opened, some presses ago."""

    def __init__(self, key, opened, title, excerpt):
        self.key, self.opened, self.title, self.excerpt = key, opened, title, excerpt

    def __repr__(self):
        return f"Edits({self.key!r}, {self.opened}, {self.title!r}, {self.excerpt!r})"

    def seen(self, desks):
        desk = desks[-1 - min(self.opened, len(desks) - 1)]
        shown = effective(stated(self.key), desk.state(article_subject(self.key)))
        shown = shown or draft(self.key)
        now = draft(self.key, self.title, self.excerpt)
        return Edit(shown, now, stated(self.key))


edits = st.builds(Edits, keys, st.integers(0, 4), st.sampled_from("TUV"), st.sampled_from("EF"))
presses = st.lists(st.tuples(st.sampled_from(MODERATORS), deeds.map(Pressed) | edits), max_size=40)


def run(made):
    """Every press in turn; the desks in between, the last one last."""
    desks = [Desk()]
    outcomes = []
    for minute, (by, deed) in enumerate(made):
        press = Press(by, START + timedelta(minutes=minute), f"reason {minute}")
        outcome = decide(desks[-1], deed.seen(desks), press)
        outcomes.append(outcome)
        if isinstance(outcome, DeskAct):
            desks.append(apply_act(desks[-1], outcome))
    return desks, outcomes


@settings(max_examples=300, deadline=None)
@given(presses)
def test_the_log_replays_to_the_very_desk(made):
    desks, outcomes = run(made)
    log = [outcome for outcome in outcomes if isinstance(outcome, DeskAct)]
    assert replay(log) == desks[-1]
    assert replay(decode_act(encode_act(act)) for act in log) == desks[-1]


def test_a_line_of_the_log_says_which_act_is_beside_it():
    made = decide(Desk(), Add(draft(KEYS[1])), Press(1, START))
    beside = replace(made, beside=ActPlace(2**63, 7))
    assert decode_act(encode_act(beside)) == beside
    assert decode_act(encode_act(made)).beside is None


@settings(max_examples=200, deadline=None)
@given(presses)
def test_undo_brings_back_the_very_records(made):
    desks, _ = run(made)
    before = desks[0]
    for after in desks[1:]:
        act = after.acts[after.last]
        undo = decide(after, Undo(act.number), act.press)
        assert isinstance(undo, DeskAct)
        undone = apply_act(after, undo)
        for change in act.changes:
            one, other = undone.record(change.subject), before.record(change.subject)
            assert (one.state, one.version) == (other.state, other.version)
        redo = decide(undone, Undo(undo.number), act.press)
        redone = apply_act(undone, redo)
        for change in act.changes:
            one, other = redone.record(change.subject), after.record(change.subject)
            assert (one.state, one.version) == (other.state, other.version)
        before = after


@settings(max_examples=200, deadline=None)
@given(presses, st.sampled_from(MODERATORS))
def test_without_a_member_the_log_still_replays_to_the_desk(made, gone):
    desks, _ = run(made)
    log = [redact_act(act, gone) for act in desks[-1].acts.values()]
    assert replay(log) == redact_desk(desks[-1], gone)
    for act in log:
        assert act.press.by != gone
        for change in act.changes:
            assert gone not in [
                getattr(s, "suggested_by", 0) for s in (change.before, change.after)
            ]


def test_a_suggestion_keeps_neither_who_made_it_nor_their_words():
    desks, _ = run([(1, Pressed(Suggest(read_address(KEYS[1]), Allowance())))])
    redacted = redact_desk(desks[-1], 1)
    state = redacted.state(submission_subject(1))
    assert (state.suggested_by, state.why, redacted.acts[1].press.why) == (None, "", "")
    assert "reason 0" not in encode_act(redacted.acts[1])


@settings(max_examples=200, deadline=None)
@given(presses)
def test_who_was_first_did_what_stands_in_the_way(made):
    desks, outcomes = run(made)
    for outcome in outcomes:
        if isinstance(outcome, Refusal) and outcome.act is not None:
            assert desks[-1].acts[outcome.act.number] == outcome.act


@settings(max_examples=200, deadline=None)
@given(presses)
def test_no_submission_is_decided_twice(made):
    desks, _ = run(made)
    for act in desks[-1].acts.values():
        if act.kind in ("approve", "reject", "withdraw"):
            (submission,) = (c for c in act.changes if c.subject.kind == "submission")
            assert submission.before.stage is Stage.SUGGESTED
            assert submission.after.stage is not Stage.SUGGESTED


@settings(max_examples=200, deadline=None)
@given(presses)
def test_pressing_all_again_with_the_same_tokens_changes_nothing(made):
    desk, acts = Desk(), []
    for number, (by, form) in enumerate(made):
        deed = form.seen([desk])
        press = Press(by, START, "", f"interaction {number}")
        act = decide(desk, deed, press)
        if isinstance(act, DeskAct):
            acts.append((deed, press, act))
            desk = apply_act(desk, act)
    for deed, press, act in acts:
        again = decide(desk, deed, press)
        assert again == act
        assert apply_act(desk, again) == desk


def part_of(desk, deed, press):
    """As much of the desk as a transaction reads for the decision."""
    known = {n: act for n, act in desk.acts.items() if n == getattr(deed, "number", 0)}
    known |= {n: a for n, a in desk.acts.items() if press.token and a.press.token == press.token}
    part = Desk({}, known, desk.last)
    for _ in range(2):
        subjects = reach(deed, press, part)
        records = {s: desk.records[s] for s in subjects if s in desk.records}
        touched = {r.touched: desk.acts[r.touched] for r in records.values()}
        part = Desk(records, {**known, **touched}, desk.last)
    return part


@settings(max_examples=200, deadline=None)
@given(presses)
def test_what_a_transaction_reads_is_enough_to_decide(made):
    desk = Desk()
    for number, (by, form) in enumerate(made):
        deed = form.seen([desk])
        press = Press(by, START, f"reason {number}", f"interaction {number % 7}")
        outcome = decide(desk, deed, press)
        assert decide(part_of(desk, deed, press), deed, press) == outcome
        if isinstance(outcome, DeskAct):
            desk = apply_act(desk, outcome)


@settings(deadline=None)
@given(presses)
def test_what_is_stored_of_an_act_and_a_record_is_read_back_as_it(made):
    desks, _ = run(made)
    for act in desks[-1].acts.values():
        assert decode_changes(encode_changes(act.changes)) == act.changes
    for subject, record in desks[-1].records.items():
        assert decode_state(subject.kind, encode_state(record.state)) == record.state


def test_a_log_with_a_gap_is_refused():
    _, outcomes = run([(1, Pressed(Add(draft(KEYS[1])))), (1, Pressed(Retract(KEYS[1])))])
    with pytest.raises(DeskLogError, match="doesn't fit"):
        replay(outcomes[1:])
    with pytest.raises(DeskLogError, match="comes after"):
        apply_act(Desk(last=5), outcomes[0])


def test_submissions_are_known_by_the_number_of_their_act():
    _, (suggested,) = run([(1, Pressed(Suggest(read_address(KEYS[1]), Allowance())))])
    assert suggested.changes[0].subject == submission_subject(suggested.number)
