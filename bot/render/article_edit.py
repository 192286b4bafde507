"""Correcting an article: its card with conflicts, its two forms, and what could not be saved.

A form's id holds a mark of each field as it was filled in (domain.form_marks).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from discord import ui

from bot.domain.article_draft import ArticleDraft, ArticleForm, DraftFault
from bot.domain.desk_correction import main_form
from bot.domain.desk_outcome import DeskArticle, Double, Refused
from bot.domain.desk_overlay import Conflict
from bot.domain.draft_details import DetailsForm, details_of
from bot.domain.form_marks import form_marks
from bot.render.article_forms import article_form, details_form, fault_line
from bot.render.card import card
from bot.render.custom_ids import story_id
from bot.render.desk_ids import EditForm, edit_id, history_id, save_id, settle_id
from bot.render.desk_words import FIELD_NAMES, MAX_WHY, reach
from bot.render.field_words import field_value
from bot.render.refusal_words import refusal_sentence
from bot.render.story import Item
from bot.render.text import escape
from bot.render.words import SEPARATOR, moment

AnyForm = ArticleForm | DetailsForm
_TITLES: Mapping[EditForm, str] = {"main": "Correct the article", "more": "More of the article"}
_MAX_TITLE = 300
_MAX_SOURCE = 60
_MAX_VALUE = 220
_MAX_TYPED = 150
# Each takes four components, and up to 500 characters.
_MOST_CONFLICTS = 5


def edit_form(
    form: EditForm, article: DeskArticle, typed: AnyForm | None = None, marks: str = ""
) -> ui.Modal:
    """Return a form filled in with the article, or with what was `typed` before.

    `marks` are those of what filled it then, else of the article.
    """
    usual = filled(form, article.draft)
    custom_id = save_id(form, article.id, marks or form_marks(usual))
    return _modal(form, custom_id, typed or _form_of(form, article.draft))


def filled(form: EditForm, draft: ArticleDraft) -> dict[str, str]:
    """What stands in the fields of a form that the draft fills, by field in their order."""
    modal = _modal(form, "-", _form_of(form, draft))
    return {
        item.component.custom_id: _shown(item.component)
        for item in modal.children
        if isinstance(item, ui.Label) and isinstance(item.component, ui.TextInput | ui.RadioGroup)
    }


def _shown(field: "ui.TextInput[Any] | ui.RadioGroup[Any]") -> str:
    if isinstance(field, ui.TextInput):
        return field.default or ""
    return next((option.value for option in field.options if option.default), "")


def _form_of(form: EditForm, draft: ArticleDraft) -> AnyForm:
    return main_form(draft) if form == "main" else details_of(draft)


def _modal(form: EditForm, custom_id: str, fields: AnyForm) -> ui.Modal:
    if isinstance(fields, ArticleForm):
        return article_form(custom_id, _TITLES[form], fields)
    return details_form(custom_id, _TITLES[form], fields)


def edit_card(article: DeskArticle, *, notes: Sequence[str] = ()) -> ui.LayoutView:
    """Return an article as the desk has it, with its conflicts and the forms that correct it."""
    return card(_edit_items(article, notes))


def _edit_items(article: DeskArticle, notes: Sequence[str]) -> Iterator[Item]:
    yield ui.TextDisplay("\n".join([_headline(article), *notes]))
    for conflict in article.conflicts[:_MOST_CONFLICTS]:
        yield ui.TextDisplay(_conflict(conflict))
        yield ui.ActionRow(
            _settling("keep", article.id, conflict.field),
            _settling("take", article.id, conflict.field),
        )
    left = len(article.conflicts) - _MOST_CONFLICTS
    if left > 0:
        yield ui.TextDisplay(f"-# and {left} more, once these are settled")
    if article.double is not None:
        yield ui.TextDisplay(_doubled(article.double))
        yield ui.ActionRow(
            ui.Button(label="Open the other", custom_id=story_id(article.double.id)),
            ui.Button(label="Correct the other…", custom_id=edit_id("main", article.double.id)),
        )
    yield ui.ActionRow(*edit_buttons(article.id), *_others(article))


def _headline(article: DeskArticle) -> str:
    draft = article.draft
    source = escape(draft.provider or draft.domain, _MAX_SOURCE)
    about = [source, moment(draft.published, "f"), *_states(article)]
    title = escape(draft.title, _MAX_TITLE) or "Untitled"
    return f"### {title}\n-# {SEPARATOR.join(filter(None, about))}"


def _states(article: DeskArticle) -> Iterator[str]:
    if article.retraction is not None:
        why = escape(article.retraction, MAX_WHY)
        yield f"retracted: {why}" if why else "retracted"
    if article.is_removed:
        yield "taken back by a file"
    if article.is_edited:
        yield "corrected here"
    yield f"changes are seen {reach(article.desk_id)}"


def _conflict(conflict: Conflict) -> str:
    """One field, up to 500 characters."""
    name = FIELD_NAMES.get(conflict.field, conflict.field)
    ours, theirs = (field_value(v, _MAX_VALUE) for v in (conflict.value, conflict.stated))
    return (
        f"**The file has another {name} now.**\n"
        f"-# shown, by the desk: {ours}\n-# the file's now: {theirs}"
    )


def _doubled(double: Double) -> str:
    """Another article at the address, up to 500 characters."""
    title = escape(double.title, _MAX_TITLE) or "Untitled"
    return (
        f"**Another article came under the link that this one was given:** {title}\n"
        "-# Readers find both: /article retract takes one of them away, or give this one another "
        "link."
    )


def _settling(settling: Any, article_id: int, field: str) -> ui.Button[Any]:
    labels = {"keep": "Keep ours", "take": "Take the file's"}
    return ui.Button(label=labels[settling], custom_id=settle_id(settling, article_id, field))


def edit_buttons(article_id: int, kept: str = "") -> Iterator[ui.Button[Any]]:
    """The two forms; a form that was typed into before is opened by its own button."""
    yield ui.Button(label="Edit…", custom_id=edit_id("main", article_id, kept))
    yield more_button(article_id)


def more_button(article_id: int) -> ui.Button[Any]:
    """The second form."""
    return ui.Button(label="More…", custom_id=edit_id("more", article_id))


def _others(article: DeskArticle) -> Iterator[ui.Button[Any]]:
    if article.retraction is None and not article.is_removed:
        yield ui.Button(label="Open story", custom_id=story_id(article.id))
    yield ui.Button(label="History", custom_id=history_id(article.id))


def faults_card(
    form: EditForm, article: DeskArticle, faults: Sequence[DraftFault], kept: str
) -> ui.LayoutView:
    """Return what is wrong with what was typed, with the way back to it."""
    text = "\n".join(["Nothing was saved:", *map(fault_line, faults)])
    return card([ui.TextDisplay(text), ui.ActionRow(_back(form, article, kept))])


def changed_card(form: EditForm, refused: Refused, typed: ArticleDraft, kept: str) -> ui.LayoutView:
    """Return what changed under a form, beside what was typed; the way back saves over it."""
    article = refused.article
    lines = [refusal_sentence(refused)]
    if article is None:
        return card([ui.TextDisplay(lines[0])])
    for name in refused.refusal.fields:
        now, wanted = (
            field_value(getattr(draft, name), _MAX_TYPED) for draft in (article.draft, typed)
        )
        lines.append(f"- {FIELD_NAMES.get(name, name)}: it is now {now}; you typed {wanted}")
    return card([ui.TextDisplay("\n".join(lines)), ui.ActionRow(_back(form, article, kept))])


def _back(form: EditForm, article: DeskArticle, kept: str) -> ui.Button[Any]:
    return ui.Button(label="Back to the form", custom_id=edit_id(form, article.id, kept))


UNTOUCHED = "Nothing was changed: the form came back as it was."
