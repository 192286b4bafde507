"""Deciding on suggestions: from a card in the review channel, or from one of the queue's."""

from typing import TypeAlias

import discord

from bot.domain.desk_act import Stage
from bot.domain.desk_outcome import Done
from bot.domain.newsroom import Newsroom
from bot.gateway.client import Newsdesk
from bot.gateway.desk_press import press_of
from bot.gateway.forms import show_form
from bot.gateway.replies import patience, reply
from bot.gateway.revising import open_revision
from bot.gateway.suggestion_views import find_entry, show_outcome, tell_late
from bot.render.act_card import act_card, refused_card
from bot.render.desk_refusals import SuggestionGoneError
from bot.render.review_forms import reject_form
from bot.services.decide_submission import approve_submission, block_member, reject_submission
from bot.services.undo_act import undo_act

Interaction: TypeAlias = discord.Interaction[Newsdesk]


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
        await tell_late(interaction, newsroom, entry)


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
