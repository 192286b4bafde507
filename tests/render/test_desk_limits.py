"""The cards and forms of moderators within Discord's limits, whatever titles and reasons say."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article import Article, Image
from bot.domain.article_choice import ArticleChoice
from bot.domain.article_draft import ArticleDraft, ArticleForm, DraftFault
from bot.domain.desk_act import (
    ActKind,
    AliasState,
    ArticleState,
    BlockState,
    Change,
    DeskAct,
    Press,
    Reason,
    Refusal,
    RulingState,
    Stage,
    Subject,
    SubjectKind,
    SubmissionState,
    Weight,
    WeightState,
)
from bot.domain.desk_article import added, article_subject
from bot.domain.desk_outcome import DeskArticle, Done, Double, Refused
from bot.domain.desk_overlay import FIELDS, Conflict
from bot.domain.desk_trail import TRAIL_SIZE, Trail, TrailEntry
from bot.domain.draft_details import DetailsForm
from bot.domain.member_traces import TRACES_SIZE, MemberTraces
from bot.domain.related import StoryPage
from bot.domain.standing_weight import StandingWeight
from bot.domain.story_ruling import Verdict
from bot.render.act_card import act_card, refused_card
from bot.render.act_words import done_sentence
from bot.render.article_edit import changed_card, edit_card, edit_form, faults_card
from bot.render.article_refusals import (
    NoArticleError,
    NoSuchWeightError,
    NotRetractedError,
    UnknownArticleError,
)
from bot.render.desk_choices import article_choices, weight_choices
from bot.render.errors import mend_card
from bot.render.limits import broken_limits
from bot.render.privacy import deleted_card, deletion_card, privacy_card
from bot.render.refusal_words import refusal_sentence
from bot.render.story_desk import alone_card, merge_card, same_story_card, split_card
from bot.render.text import width
from bot.render.trail import trail_card

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID = 10**18 - 1
MEMBER = 10**19
PING = "@everyone <@1> <@&2> @here "
FORGED = "[click](https://evil.example) <https://evil.example> "
TURNED = "\u202egnp.exe\u2066 \u200b\u200d "
LONG = (PING + FORGED + TURNED + "**__~~||`#>") * 8
KEY = "https://evil.example/" + "(x)[y]_" * 60


def draft(text=LONG):
    return ArticleDraft(
        key=KEY,
        url=KEY,
        title=text,
        published=NOW,
        excerpt=text,
        provider=text,
        domain=text,
        topics=(text,) * 10,
        locale=text,
        image=Image(KEY),
    )


def article(**fields):
    usual = {"id": ID, "draft": draft(), "desk_id": MEMBER, "retraction": None}
    return DeskArticle(**{**usual, **fields})


def act(kind=ActKind.EDIT, *changes):
    return DeskAct(10**9, kind, Press(MEMBER, NOW, LONG, "t"), changes, undoes=10**9 - 1)


def submission(stage, **fields):
    state = SubmissionState(stage, KEY, KEY, NOW, MEMBER, draft(), LONG, True, LONG)
    return replace(state, **fields)


def subject(kind, name):
    return Subject(kind, name)


EDITED = ArticleState(draft("other " + LONG), draft(), FIELDS)
CHANGES = [
    Change(article_subject(KEY), None, EDITED, 0, 1),
    Change(article_subject(KEY), EDITED, ArticleState(draft(), draft(), FIELDS, LONG), 0, 1),
    Change(article_subject(KEY), None, added(draft()), 0, 1),
    Change(article_subject(KEY), added(draft()), None, 1, 2),
    Change(article_subject(KEY), None, ArticleState(retraction=LONG), 0, 1),
    Change(
        subject(SubjectKind.SUBMISSION, "7"),
        submission(Stage.SUGGESTED, draft=None),
        submission(Stage.REJECTED),
        1,
        2,
    ),
    Change(
        subject(SubjectKind.WEIGHT, f"article {KEY}"),
        WeightState(Weight.PIN, NOW),
        WeightState(Weight.MUTE, NOW + timedelta(days=365)),
        1,
        2,
    ),
    Change(subject(SubjectKind.WEIGHT, f"topic {LONG}"), None, None, 1, 2),
    Change(
        subject(SubjectKind.PAIR, f"{KEY} {KEY}"),
        RulingState(Verdict.SAME),
        RulingState(Verdict.APART),
        1,
        2,
    ),
    Change(subject(SubjectKind.ALIAS, LONG), None, AliasState(LONG, LONG), 0, 1),
    Change(subject(SubjectKind.MEMBER, str(MEMBER)), None, BlockState(NOW), 0, 1),
]


def told(number):
    return Article(ID - number, KEY, LONG, LONG, LONG, LONG, NOW)


STORY = StoryPage(told(0), told(0), tuple(map(told, range(40))), ())


def trail_cards():
    for change in CHANGES:
        for kind in (ActKind.UNDO, ActKind.EDIT):
            long = act(kind, *[change] * 6)
            acts = [replace(long, number=long.number - at) for at in range(TRAIL_SIZE)]
            entries = tuple(TrailEntry(MEMBER, each, may_undo=True) for each in acts)
            trail = Trail(entries, 10**6, article())
            yield trail_card(trail, "article", ID, 10**4)
    yield trail_card(Trail((), 0), "desk", 0, 0)


def act_cards():
    for kind in ActKind:
        for change in CHANGES[::3]:
            yield act_card(Done(MEMBER, act(kind, change), article()))
    for change in CHANGES:
        for about in (None, article(retraction=LONG)):
            yield act_card(Done(MEMBER, act(ActKind.UNDO, change), about))


def refused_cards():
    for reason in Reason:
        for change in CHANGES:
            for by in (None, act(ActKind.EDIT, change)):
                refusal = Refusal(reason, by, FIELDS)
                yield refused_card(Refused(MEMBER, refusal, article(retraction=LONG)))
                yield refused_card(Refused(MEMBER, refusal))


def edit_cards():
    conflicts = tuple(Conflict(name, None, LONG, (LONG,) * 9) for name in FIELDS)
    troubled = article(conflicts=conflicts, retraction=LONG, is_removed=True, is_edited=True)
    yield edit_card(replace(troubled, double=Double(10**9, LONG)))
    faults = [DraftFault(name, LONG) for name in ("url", "title", "excerpt", "topics", "date")]
    yield faults_card("main", article(), faults, "k" * 24)
    refused = Refused(MEMBER, Refusal(Reason.CHANGED, act(), FIELDS), article())
    yield changed_card("more", refused, draft("typed " + LONG), "k" * 24)
    yield changed_card("more", replace(refused, article=None), draft(), "k" * 24)


def story_cards():
    yield from (merge_card(STORY, STORY), split_card(STORY))
    yield from (same_story_card(STORY), alone_card(STORY))


def privacy_cards():
    for change in CHANGES:
        acts = ((MEMBER, act(ActKind.UNDO, *[change] * 6)),) * TRACES_SIZE
        places = tuple(range(MEMBER, MEMBER + 50))
        traces = MemberTraces(acts, 10**6, 10**6, places, places, 10**6, 10**6, places)
        yield privacy_card(traces, dict.fromkeys(places, LONG), 10**4)
        yield privacy_card(traces, {}, 0)
    yield from (deletion_card(), deleted_card(10**6), privacy_card(MemberTraces(), {}, 0))


def refusals():
    near = [ArticleChoice(ID, LONG, LONG, NOW)] * 9
    for error in (
        UnknownArticleError(LONG, near),
        NoArticleError(),
        NotRetractedError(LONG),
        NoSuchWeightError(LONG),
    ):
        yield mend_card(error)


CARDS = [act_cards, refused_cards, trail_cards, edit_cards, story_cards, privacy_cards, refusals]


@pytest.mark.parametrize("cards", CARDS)
def test_no_card_breaks_a_limit_of_discord(cards):
    for card in cards():
        assert broken_limits(card.to_components()) == []


@pytest.mark.parametrize("cards", CARDS)
def test_nothing_pings_links_or_turns_text_around(cards, text_of):
    for card in cards():
        said = text_of(card)
        ours = re.sub(rf"<@{MEMBER}>|<t:\d+:[DRf]>", "", said)
        assert not re.search(r"(?<!\\)<", ours)
        assert not re.search(r"@(everyone|here)", ours)
        assert not re.search(r"(?<!\\)\]\(", ours)
        assert not re.search(r"https?:", ours)
        assert not {"\u202e", "\u2066", "\u200d"} & set(ours)


def test_the_forms_take_whatever_an_article_is():
    for form, most in (("main", 5), ("more", 4)):
        payload = edit_form(form, article()).to_dict()
        assert len(payload["components"]) == most
        assert width(payload["custom_id"]) <= 100
        for label in payload["components"]:
            field = label["component"]
            assert width(field.get("value") or "") <= field.get("max_length", 0) or not field.get(
                "value"
            )


def test_the_forms_take_whatever_was_typed():
    typed = ArticleForm(*["\x00" + "x" * 4000] * 5)
    assert edit_form("main", article(), typed, "ab" * 15).to_dict()["custom_id"].endswith("ab" * 15)
    details = DetailsForm(*["x" * 4000] * 4)
    assert edit_form("more", article(), details, "ab" * 12).to_dict()["components"]


def test_choices_are_within_limits():
    found = [ArticleChoice(ID - n, LONG, LONG, NOW) for n in range(40)]
    standing = [StandingWeight(Weight.BOOST, "provider", f"{n}{KEY}", NOW, LONG) for n in range(40)]
    for choices in (article_choices(found), weight_choices(standing, "")):
        assert len(choices) == 25
        assert all(1 <= width(choice.name) <= 100 for choice in choices)
        assert all(1 <= width(choice.value) <= 100 for choice in choices)
        assert len({choice.value for choice in choices}) == 25


def test_every_kind_of_act_and_every_reason_has_its_words():
    for kind in ActKind:
        assert done_sentence(Done(0, act(kind, CHANGES[0])))
    for reason in Reason:
        assert refusal_sentence(Refused(0, Refusal(reason)))


def test_sentences_stay_within_what_is_promised_to_other_cards():
    for kind in ActKind:
        for change in CHANGES:
            said = done_sentence(Done(MEMBER, act(kind, change), article()))
            assert width(said) <= 900
    for reason in Reason:
        refused = Refused(MEMBER, Refusal(reason, act(), FIELDS), article(retraction=LONG))
        assert width(refusal_sentence(refused)) <= 900
