"""Cards and forms of suggestions within Discord's limits, whatever members and pages say."""

from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest

from bot.domain.article_draft import (
    LONGEST_EXCERPT,
    LONGEST_TITLE,
    LONGEST_TOPIC,
    MOST_TOPICS,
    ArticleDraft,
    ArticleForm,
    DraftFault,
)
from bot.domain.desk_act import (
    ActKind,
    DeskAct,
    Press,
    Reason,
    Refusal,
    Stage,
    SubmissionState,
)
from bot.domain.desk_outcome import DeskArticle, Refused
from bot.domain.desk_settings import MOST_ROLES, DeskSettings
from bot.render.desk_ids import mend_form_id, review_undo_id, revise_form_id
from bot.render.desk_refusals import MissingReviewRightsError, NotModeratorError
from bot.render.desk_settings import (
    DeskStanding,
    ReviewChannel,
    channel_card,
    roles_card,
    settings_card,
)
from bot.render.errors import mend_card
from bot.render.limits import broken_limits
from bot.render.queue_card import PAGE_SIZE, queue_card, review_card
from bot.render.review_forms import (
    LONGEST_REASON,
    reject_form,
    revise_form,
)
from bot.render.review_forms import (
    mend_card as faults_card,
)
from bot.render.suggestion import (
    NoAddressError,
    decided_card,
    not_taken_card,
    outcome_card,
    suggested_card,
    withdrawn_card,
)

NOW = datetime(2026, 12, 5, 8, tzinfo=UTC)
ID = 10**19
HOSTILE = [
    "*_<@everyone>[x](y)",
    "@everyone @here <@1> <@&2> <#3> <t:0:R> </news:1>",
    "\u202etxet desrever\u202c\u2066",
    "# heading\n> quote\n```code```\n- list",
    "Ｚ\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307",
    "🇩🇪👩‍👩‍👧‍👦" * 3,
    "\ud800\x00\ufeff",
    "\u3164\u2800 ",
]
LAST = DeskAct(10**14, ActKind.REJECT, Press(ID, NOW, "why"), ())


def make_state(text, stage=Stage.SUGGESTED, *, is_known=True):
    long = text * 2000
    draft = ArticleDraft(
        key="site.example/x",
        url=f"https://site.example/{'x' * 2000}",
        title=long[:LONGEST_TITLE],
        published=NOW,
        excerpt=long[:LONGEST_EXCERPT],
        provider=long[:100],
        domain="site.example",
        topics=tuple(f"{number}{long}"[:LONGEST_TOPIC] for number in range(MOST_TOPICS)),
    )
    state = SubmissionState(
        stage, draft.key, draft.url, NOW, ID, draft, long[:300], True, long[:300]
    )
    return state if is_known else replace(state, draft=None)


@pytest.fixture(params=HOSTILE)
def text(request):
    return request.param


def problems(view):
    return broken_limits(view.to_components())


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("stage", Stage)
def test_a_card_fits_at_each_stage(text, stage, is_known):
    state = make_state(text, stage, is_known=is_known)
    assert not problems(review_card(10**14, state, LAST, article_id=10**17, is_for_all=True))
    assert not problems(review_card(10**14, None, LAST))


@pytest.mark.parametrize("stage", Stage)
def test_what_members_are_told_fits(text, stage):
    state = make_state(text, stage)
    for view in (
        suggested_card(10**14, state),
        withdrawn_card(state),
        decided_card(state),
        outcome_card(state, text * 100),
    ):
        assert not problems(view)


@pytest.mark.parametrize("reason", Reason)
def test_what_is_said_of_a_suggestion_that_is_not_taken_fits(text, reason):
    draft = make_state(text).draft
    refused = Refused(ID, Refusal(reason, LAST), DeskArticle(10**17, draft, ID))
    assert not problems(not_taken_card(refused, member_id=ID, again_at=NOW))


def test_a_page_of_the_queue_fits(text):
    entries = [(10**14 + number, make_state(text)) for number in range(PAGE_SIZE)]
    assert not problems(queue_card(entries, page=99_998, total=10**6))


def test_nothing_of_a_suggestion_pings_or_formats(text):
    (container,) = review_card(1, make_state(text), LAST).to_components()
    shown = "".join(item.get("content", "") for item in container["components"])
    assert "@everyone" not in shown
    assert "<@1>" not in shown
    assert "```" not in shown
    assert "\u202e" not in shown


def test_forms_fit(text):
    for modal in (
        revise_form(10**14, make_state(text), seen=10**14),
        revise_form(10**14, make_state(text, is_known=False), seen=10**14),
        revise_form(10**14, make_state(text), seen=1, typed=ArticleForm(title=text * 2000)),
        reject_form(10**14),
    ):
        payload = modal.to_dict()
        assert len(payload["title"]) <= 45
        assert len(payload["components"]) <= 5
        for label in payload["components"]:
            field = label["component"]
            assert len(field.get("value") or "") <= field["max_length"] <= 4000


def test_ids_fit():
    for custom_id in (
        mend_form_id(10**14, 10**14, "x" * 24),
        revise_form_id(10**14, 10**14),
        review_undo_id(10**14, 10**14),
    ):
        assert len(custom_id) <= 100


def test_faults_fit(text):
    names = ("url", "title", "excerpt", "topics", "date")
    faults = [DraftFault(name, text * 100) for name in names]
    assert not problems(faults_card(10**14, faults, seen=10**14, kept="x" * 24))


def test_settings_fit():
    settings = DeskSettings(tuple(ID + number for number in range(MOST_ROLES)), ID, "no permission")
    place = ReviewChannel(missing=("view_channel", "send_messages", "read_message_history"))
    standing = DeskStanding(10**6, [ID] * 1000, is_trusted=True)
    for view in (
        settings_card(settings, place, standing),
        roles_card(settings, settings.role_ids, note="-# Saved."),
        channel_card(settings, ReviewChannel(is_seen=False), note="-# Saved."),
    ):
        assert not problems(view)


def test_refusals_fit(text):
    roles = [ID + number for number in range(MOST_ROLES)]
    for error in (
        NotModeratorError(roles, suggests=True),
        MissingReviewRightsError(ID, ["view_channel", "send_messages"]),
        NoAddressError(text * 2000),
    ):
        assert not problems(mend_card(error))


def test_the_form_asks_for_no_longer_reason_than_a_card_shows():
    (label,) = reject_form(1).children
    assert isinstance(label, discord.ui.Label)
    assert label.component.max_length == LONGEST_REASON
