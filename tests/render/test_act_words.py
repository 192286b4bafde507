"""How acts are told: what was done to what, what was before and after, and why one was refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import (
    ActKind,
    ActPlace,
    ArticleState,
    Change,
    DeskAct,
    Press,
    Reason,
    Refusal,
    RulingState,
    Stage,
    SubmissionState,
    Weight,
    WeightState,
)
from bot.domain.desk_article import added, article_subject
from bot.domain.desk_outcome import DeskArticle, Done, Refused
from bot.domain.desk_ruling import pair_subject
from bot.domain.desk_weight import weight_subject
from bot.domain.newsroom import ARCHIVE
from bot.domain.story_ruling import StoryRuling, Verdict
from bot.domain.submission import member_subject, submission_subject
from bot.render.act_words import done_sentence
from bot.render.change_words import change_lines
from bot.render.refusal_words import refusal_sentence

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = "https://a.example/x"
DRAFT = ArticleDraft(KEY, KEY, "Robots", NOW, domain="a.example")
ARTICLE = DeskArticle(7, DRAFT, 5)
SERVER, ANN = 5, 42


def act(kind, subject, before=None, after=None, why=""):
    change = Change(subject, before, after, 0, 3)
    return DeskAct(3, kind, Press(ANN, NOW, why), (change,), undoes=2)


def edited(**fields):
    now = replace(DRAFT, **fields)
    return ArticleState(now, DRAFT, tuple(fields))


def plain(text):
    return text.replace("**", "").replace("\\", "")


def said(made, desk_id=SERVER, article=None):
    return plain(done_sentence(Done(desk_id, made, article)))


def test_what_was_done_beside_an_act_for_all_is_for_all():
    approved = replace(act(ActKind.APPROVE, article_subject(KEY)), beside=ActPlace(0, 9))
    assert "Approved Robots, for all servers." in said(approved, article=ARTICLE)
    undone = replace(approved, kind=ActKind.UNDO)
    assert said(undone, article=ARTICLE) == (
        "Undid act 2: Robots is as it was before for all servers."
    )


def test_a_correction_names_its_fields_and_that_editions_follow():
    made = act(ActKind.EDIT, article_subject(KEY), None, edited(title="Bots", topics=("AI",)))
    text = said(made, ARCHIVE, replace(ARTICLE, draft=replace(DRAFT, title="Bots")))
    assert text.startswith("Corrected Bots, for all servers: title, topics.")
    assert "Editions that show it get the new title" in text


def test_a_correction_that_no_edition_shows_promises_none():
    made = act(ActKind.EDIT, article_subject(KEY), None, edited(excerpt="They walk."))
    assert "Editions" not in said(made)


def test_a_weight_says_until_when():
    state = WeightState(Weight.MUTE, NOW)
    made = act(ActKind.MUTE, weight_subject("provider", "Axios"), None, state)
    assert f"Muted the source Axios, in this server, until <t:{int(NOW.timestamp())}:f>." in said(
        made
    )


def test_a_mute_says_that_search_still_finds_it_and_its_end_that_all_is_as_before():
    subject = weight_subject("topic", "AI")
    muted = act(ActKind.MUTE, subject, None, WeightState(Weight.MUTE, NOW))
    assert "leave it out until then; search still finds it" in said(muted)
    lifted = act(ActKind.UNMUTE, subject, WeightState(Weight.MUTE, NOW))
    assert "take it as any other again" in said(lifted)


def test_what_concerns_members_says_nothing_of_servers():
    made = act(ActKind.BLOCK, member_subject(99))
    assert said(made) == "Blocked <@99>."


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (None, added(DRAFT), ["-# not in the archive → in the archive"]),
        (added(DRAFT), None, ["-# in the archive → not in the archive"]),
        (None, ArticleState(retraction="a hoax"), ["-# shown → retracted"]),
        (ArticleState(retraction="a hoax"), None, ["-# retracted → shown"]),
        (None, edited(title="Bots"), ["-# title: Robots → Bots"]),
        (edited(title="Bots"), None, ["-# title: Bots → Robots"]),
        (edited(title="Bots"), edited(title="Machines"), ["-# title: Bots → Machines"]),
    ],
)
def test_before_and_after_of_articles(before, after, lines):
    made = act(ActKind.EDIT, article_subject(KEY), before, after)
    assert [plain(line) for line in change_lines(made)] == lines


def test_many_fields_are_cut_to_three_lines_and_a_count():
    state = edited(title="Bots", excerpt="They walk.", provider="A", kind="video", topics=("AI",))
    lines = change_lines(act(ActKind.EDIT, article_subject(KEY), None, state))
    assert len(lines) == 4
    assert lines[-1] == "-# and 2 more"


def test_before_and_after_of_suggestions_and_weights_and_rulings():
    before = SubmissionState(Stage.SUGGESTED, KEY, KEY, NOW, ANN)
    made = act(ActKind.REJECT, submission_subject(3), before, replace(before, stage=Stage.REJECTED))
    assert change_lines(made) == ["-# suggested → rejected"]
    pinned = act(ActKind.PIN, weight_subject("topic", "AI"), None, WeightState(Weight.PIN, NOW))
    assert change_lines(pinned) == [f"-# nothing → pinned until <t:{int(NOW.timestamp())}:f>"]
    pair = pair_subject(StoryRuling(KEY, "https://b.example/y", Verdict.SAME))
    merged = act(ActKind.MERGE, pair, None, RulingState(Verdict.SAME))
    assert change_lines(merged) == ["-# 1 pair of articles: left open → one story"]


def refusal(reason, by=None, article=None, fields=()):
    return plain(refusal_sentence(Refused(SERVER, Refusal(reason, by, fields), article)))


def test_who_was_first_is_named_with_what_they_did():
    first = act(ActKind.RETRACT, article_subject(KEY), None, ArticleState(retraction="x"))
    text = refusal(Reason.TAKEN, first, ARTICLE)
    assert f"<@{ANN}> retracted Robots <t:{int(NOW.timestamp())}:R>" in text
    assert "Nothing was changed" in text


def test_a_member_whose_data_was_deleted_is_somebody():
    first = act(ActKind.RETRACT, article_subject(KEY))
    gone = replace(first, press=replace(first.press, by=0))
    assert refusal(Reason.TAKEN, gone, ARTICLE).startswith("somebody retracted Robots")


def test_what_a_file_changed_is_no_members_doing():
    text = refusal(Reason.CHANGED, None, ARTICLE, ("title", "published"))
    assert "title, date" in text
    assert "A file of the archive changed it" in text


def test_what_is_there_but_retracted_can_be_restored():
    text = refusal(Reason.EXISTS, None, replace(ARTICLE, retraction="a hoax"))
    assert "The archive has Robots already, but it is retracted" in text
    assert "/article restore" in text
