"""Suggesting an article: by its address, or by a link in a message."""

import asyncio
from typing import TypeAlias

import discord
from discord import ui

from bot.domain.article_draft import ArticleDraft
from bot.domain.article_preview import draft_of_page
from bot.domain.desk_act import Reason, SubmissionState
from bot.domain.desk_outcome import Done, Outcome, Refused
from bot.domain.newsroom import Newsroom
from bot.domain.url import Address, read_address
from bot.errors import PageError
from bot.gateway.client import Newsdesk
from bot.gateway.desk_press import press_of
from bot.gateway.desk_rights import is_moderator, newsroom_of
from bot.gateway.replies import patience, redraw, reply
from bot.render.refusals import RefusalError
from bot.render.suggestion import (
    NoAddressError,
    decided_card,
    not_taken_card,
    suggested_card,
    withdrawn_card,
)
from bot.services.check_suggestion import check_suggestion
from bot.services.preview_article import preview_article
from bot.services.read_page import read_page
from bot.services.read_queue import read_submission
from bot.services.suggest_article import (
    read_allowance,
    suggest_article,
    suggest_freely,
    withdraw_submission,
)

Interaction: TypeAlias = discord.Interaction[Newsdesk]
# A member waits for no page longer than that; moderators can fill in the rest.
PAGE_SECONDS = 8.0


async def suggest_from(
    interaction: Interaction, url: str, *, why: str = "", wants_news: bool = True
) -> None:
    """Put an address in the server's queue, and tell the member alone what became of it."""
    newsroom = newsroom_of(interaction)
    address = read_address(url)
    if address is None:
        raise NoAddressError(url)
    async with patience(interaction):
        outcome = await _suggest(interaction, newsroom, address, why, wants_news=wants_news)
        view = await _told(interaction, outcome)
    await reply(interaction, view)


async def _suggest(
    interaction: Interaction, newsroom: Newsroom, address: Address, why: str, *, wants_news: bool
) -> Outcome:
    store, press = interaction.client.store, press_of(interaction, why)
    is_limited = not await is_moderator(interaction)
    refused = await check_suggestion(store, newsroom, address, press=press, is_limited=is_limited)
    if refused is not None:
        return refused
    gate = interaction.client.suggestion_gate
    if is_limited:
        gate.admit(interaction)
    draft = await _read_draft(interaction, newsroom, address)
    suggest = suggest_article if is_limited else suggest_freely
    outcome = await suggest(store, newsroom, address, draft, wants_news=wants_news, press=press)
    if isinstance(outcome, Done):
        gate.count(interaction)
    return outcome


async def _read_draft(
    interaction: Interaction, newsroom: Newsroom, address: Address
) -> ArticleDraft | None:
    """The article as its page has it; None where that can't be had soon."""
    client, now = interaction.client, interaction.created_at
    try:
        async with asyncio.timeout(PAGE_SECONDS):
            with client.page_gate.admitted(interaction):
                page = await read_page(client.pages, address.shown, now=now)
    except (PageError, RefusalError, TimeoutError):
        return None
    draft = draft_of_page(page, now=now)
    if draft is None:
        return None
    preview = await preview_article(client.store, newsroom, draft, keywords=page.keywords)
    return preview.draft


async def _told(interaction: Interaction, outcome: Outcome) -> ui.LayoutView:
    if isinstance(outcome, Done):
        state = outcome.act.changes[0].after
        if isinstance(state, SubmissionState):
            return suggested_card(outcome.act.number, state)
        return decided_card(None)
    return await _not_taken(interaction, outcome)


async def _not_taken(interaction: Interaction, refused: Refused) -> ui.LayoutView:
    press = press_of(interaction)
    again_at = None
    if refused.refusal.reason is Reason.TOO_MANY:
        store = interaction.client.store
        allowance = await read_allowance(store, refused.desk_id, press)
        next_at = allowance.next_at(press.at)
        again_at = next_at if next_at > press.at else None
    return not_taken_card(refused, member_id=press.by, again_at=again_at)


async def withdraw(interaction: Interaction, number: int) -> None:
    """Take the member's own suggestion back, and say so where it was confirmed."""
    newsroom, store = newsroom_of(interaction), interaction.client.store
    async with patience(interaction):
        press = press_of(interaction)
        outcome = await withdraw_submission(store, newsroom, number, press=press)
        entry = await read_submission(store, newsroom.guild_id, number)
    state = entry.state if entry else None
    if state is None or state.suggested_by != press.by:
        # What became of another member's suggestion is nobody else's business.
        await reply(interaction, decided_card(None))
    elif isinstance(outcome, Done):
        await redraw(interaction, withdrawn_card(state))
    else:
        await redraw(interaction, decided_card(state))
