"""What moderators may do to articles, and what they are told where they may not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press, Reason, Weight
from bot.domain.desk_article import (
    Add,
    Edit,
    Keep,
    Restore,
    Retract,
    article_state,
    article_subject,
)
from bot.domain.desk_overlay import draft_of, draft_statement, effective, find_conflicts
from bot.domain.desk_ruling import Alias, Rule, standing_rulings
from bot.domain.desk_state import Desk, Undo, apply_act, decide
from bot.domain.desk_weight import Lift, Weigh, weight_at, weight_subject
from bot.domain.story_ruling import StoryRuling, Verdict, read_rulings

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
KEY = "https://site.example/a"
DRAFT = ArticleDraft(KEY, KEY, "Title", NOW, domain="site.example")
ANN, BOB = 1, 2


class Newsroom:
    """A desk and what files state of the one article."""

    def __init__(self, stated=None):
        self.desk = Desk()
        self.stated = stated

    def press(self, deed, by=ANN, why="", at=NOW):
        """Done, or refused."""
        outcome = decide(self.desk, deed, Press(by, at, why))
        if not hasattr(outcome, "reason"):
            self.desk = apply_act(self.desk, outcome)
        return outcome

    def edit(self, by=ANN, seen=None, **fields):
        was = seen or self.shown
        return self.press(Edit(was, replace(was, **fields), self.stated), by)

    @property
    def shown(self):
        return effective(self.stated, article_state(self.desk, KEY))

    @property
    def conflicts(self):
        return find_conflicts(article_state(self.desk, KEY), self.stated)


@pytest.fixture
def added():
    room = Newsroom()
    room.press(Add(DRAFT))
    return room


@pytest.fixture
def filed():
    return Newsroom(stated=DRAFT)


def test_an_article_that_files_state_cannot_be_added(filed):
    assert filed.press(Add(DRAFT, filed.stated)).reason is Reason.EXISTS


def test_who_adds_second_is_told_who_was_first(added):
    refusal = added.press(Add(DRAFT), BOB)
    assert (refusal.reason, refusal.act.press.by) == (Reason.EXISTS, ANN)


def test_two_moderators_correct_two_fields_at_once(added):
    seen = added.shown
    added.edit(ANN, seen, title="Better")
    added.edit(BOB, seen, excerpt="Told")
    assert (added.shown.title, added.shown.excerpt) == ("Better", "Told")


def test_who_corrects_the_same_field_second_is_told_who_was_first(added):
    seen = added.shown
    added.edit(ANN, seen, title="Better")
    refusal = added.edit(BOB, seen, title="Other")
    assert (refusal.reason, refusal.fields) == (Reason.CHANGED, ("title",))
    assert refusal.act.press.by == ANN
    assert added.shown.title == "Better"


def test_the_same_correction_twice_is_done_once(added):
    seen = added.shown
    added.edit(ANN, seen, title="Better")
    assert added.edit(BOB, seen, title="Better").reason is Reason.SAME


def test_a_file_that_changed_while_the_form_was_open_is_no_members_doing(filed):
    seen = filed.shown
    filed.stated = replace(DRAFT, title="The file's new one")
    refusal = filed.edit(ANN, seen, title="Better")
    assert (refusal.reason, refusal.act) == (Reason.CHANGED, None)


def test_a_file_that_changes_under_an_edit_is_a_conflict_and_the_desk_holds(filed):
    filed.edit(title="Better")
    filed.stated = replace(DRAFT, title="The file's new one", excerpt="New")
    (conflict,) = filed.conflicts
    assert (conflict.base, conflict.value, conflict.stated) == (
        "Title",
        "Better",
        "The file's new one",
    )
    assert (filed.shown.title, filed.shown.excerpt) == ("Better", "New")


def test_a_file_that_comes_to_say_the_same_is_no_conflict(filed):
    filed.edit(title="Better")
    filed.stated = replace(DRAFT, title="Better")
    assert filed.conflicts == ()


def test_correcting_again_settles_the_conflict(filed):
    filed.edit(title="Better")
    filed.stated = replace(DRAFT, title="The file's new one")
    filed.edit(title="Best")
    assert (filed.shown.title, filed.conflicts) == ("Best", ())


def test_correcting_another_field_leaves_the_conflict(filed):
    filed.edit(title="Better")
    filed.stated = replace(DRAFT, title="The file's new one")
    filed.edit(excerpt="Told")
    assert [conflict.field for conflict in filed.conflicts] == ["title"]


def test_keeping_what_the_desk_says_settles_the_conflict_and_can_be_undone(filed):
    filed.edit(title="Better")
    filed.stated = replace(DRAFT, title="The file's new one")
    kept = filed.press(Keep(KEY, "title", filed.stated))
    assert (filed.shown.title, filed.conflicts) == ("Better", ())
    filed.press(Undo(kept.number))
    assert [conflict.field for conflict in filed.conflicts] == ["title"]


def test_what_was_kept_conflicts_again_once_the_file_changes_again(filed):
    filed.edit(title="Better")
    filed.stated = replace(DRAFT, title="The file's new one")
    filed.press(Keep(KEY, "title", filed.stated))
    filed.stated = replace(DRAFT, title="The file's newest")
    assert [conflict.stated for conflict in filed.conflicts] == ["The file's newest"]


def test_only_a_conflict_can_be_kept(filed):
    filed.edit(title="Better")
    assert filed.press(Keep(KEY, "title", filed.stated)).reason is Reason.SAME


def test_what_is_put_back_to_what_files_state_is_left_to_them(filed):
    filed.edit(title="Better")
    filed.edit(title="Title")
    filed.stated = replace(DRAFT, title="The file's new one")
    assert (filed.shown.title, filed.conflicts) == ("The file's new one", ())


def test_a_file_for_an_article_of_the_desk_contradicts_where_it_differs(added):
    added.stated = replace(DRAFT, title="The file's")
    assert added.shown.title == "Title"
    assert [c.field for c in added.conflicts] == ["title"]


def test_a_retraction_keeps_its_reason_and_what_was_edited(filed):
    filed.edit(title="Better")
    filed.press(Retract(KEY, filed.stated), why="a hoax")
    assert article_state(filed.desk, KEY).retraction == "a hoax"
    filed.press(Restore(KEY, filed.stated))
    assert (article_state(filed.desk, KEY).retraction, filed.shown.title) == (None, "Better")


def test_who_retracts_second_is_told_who_was_first(added):
    added.press(Retract(KEY), BOB)
    refusal = added.press(Retract(KEY), ANN)
    assert (refusal.reason, refusal.act.press.by) == (Reason.TAKEN, BOB)


def test_what_isnt_there_can_neither_be_retracted_nor_restored_nor_edited():
    room = Newsroom()
    assert room.press(Retract(KEY)).reason is Reason.GONE
    assert room.press(Restore(KEY)).reason is Reason.GONE
    assert room.edit(seen=DRAFT, title="Better").reason is Reason.GONE


def test_what_isnt_retracted_cannot_be_restored(added):
    assert added.press(Restore(KEY)).reason is Reason.TAKEN


def test_undo_is_refused_once_another_act_stands_on_it(added):
    added.edit(BOB, title="Better")
    refusal = added.press(Undo(1))
    assert (refusal.reason, refusal.act.press.by) == (Reason.TAKEN, BOB)
    added.press(Undo(2))
    added.press(Undo(1))
    assert added.desk.state(article_subject(KEY)) is None


def test_a_second_undo_is_told_who_undid(added):
    added.press(Undo(1), BOB)
    refusal = added.press(Undo(1), ANN)
    assert (refusal.reason, refusal.act.press.by) == (Reason.TAKEN, BOB)


def test_an_undo_can_be_undone(added):
    undone = added.press(Undo(1))
    added.press(Undo(undone.number))
    assert added.shown == DRAFT


def test_there_is_nothing_to_undo_of_an_act_that_never_was():
    assert Newsroom().press(Undo(7)).reason is Reason.GONE


def test_a_weight_ends_by_itself():
    room, subject = Newsroom(), weight_subject("topic", "AI")
    room.press(Weigh(Weight.MUTE, "topic", "AI", 7))
    state, end = room.desk.state(subject), NOW + timedelta(days=7)
    assert weight_at(state, end - timedelta(seconds=1)) is Weight.MUTE
    assert weight_at(state, end) is None


@pytest.mark.parametrize("days", [-1, 0, 366, 10**9])
def test_days_have_limits(days):
    assert Newsroom().press(Weigh(Weight.PIN, "topic", "AI", days)).reason is Reason.TIME


def test_two_who_mute_at_once_did_it_once():
    room = Newsroom()
    room.press(Weigh(Weight.MUTE, "topic", "AI", 7))
    again = room.press(Weigh(Weight.MUTE, "topic", "AI", 7), BOB, at=NOW + timedelta(minutes=1))
    assert (again.reason, again.act.press.by) == (Reason.SAME, ANN)


def test_another_weight_takes_the_place_of_one_and_undo_brings_it_back():
    room, subject = Newsroom(), weight_subject("provider", "Axios")
    room.press(Weigh(Weight.BOOST, "provider", "Axios", 30))
    before = room.desk.state(subject)
    room.press(Weigh(Weight.MUTE, "provider", "Axios", 7))
    assert weight_at(room.desk.state(subject), NOW) is Weight.MUTE
    room.press(Undo(2))
    assert room.desk.state(subject) == before


def test_only_the_weight_that_holds_can_be_lifted():
    room = Newsroom()
    room.press(Weigh(Weight.PIN, "article", KEY, 1))
    assert room.press(Lift(Weight.MUTE, "article", KEY)).reason is Reason.SAME
    late = room.press(Lift(Weight.PIN, "article", KEY), at=NOW + timedelta(days=1))
    assert late.reason is Reason.SAME
    assert room.press(Lift(Weight.PIN, "article", KEY)).kind == "unpin"


def test_an_undone_ruling_leaves_what_was_ruled_before_in_its_old_order():
    room = Newsroom()
    room.press(Rule((StoryRuling("a", "c", Verdict.APART),)))
    room.press(Rule((StoryRuling("a", "b", Verdict.SAME), StoryRuling("b", "c", Verdict.SAME))))
    before = standing_rulings(room.desk.records.items())
    room.press(Rule((StoryRuling("c", "a", Verdict.APART),)))
    assert "c" not in read_rulings(standing_rulings(room.desk.records.items())).group("a")
    room.press(Undo(3))
    assert standing_rulings(room.desk.records.items()) == before
    assert read_rulings(before).group("a") == {"a", "b", "c"}


def test_to_rule_of_nothing_changes_nothing():
    assert Newsroom().press(Rule(())).reason is Reason.SAME


def test_another_name_of_a_topic_is_given_once_and_taken_away():
    room = Newsroom()
    room.press(Alias("CV", "Computer Vision"))
    assert room.press(Alias("cv", None), BOB).kind == "unalias"
    assert room.press(Alias("CV", None)).reason is Reason.SAME


def test_a_draft_is_what_a_statement_says():
    assert draft_of(draft_statement(DRAFT)) == DRAFT
