"""Filling in and correcting what was suggested."""

from typing import TYPE_CHECKING, TypeAlias

import discord

from bot.domain.article_draft import ArticleDraft, ArticleForm, read_form
from bot.domain.desk_act import Reason, Stage, SubmissionState
from bot.domain.desk_outcome import Refused
from bot.domain.newsroom import Newsroom
from bot.domain.submission import submission_subject
from bot.gateway.client import Newsdesk
from bot.gateway.desk_press import press_of
from bot.gateway.forms import Entries, show_form
from bot.gateway.kept_entries import Kept
from bot.gateway.replies import patience, reply
from bot.gateway.suggestion_views import find_entry, show_outcome, tell_late
from bot.render.article_forms import entered_article
from bot.render.review_forms import mend_button, mend_card, revise_form
from bot.services.decide_submission import revise_submission
from bot.services.read_queue import QueueEntry

if TYPE_CHECKING:
    from bot.domain.draft_details import DetailsForm

Interaction: TypeAlias = discord.Interaction[Newsdesk]


async def open_edit(interaction: Interaction, newsroom: Newsroom, number: int) -> None:
    """Show the form of the suggested article, unless it is decided on already."""
    entry = await find_entry(interaction, newsroom, number)
    if entry.state.stage is Stage.SUGGESTED:
        await open_revision(interaction, entry)
    else:
        await tell_late(interaction, newsroom, entry)


async def open_revision(interaction: Interaction, entry: QueueEntry) -> None:
    """Show the form of the suggested article."""
    seen = entry.act.number if entry.act else entry.version
    await show_form(interaction, revise_form(entry.number, entry.state, seen=seen))


async def mend_revision(
    interaction: Interaction, newsroom: Newsroom, number: int, seen: int, name: str
) -> None:
    """Show that form again with what the member typed, as long as that is kept."""
    entry = await find_entry(interaction, newsroom, number)
    kept = interaction.client.desk.kept.find(
        name, member_id=interaction.user.id, now=interaction.created_at
    )
    typed = kept.form if kept and isinstance(kept.form, ArticleForm) else None
    await show_form(interaction, revise_form(number, entry.state, seen=seen, typed=typed))


async def revise(
    interaction: Interaction, newsroom: Newsroom, number: int, seen: int, entries: Entries
) -> None:
    """Store what was entered for the suggestion."""
    store, now = interaction.client.store, interaction.created_at
    was = await _draft_seen(interaction, newsroom, number, seen)
    typed = entered_article(entries)
    read = read_form(typed, now=now, base=was)
    if not isinstance(read, ArticleDraft):
        kept = _keep(interaction, typed)
        await reply(interaction, mend_card(number, read, seen=seen, kept=kept))
        return
    async with patience(interaction):
        press = press_of(interaction)
        outcome = await revise_submission(store, newsroom, number, was, read, press=press)
    buttons = []
    if isinstance(outcome, Refused) and outcome.refusal.reason is Reason.CHANGED:
        latest = outcome.refusal.act
        seen = latest.number if latest else seen
        buttons = [mend_button(number, seen=seen, kept=_keep(interaction, typed))]
    await show_outcome(interaction, newsroom, number, outcome, buttons=buttons)


def _keep(interaction: Interaction, typed: ArticleForm) -> str:
    entered: ArticleForm | DetailsForm = typed
    kept = Kept(interaction.user.id, entered, "", interaction.created_at)
    return interaction.client.desk.kept.keep(kept)


async def _draft_seen(
    interaction: Interaction, newsroom: Newsroom, number: int, seen: int
) -> ArticleDraft | None:
    """What filled the form: the suggested article as the act of that number left it."""
    acts = await interaction.client.store.desk_acts.get(newsroom.guild_id, [seen])
    for act in acts.values():
        for change in act.changes:
            if change.subject == submission_subject(number):
                state = change.after
                return state.draft if isinstance(state, SubmissionState) else None
    return None
