"""The cards and forms of those who manage digests within Discord's limits, whatever they say."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.edition import Edition, EditionStory, Exclusion, LeftOut
from bot.domain.edition_record import DigestHistory, DigestStatus, EditionRecord, Miss, Outcome
from bot.domain.explanation import Appearance, Explanation, Verdict
from bot.domain.failure import Cause
from bot.domain.heat import Heat
from bot.domain.posted_edition import PostedEdition
from bot.domain.schedule import EVERY_DAY
from bot.domain.search import Tally
from bot.domain.subscription import Activity, Manner, Policy, Subscription, Timing
from bot.domain.subscription_draft import MOST_TOPICS, MOST_WORDS
from bot.domain.zone_offer import ZoneOffer
from bot.render.digest_choices import topic_list_choices, zone_choices
from bot.render.digest_editor import editor_card
from bot.render.digest_explanation import explanation_card, no_article_card
from bot.render.digest_forms import FormFacts, make_form
from bot.render.digest_preview import previews, sent_card
from bot.render.digest_refusals import ImportRefusedError, MissingRightsError, UnknownTopicError
from bot.render.digest_status import history_card, status_card
from bot.render.digest_transfer import exported_card, imported_card
from bot.render.edition_actions import (
    feedback_card,
    gone_card,
    related_choice_card,
    topic_choice_card,
    topics_of,
)
from bot.render.errors import mend_card
from bot.render.limits import broken_limits
from bot.render.subscription_card import ending_card, list_card, subscription_card

LONG = "*_<@everyone>[x](y)" * 6
DUE = datetime(2026, 12, 5, 8, tzinfo=UTC)
ID = 10**19
FORMS = ("topics", "when", "words", "posting")


def make_subscription(activity=Activity.ACTIVE, kind="announcement"):
    names = tuple(f"{number} {LONG}"[:100] for number in range(MOST_WORDS))
    return Subscription(
        10**17,
        ID,
        ID,
        kind,
        DUE,
        Timing(time(23, 59), "America/Argentina/ComodRivadavia", frozenset({0, 2, 4, 6})),
        Policy(names[:MOST_TOPICS], 15, 5, 1000, names, names, from_archive=True),
        Manner(ID, True, True, True, (ID,) * 5),
        activity,
        Cause.BAD_PAYLOAD,
        date(2026, 12, 5) if activity is Activity.ACTIVE else None,
        DUE if activity is Activity.ACTIVE else None,
    )


def fits(view):
    return broken_limits(view.to_components()) == []


@pytest.mark.parametrize("activity", list(Activity))
def test_the_fullest_cards_of_a_subscription_fit(activity):
    subscription = make_subscription(activity)
    assert fits(subscription_card(subscription, "Subscribed", notes=["-# note"] * 3))
    assert fits(editor_card(subscription, notes=["-# Saved."]))
    assert fits(ending_card(subscription))


@pytest.mark.parametrize("number", [0, 1, 12, 99])
def test_the_fullest_list_fits(number):
    subscriptions = [replace(make_subscription(), id=10**17 + n) for n in range(100)]
    assert fits(list_card(subscriptions, number))


def test_an_empty_list_fits():
    assert fits(list_card([]))


RECORD = EditionRecord(
    10**17,
    "now:1",
    DUE,
    Outcome.UNKNOWN,
    15,
    "archive",
    (ID, None, ID),
    10**6,
    Cause.BAD_PAYLOAD,
)
MISS = Miss(date(2026, 12, 5), DUE, DUE, Cause.BAD_PAYLOAD)
FLAGS = ("view_channel", "send_messages", "send_messages_in_threads", "read_message_history")


@pytest.mark.parametrize("activity", list(Activity))
@pytest.mark.parametrize("missing", [None, (), FLAGS])
def test_the_fullest_status_fits(activity, missing):
    status = DigestStatus(make_subscription(activity), RECORD, 99, (MISS,) * 30)
    others = [replace(RECORD, id=number) for number in range(30)]
    assert fits(status_card(status, missing=missing, recent=others))


@pytest.mark.parametrize("number", [0, 1, 99])
def test_the_fullest_history_fits(number):
    history = DigestHistory(make_subscription(kind="forum"), (RECORD,) * 40, (MISS,) * 40)
    assert fits(history_card(history, number))


def test_an_edition_whose_message_was_deleted_says_so():
    text = str(history_card(DigestHistory(make_subscription(), (RECORD,), ())).to_components())
    assert "part 2 was deleted" in text
    assert "[open 1](https://discord.com/channels/" in text


def test_an_unknown_edition_says_that_it_is_not_sent_again():
    status = DigestStatus(make_subscription(), RECORD, 0, ())
    text = str(status_card(status).to_components())
    assert "unknown: I can't tell whether it was posted, so I don't post it again" in text


def test_an_earlier_edition_that_is_unknown_is_named_too():
    last = replace(RECORD, id=7, outcome=Outcome.SENT)
    others = [RECORD, replace(RECORD, id=8, outcome=Outcome.SENT)]
    status = DigestStatus(make_subscription(), last, 0, ())
    text = str(status_card(status, recent=others).to_components())
    assert text.count("I can't tell whether it was posted") == 1
    assert "- Before: <t:" in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["text", "announcement", "forum", "thread"])
def test_the_fullest_forms_fit(form, kind):
    topics = [Tally(f"{number} {LONG}"[:100], 10**9) for number in range(60)]
    tags = [(ID + number, LONG) for number in range(20)]
    facts = FormFacts(topics, tags if kind == "forum" else (), ID)
    modal = make_form(form, make_subscription(kind=kind), facts).to_dict()
    assert len(modal["title"]) <= 45
    assert len(modal["custom_id"]) <= 100
    assert 1 <= len(modal["components"]) <= 5
    ids = [label["component"]["custom_id"] for label in modal["components"]]
    assert len(set(ids)) == len(ids)
    for label in modal["components"]:
        assert len(label["label"]) <= 45
        assert len(label.get("description") or "") <= 100
        check_field(label["component"])


def check_field(field):
    options = field.get("options") or []
    assert len(options) <= (10 if field["type"] == 22 else 25)
    values = [option["value"] for option in options]
    assert len(set(values)) == len(values)
    for option in options:
        assert 1 <= len(option["label"]) <= 100
        assert 1 <= len(option["value"]) <= 100
    if options:
        assert sum(bool(option.get("default")) for option in options) <= field["max_values"]
        assert field["max_values"] <= len(options)
    if field["type"] == 4:
        assert len(field.get("value") or "") <= field["max_length"] <= 4000
        assert len(field.get("placeholder") or "") <= 100


def make_edition(stories, left_out=()):
    return Edition("2026-12-05", DUE, "archive", tuple(stories), tuple(left_out), 10**9)


LEFT_OUT = tuple(LeftOut(1, "https://a.org/", reason, LONG, DUE) for reason in Exclusion)


def test_the_fullest_previews_fit(extreme_article):
    articles = [extreme_article(number) for number in range(15)]
    stories = [EditionStory(one, one.id, Heat(), (one,), (one, one)) for one in articles]
    views = previews(make_edition(stories, LEFT_OUT), make_subscription())
    assert len(views) > 1
    assert all(map(fits, views))
    (nothing,) = previews(make_edition((), LEFT_OUT), make_subscription())
    assert fits(nothing)


def test_the_answers_to_sending_now_fit():
    for outcome in Outcome:
        assert fits(sent_card(replace(RECORD, outcome=outcome), make_subscription()))


def test_the_fullest_explanations_fit(extreme_article):
    article = extreme_article(1)
    story = EditionStory(article, 1, Heat(1.0, 0.5, -0.3, 0.3, -2.0, -0.5), (article,))
    shown = Appearance("2026-12-05", DUE, "source", 14)
    verdicts = [
        Verdict("x", DUE),
        Verdict("x", DUE, shown, story),
        *(Verdict("x", DUE, left_out=one) for one in LEFT_OUT),
    ]
    for verdict in verdicts:
        explanation = Explanation(article, True, (shown,) * 99, verdict, verdict)
        assert fits(explanation_card(explanation, make_subscription()))
    assert fits(
        explanation_card(Explanation(article, False, (), None, verdicts[0]), make_subscription())
    )
    assert fits(no_article_card(LONG * 9))


def test_the_answers_under_an_edition_fit(extreme_article):
    articles = tuple(extreme_article(number) for number in range(15))
    assert fits(related_choice_card(articles))
    topics = topics_of(PostedEdition(1, make_subscription(), articles))
    assert fits(topic_choice_card(topics))
    for view in (gone_card(), feedback_card(is_new=True), feedback_card(is_new=False)):
        assert fits(view)


def test_files_are_said_to_be_there():
    assert fits(exported_card(200))
    assert fits(imported_card(200))


@pytest.mark.parametrize(
    "error",
    [
        ImportRefusedError([LONG * 99] * 99),
        MissingRightsError(ID, FLAGS),
        UnknownTopicError(LONG * 99, [LONG * 99] * 3),
    ],
)
def test_the_longest_refusals_fit(error):
    view = mend_card(error)
    assert fits(view)
    assert "<@everyone" not in json.dumps(view.to_components()).replace("\\\\<", "")


def test_what_is_offered_fits():
    offers = [ZoneOffer("x" * 60, time(1), timedelta(hours=-3, minutes=-30))] * 40
    choices = zone_choices(offers)
    assert len(choices) == 25
    assert choices[0].name.endswith("01:00, UTC−3:30")
    lists = [(f"{number}, {LONG}"[:200], Tally("x", 10**9)) for number in range(60)]
    for choice in (*choices, *topic_list_choices([*lists, ("AI, Robots", Tally("Robots", 7))])):
        assert 1 <= len(choice.name) <= 100
        assert 1 <= len(choice.value) <= 100


def test_every_day_is_said_so():
    timing = Timing(weekdays=EVERY_DAY)
    view = subscription_card(replace(make_subscription(), timing=timing), "Subscribed")
    assert "09:00 UTC, every day" in str(view.to_components())
