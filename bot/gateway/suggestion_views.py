"""Suggestions as moderators are shown them after a command or a press.

Whoever presses sees the card as it is afterwards; who came too late is told who was first.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import discord
from discord import ui

from bot.domain.desk_act import Reason, Refusal
from bot.domain.desk_outcome import Outcome, Refused
from bot.domain.newsroom import Newsroom
from bot.gateway.client import Newsdesk
from bot.gateway.replies import redraw, reply
from bot.render.act_card import refused_card
from bot.render.desk_refusals import SuggestionGoneError
from bot.render.queue_card import PAGE_SIZE, queue_card, review_card
from bot.services.find_published import find_published
from bot.services.read_queue import QueueEntry, read_queue, read_submission
from bot.services.take_review_cards import note_redrawn

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


async def entry_view(
    interaction: Interaction, newsroom: Newsroom, entry: QueueEntry
) -> ui.LayoutView:
    """The suggestion's card."""
    article_id = await find_published(interaction.client.store, newsroom.guild_id, entry.state)
    return review_card(
        entry.number,
        entry.state,
        entry.act,
        article_id=article_id,
        is_for_all=newsroom.is_trusted,
    )


async def show_outcome(
    interaction: Interaction,
    newsroom: Newsroom,
    number: int,
    outcome: Outcome,
    *,
    buttons: Sequence[ui.Button[Any]] = (),
) -> None:
    """Show the card as it is now where it was pressed, and tell who was refused why.

    The buttons say what they can do about it.
    """
    store, guild_id = interaction.client.store, newsroom.guild_id
    entry = await read_submission(store, guild_id, number)
    if entry is None:
        view = review_card(number, None, None)
    else:
        view = await entry_view(interaction, newsroom, entry)
    await redraw(interaction, view)
    if isinstance(outcome, Refused):
        await reply(interaction, refused_card(outcome, buttons=buttons))
    if entry is not None and entry.act is not None and interaction.message is not None:
        await note_redrawn(
            store, guild_id, number, message_id=interaction.message.id, shown=entry.act.number
        )


async def tell_late(interaction: Interaction, newsroom: Newsroom, entry: QueueEntry) -> None:
    """Tell that it is decided on already, and by whom."""
    refused = Refused(newsroom.guild_id, Refusal(Reason.TAKEN, entry.act))
    await show_outcome(interaction, newsroom, entry.number, refused)
