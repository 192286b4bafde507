"""The forms that are opened from a suggestion's card."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.article_draft import ArticleForm, DraftFault, form_of
from bot.domain.desk_act import SubmissionState
from bot.render.article_forms import article_form, fault_line
from bot.render.card import card
from bot.render.desk_ids import mend_form_id, reject_form_id, revise_form_id

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


def revise_form(
    number: int, state: SubmissionState, *, seen: int, typed: ArticleForm | None = None
) -> ui.Modal:
    """Return the form of the suggested article; `seen` is the last act on the suggestion.

    It is filled with what was `typed` before, if anything was.
    """
    known = ArticleForm(url=state.url) if state.draft is None else form_of(state.draft)
    return article_form(revise_form_id(number, seen), f"Suggestion {number}", typed or known)


def mend_card(number: int, faults: Sequence[DraftFault], *, seen: int, kept: str) -> ui.LayoutView:
    """Return what is wrong with what was typed, with the way back to it."""
    lines = ["Nothing was saved:", *map(fault_line, faults)]
    text: ui.TextDisplay[Any] = ui.TextDisplay("\n".join(lines))
    return card([text, ui.ActionRow(mend_button(number, seen=seen, kept=kept))])


def mend_button(number: int, *, seen: int, kept: str) -> ui.Button[Any]:
    """The way back to the form, with what was typed; sent again it is over what `seen` made."""
    custom_id = mend_form_id(number, seen, kept)
    return ui.Button(label="Back to the form", custom_id=custom_id)
