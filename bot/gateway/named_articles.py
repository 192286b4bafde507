"""Which article a moderator means: what they chose while typing, its address, or its very title."""

from typing import TypeAlias

import discord

from bot.domain.article_choice import chosen_id
from bot.domain.desk_outcome import DeskArticle
from bot.domain.newsroom import Newsroom
from bot.domain.url import read_address
from bot.gateway.client import Newsdesk
from bot.render.article_refusals import NoArticleError, UnknownArticleError
from bot.services.complete_articles import complete_articles, find_titled
from bot.services.open_article import find_desk_article, open_article

Interaction: TypeAlias = discord.Interaction[Newsdesk]


async def named_article(interaction: Interaction, newsroom: Newsroom, text: str) -> DeskArticle:
    """The article, or a refusal that says what is near: nothing is done to a likely one."""
    found = await _find(interaction, newsroom, text)
    if found is None:
        near = await complete_articles(
            interaction.client.store,
            text,
            guild_id=newsroom.guild_id,
            now=interaction.created_at,
        )
        raise UnknownArticleError(text, near)
    return found


async def _find(interaction: Interaction, newsroom: Newsroom, text: str) -> DeskArticle | None:
    store, article_id = interaction.client.store, chosen_id(text)
    address = read_address(text)
    if address is not None:
        return await find_desk_article(store, newsroom, address.key)
    if article_id is None:
        titled = await find_titled(store, text, guild_id=newsroom.guild_id)
        article_id = titled[0].id if len(titled) == 1 else None
    return None if article_id is None else await open_article(store, newsroom, article_id)


async def numbered_article(
    interaction: Interaction, newsroom: Newsroom, article_id: int
) -> DeskArticle:
    """The article that a button or form names, or a refusal."""
    found = await open_article(interaction.client.store, newsroom, article_id)
    if found is None:
        raise NoArticleError
    return found
