"""The edits of one message: what each outcome makes of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.failure import Failure
from bot.domain.message_edit import (
    SETTLED_AFTER,
    CutShort,
    EditState,
    Heeded,
    MessageEdit,
    NotEdited,
    claim_edit,
    settle_edit,
)

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
CLAIMED = claim_edit(MessageEdit(1, 1, NOW), NOW)


def refuse(status, code=0, *, edit=CLAIMED, number=1, **fields):
    failure = Failure(status, code, **fields)
    return settle_edit(edit, NotEdited(number, failure, NOW, 0.5))


def test_what_is_heeded_is_done_and_bears_its_number():
    edit = settle_edit(CLAIMED, Heeded(1, 1, b"shown", NOW))
    assert (edit.state, edit.done, edit.borne, edit.shown) == (EditState.DONE, 1, 1, b"shown")
    assert edit.attempts == 0


def test_asked_for_once_more_meanwhile_it_is_pending_again():
    edit = settle_edit(replace(CLAIMED, wanted=2), Heeded(1, 1, b"shown", NOW))
    assert (edit.state, edit.done, edit.not_before) == (EditState.PENDING, 1, NOW)


@pytest.mark.parametrize("status", [None, 408, 500, 502, 503, 504])
def test_a_doubt_is_read_once_it_has_settled(status):
    edit = refuse(status)
    assert (edit.state, edit.must_read) == (EditState.PENDING, True)
    assert edit.not_before >= NOW + SETTLED_AFTER


def test_one_cut_short_is_in_doubt():
    edit = settle_edit(CLAIMED, CutShort(NOW))
    assert (edit.state, edit.must_read) == (EditState.PENDING, True)
    assert edit.not_before == NOW + SETTLED_AFTER


@pytest.mark.parametrize(("status", "code"), [(404, 10008), (404, 10003), (404, 10004)])
def test_what_was_deleted_is_gone(status, code):
    assert refuse(status, code).state is EditState.GONE


@pytest.mark.parametrize(
    ("status", "code"), [(403, 50001), (403, 50013), (400, 50083), (400, 240000), (400, 50035)]
)
def test_a_refusal_ends_it_unless_it_was_asked_for_again(status, code):
    assert refuse(status, code).state is EditState.REFUSED
    again = refuse(status, code, edit=replace(CLAIMED, wanted=2))
    assert again.state is EditState.PENDING


@pytest.mark.parametrize(("status", "code"), [(429, 30046), (400, 30046)])
def test_too_many_edits_of_old_messages_wait_for_ten_minutes_or_as_said(status, code):
    edit = refuse(status, code)
    assert (edit.state, edit.must_read) == (EditState.PENDING, False)
    assert edit.not_before >= NOW + timedelta(minutes=10)
    assert refuse(status, code, retry_after=7200).not_before >= NOW + timedelta(hours=2)


def test_pauses_grow_to_a_quarter_of_an_hour_and_never_end():
    edit, pauses = CLAIMED, []
    for _ in range(20):
        edit = refuse(429, edit=edit)
        pauses.append(edit.not_before - NOW)
        edit = claim_edit(edit, NOW)
    assert pauses == sorted(pauses)
    assert timedelta(minutes=7) < pauses[-1] <= timedelta(minutes=15)
