"""The forms that are opened from a suggestion's card."""

from typing import Any

import discord
from discord import ui

from bot.domain.article_draft import ArticleForm, form_of
from bot.domain.desk_act import SubmissionState
from bot.render.article_forms import article_form
from bot.render.desk_ids import reject_form_id, revise_form_id

REASON = "reason"
LONGEST_REASON = 300


def reject_form(number: int) -> ui.Modal:
    """Return the form that asks why a suggestion is turned down."""
    modal = ui.Modal(title="Reject the suggestion", custom_id=reject_form_id(number), timeout=None)
    text: ui.TextInput[Any] = ui.TextInput(
        custom_id=REASON,
        style=discord.TextStyle.paragraph,
        min_length=1,
        max_length=LONGEST_REASON,
        required=True,
    )
    hint = "The member is told, if they wish, and it stays in the log"
    modal.add_item(ui.Label(text="Reason", description=hint, component=text))
    return modal


def revise_form(number: int, state: SubmissionState, *, seen: int) -> ui.Modal:
    """Return the form of the suggested article; `seen` is the last act on the suggestion."""
    known = ArticleForm(url=state.url) if state.draft is None else form_of(state.draft)
    return article_form(revise_form_id(number, seen), f"Suggestion {number}", known)
