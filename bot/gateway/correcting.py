"""Correcting an article by a form: what came back is compared with what filled it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from discord import ui

from bot.domain.article_draft import ArticleDraft, DraftFault
from bot.domain.desk_act import Reason
from bot.domain.desk_correction import (
    corrected,
    detail_fields,
    detailed,
    drafted,
    main_fields,
    seen_before,
)
from bot.domain.desk_outcome import DeskArticle, Done, Refused
from bot.domain.draft_details import DetailsForm
from bot.domain.form_marks import differing_fields, form_marks
from bot.domain.newsroom import Newsroom
from bot.gateway.desk_press import press_of
from bot.gateway.forms import Entries
from bot.gateway.kept_entries import Kept
from bot.gateway.named_articles import Interaction, numbered_article
from bot.render.act_card import act_card, refused_card
from bot.render.article_edit import (
    UNTOUCHED,
    AnyForm,
    changed_card,
    edit_card,
    edit_form,
    faults_card,
    filled,
    more_button,
)
from bot.render.article_forms import entered_article, entered_details
from bot.render.desk_ids import EditForm
from bot.services.edit_article import edit_article


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came back: what was typed, and the marks of what filled it in."""

    form: EditForm
    typed: AnyForm
    marks: str

    @property
    def fields(self) -> Mapping[str, str]:
        """The texts by field, in the form's order."""
        if isinstance(self.typed, DetailsForm):
            return detail_fields(self.typed)
        return main_fields(self.typed)


def read_sent(form: EditForm, marks: str, entries: Entries) -> Sent:
    """What came back, as it was typed."""
    typed = entered_article(entries) if form == "main" else entered_details(entries)
    return Sent(form, typed, marks)


def kept_form(
    interaction: Interaction, form: EditForm, article: DeskArticle, name: str
) -> ui.Modal:
    """The form with what the member typed before, as long as it is kept; else the article."""
    kept = interaction.client.desk.kept.find(
        name, member_id=interaction.user.id, now=interaction.created_at
    )
    if kept is None:
        return edit_form(form, article)
    return edit_form(form, article, kept.form, kept.marks)


async def save_sent(
    interaction: Interaction, newsroom: Newsroom, article_id: int, sent: Sent
) -> ui.LayoutView:
    """Store what was meant to be corrected; returns the card that says what became of it."""
    article = await numbered_article(interaction, newsroom, article_id)
    touched = differing_fields(sent.fields, sent.marks)
    if not touched:
        return edit_card(article, notes=[UNTOUCHED])
    read = _read(interaction, article.draft, sent, touched)
    if not isinstance(read, ArticleDraft):
        return faults_card(sent.form, article, read, _keep(interaction, sent, sent.marks))
    was = seen_before(article.draft, _stale(article.draft, read, sent, touched))
    outcome = await edit_article(
        interaction.client.store, newsroom, article.id, was, read, press=press_of(interaction)
    )
    if isinstance(outcome, Done):
        return act_card(outcome, buttons=[more_button(article.id)] if sent.form == "main" else [])
    return _refused(interaction, outcome, sent, read)


def _read(
    interaction: Interaction, draft: ArticleDraft, sent: Sent, touched: Sequence[str]
) -> ArticleDraft | tuple[DraftFault, ...]:
    if isinstance(sent.typed, DetailsForm):
        return detailed(draft, sent.typed, touched)
    return corrected(draft, sent.typed, touched, now=interaction.created_at)


def _stale(
    draft: ArticleDraft, read: ArticleDraft, sent: Sent, touched: Sequence[str]
) -> list[str]:
    """The touched fields that are another by now than what filled the form, and what was typed."""
    moved = differing_fields(filled(sent.form, draft), sent.marks)
    names = {name: drafted(name) for name in touched if name in moved}
    return [name for name, own in names.items() if getattr(draft, own) != getattr(read, own)]


def _keep(interaction: Interaction, sent: Sent, marks: str) -> str:
    kept = Kept(interaction.user.id, sent.typed, marks, interaction.created_at)
    return interaction.client.desk.kept.keep(kept)


def _refused(
    interaction: Interaction, refused: Refused, sent: Sent, read: ArticleDraft
) -> ui.LayoutView:
    """What stands in the way; where fields changed, the form can be sent again over them."""
    if refused.refusal.reason is not Reason.CHANGED or refused.article is None:
        return refused_card(refused)
    marks = form_marks(filled(sent.form, refused.article.draft))
    return changed_card(sent.form, refused, read, _keep(interaction, sent, marks))
