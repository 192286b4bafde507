"""Deciding on suggestions: from a card in the review channel, or from one of the queue's.

Whoever presses sees the card as it is afterwards; who came too late is told who was first.
"""

from typing import TypeAlias

import discord
from discord import ui

from bot.domain.article_draft import ArticleDraft, ArticleForm, read_form
from bot.domain.desk_act import Reason, Refusal, Stage, SubmissionState
from bot.domain.desk_outcome import Done, Outcome, Refused
from bot.domain.newsroom import Newsroom
from bot.domain.submission import submission_subject
from bot.gateway.client import Newsdesk
from bot.gateway.desk_press import press_of
from bot.gateway.forms import Entries, show_form
from bot.gateway.kept_entries import Kept
from bot.gateway.replies import patience, redraw, reply
from bot.render.act_card import act_card, refused_card
from bot.render.article_forms import entered_article
from bot.render.desk_refusals import SuggestionGoneError
from bot.render.queue_card import PAGE_SIZE, queue_card, review_card
from bot.render.review_forms import mend_card, reject_form, revise_form
from bot.services.decide_submission import (
    approve_submission,
    block_member,
    reject_submission,
    revise_submission,
)
from bot.services.read_queue import QueueEntry, read_queue, read_submission
from bot.services.take_review_cards import note_redrawn
from bot.services.undo_act import undo_act

Interaction: TypeAlias = discord.Interaction[Newsdesk]


async def queue_view(interaction: Interaction, newsroom: Newsroom, page: int) -> ui.LayoutView:
    """A page (from 0) of what waits; the last one where there are fewer."""
    store, guild_id = interaction.client.store, newsroom.guild_id
    found = await read_queue(store, guild_id, page=page, size=PAGE_SIZE)
    last = max(0, (found.total - 1) // PAGE_SIZE)
    if page > last:
        page, found = last, await read_queue(store, guild_id, page=last, size=PAGE_SIZE)
    entries = [(entry.number, entry.state) for entry in found.entries]
    return queue_card(entries, page=page, total=found.total)


async def find_entry(interaction: Interaction, newsroom: Newsroom, number: int) -> QueueEntry:
    """The suggestion of this number; a refusal where it was taken back."""
    store, guild_id = interaction.client.store, newsroom.guild_id
    entry = await read_submission(store, guild_id, number)
    if entry is None:
        raise SuggestionGoneError
    return entry


def entry_view(entry: QueueEntry) -> ui.LayoutView:
    """The suggestion's card."""
    return review_card(entry.number, entry.state, entry.act)


async def approve(interaction: Interaction, newsroom: Newsroom, number: int) -> None:
    """Publish it; where only the address is known, ask for the rest."""
    entry = await find_entry(interaction, newsroom, number)
    if entry.state.draft is None and entry.state.stage is Stage.SUGGESTED:
        await open_revision(interaction, entry)
        return
    store, press = interaction.client.store, press_of(interaction)
    async with patience(interaction):
        outcome = await approve_submission(store, newsroom, number, press=press)
    await show_outcome(interaction, newsroom, number, outcome)


async def reject(interaction: Interaction, newsroom: Newsroom, number: int, reason: str) -> None:
    """Turn it down."""
    store, press = interaction.client.store, press_of(interaction, reason)
    async with patience(interaction):
        outcome = await reject_submission(store, newsroom, number, press=press)
    await show_outcome(interaction, newsroom, number, outcome)


async def open_rejection(interaction: Interaction, newsroom: Newsroom, number: int) -> None:
    """Ask for the reason, unless it is decided on already."""
    entry = await find_entry(interaction, newsroom, number)
    if entry.state.stage is Stage.SUGGESTED:
        await show_form(interaction, reject_form(number))
    else:
        await _tell_late(interaction, newsroom, entry)


async def open_edit(interaction: Interaction, newsroom: Newsroom, number: int) -> None:
    """Show the form of the suggested article, unless it is decided on already."""
    entry = await find_entry(interaction, newsroom, number)
    if entry.state.stage is Stage.SUGGESTED:
        await open_revision(interaction, entry)
    else:
        await _tell_late(interaction, newsroom, entry)


async def _tell_late(interaction: Interaction, newsroom: Newsroom, entry: QueueEntry) -> None:
    refused = Refused(newsroom.guild_id, Refusal(Reason.TAKEN, entry.act))
    await show_outcome(interaction, newsroom, entry.number, refused)


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
        kept = interaction.client.desk.kept.keep(Kept(interaction.user.id, typed, "", now))
        await reply(interaction, mend_card(number, read, seen=seen, kept=kept))
        return
    async with patience(interaction):
        press = press_of(interaction)
        outcome = await revise_submission(store, newsroom, number, was, read, press=press)
    await show_outcome(interaction, newsroom, number, outcome)


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


async def undo(interaction: Interaction, newsroom: Newsroom, number: int, act: int) -> None:
    """Take back what ended the suggestion."""
    store, press = interaction.client.store, press_of(interaction)
    async with patience(interaction):
        outcome = await undo_act(store, newsroom, newsroom.guild_id, act, press=press)
    await show_outcome(interaction, newsroom, number, outcome)


async def block(interaction: Interaction, newsroom: Newsroom, number: int) -> None:
    """Take no more suggestions of who made this one."""
    entry = await find_entry(interaction, newsroom, number)
    if entry.state.suggested_by is None:
        raise SuggestionGoneError
    await block_by_id(interaction, newsroom, entry.state.suggested_by, is_blocked=True)


async def block_by_id(
    interaction: Interaction, newsroom: Newsroom, member_id: int, *, is_blocked: bool
) -> None:
    """Block a member or lift that, and say so with the way back."""
    store, press = interaction.client.store, press_of(interaction)
    async with patience(interaction):
        outcome = await block_member(store, newsroom, member_id, is_blocked=is_blocked, press=press)
    view = act_card(outcome) if isinstance(outcome, Done) else refused_card(outcome)
    await reply(interaction, view)


async def show_outcome(
    interaction: Interaction, newsroom: Newsroom, number: int, outcome: Outcome
) -> None:
    """Show the card as it is now where it was pressed, and tell who was refused why."""
    store, guild_id = interaction.client.store, newsroom.guild_id
    entry = await read_submission(store, guild_id, number)
    view = review_card(number, None, None) if entry is None else entry_view(entry)
    await redraw(interaction, view)
    if isinstance(outcome, Refused):
        await reply(interaction, refused_card(outcome))
    if entry is not None and entry.act is not None and interaction.message is not None:
        await note_redrawn(
            store, guild_id, number, message_id=interaction.message.id, shown=entry.act.number
        )
