"""Adding an article: by its address, by a form, or by a link in a message.

Nothing is stored before a moderator presses Publish or Add to queue. Whoever presses a card that is
no longer known gets it again, from the address that stands on it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

import discord

from bot.domain.article_draft import ArticleForm
from bot.domain.article_preview import Addition
from bot.domain.newsroom import Newsroom
from bot.domain.url import Address, read_address
from bot.errors import PageAddressError, PageError
from bot.gateway.client import Newsdesk
from bot.gateway.desk_rights import admit_moderator
from bot.gateway.forms import show_form
from bot.gateway.messages import message_text
from bot.gateway.replies import patience, redraw, reply
from bot.render.adding_refusals import PreviewGoneError
from bot.render.addition_cards import LOOKED_UP_AGAIN, READ_AGAIN, addition_card
from bot.render.article_forms import article_form
from bot.render.article_refusals import NoArticleError
from bot.render.desk_ids import add_form_id
from bot.render.page_account import addresses_in
from bot.services.look_up_article import add_page, as_update, know_article, update_known
from bot.services.open_article import open_article
from bot.services.read_page import read_page

Interaction: TypeAlias = discord.Interaction[Newsdesk]
NEW_TITLE = "Add an article"


async def add_by_address(interaction: Interaction, text: str) -> None:
    """Answer with the article at an address as it would be, for the moderator alone."""
    newsroom = await admit_moderator(interaction, suggests=True)
    address = read_address(text)
    if address is None:
        addition = Addition(text.strip(), error=PageAddressError(text, "form"))
        await show_addition(interaction, newsroom, addition)
        return
    await look_up(interaction, newsroom, address)


async def add_by_form(interaction: Interaction) -> None:
    """Answer with an empty form."""
    await admit_moderator(interaction, suggests=True)
    await show_form(interaction, article_form(add_form_id(), NEW_TITLE, ArticleForm()))


async def look_up(
    interaction: Interaction, newsroom: Newsroom, address: Address, *, is_again: bool = False
) -> None:
    """Show what the archive has under an address, else what its page says.

    `is_again` where that takes the place of a card that was forgotten.
    """
    store = interaction.client.store
    async with patience(interaction):
        addition = await know_article(store, newsroom, address.key, address.shown)
        if addition is None:
            addition = await _read_new(interaction, newsroom, address.shown)
    note = READ_AGAIN if addition.known is None else LOOKED_UP_AGAIN
    await show_addition(interaction, newsroom, addition, notes=[note] if is_again else [])


async def _read_new(interaction: Interaction, newsroom: Newsroom, url: str) -> Addition:
    """The article at an address as its page has it, or why that can't be read."""
    client, now = interaction.client, interaction.created_at
    try:
        with client.page_gate.admitted(interaction):
            page = await read_page(client.pages, url, now=now)
    except PageError as error:
        return Addition(url, error=error)
    return await add_page(client.store, newsroom, url, page, now=now)


async def show_addition(
    interaction: Interaction,
    newsroom: Newsroom,
    addition: Addition,
    *,
    name: str | None = None,
    notes: Sequence[str] = (),
) -> None:
    """Show what is known of an article, on the card that was pressed if one was.

    It keeps its name where it has one.
    """
    guild_id, now = newsroom.guild_id, interaction.created_at
    previews = interaction.client.previews
    name = previews.keep(addition, guild_id=guild_id, now=now, name=name)
    view = addition_card(addition, preview_id=name, newsroom=newsroom, notes=notes)
    await (reply if interaction.message is None else redraw)(interaction, view)


def find_addition(interaction: Interaction, newsroom: Newsroom, name: str) -> Addition | None:
    """What is known of the article that a card is about, unless it is forgotten."""
    return interaction.client.previews.find(
        name, guild_id=newsroom.guild_id, now=interaction.created_at
    )


async def read_again(interaction: Interaction, newsroom: Newsroom) -> None:
    """Show the article of a card that is no longer known, from the address that stands on it."""
    text = "" if interaction.message is None else message_text(interaction.message)
    addresses = [read_address(url) for url in addresses_in(text)[:1]]
    for address in addresses:
        if address is not None:
            await look_up(interaction, newsroom, address, is_again=True)
            return
    raise PreviewGoneError


async def bring_up_to_date(
    interaction: Interaction, newsroom: Newsroom, name: str, addition: Addition
) -> None:
    """Show what the article that the archive has would become."""
    article_id = _updated_id(addition)
    async with patience(interaction):
        updated = await _update(interaction, newsroom, addition, article_id)
    await show_addition(interaction, newsroom, updated, name=name)


def _updated_id(addition: Addition) -> int:
    """The article at this very address, else the one that bears the title."""
    if addition.known is not None:
        return addition.known.id
    copies = addition.preview.copies if addition.preview is not None else ()
    if not copies:
        raise NoArticleError
    return copies[0].id


async def _update(
    interaction: Interaction, newsroom: Newsroom, addition: Addition, article_id: int
) -> Addition:
    store = interaction.client.store
    if addition.preview is not None:
        updated = await update_known(store, newsroom, addition, article_id)
    else:
        updated = await _update_from_page(interaction, newsroom, addition, article_id)
    if updated is None:
        raise NoArticleError
    return updated


async def _update_from_page(
    interaction: Interaction, newsroom: Newsroom, addition: Addition, article_id: int
) -> Addition | None:
    """What the article would become by its page as it is today."""
    known = await open_article(interaction.client.store, newsroom, article_id)
    if known is None:
        return None
    read = await _read_new(interaction, newsroom, addition.url)
    if read.preview is None:
        # Typed in, it is an update all the same.
        return replace(read, known=known, is_update=True)
    return as_update(read, known, read.preview.draft)
