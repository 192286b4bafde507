"""Which article a moderator means: what they chose while typing, its address, or its very title."""

from typing import TypeAlias

import discord

from bot.domain.article_choice import ArticleChoice, chosen_id
from bot.domain.desk_outcome import DeskArticle
from bot.domain.newsroom import Newsroom
from bot.domain.url import read_address
from bot.domain.words import fold_words
from bot.gateway.client import Newsdesk
from bot.render.article_refusals import NoArticleError, UnknownArticleError
from bot.render.choices import Choices
from bot.render.desk_choices import article_choices
from bot.services.complete_articles import complete_articles, find_titled
from bot.services.list_retracted import list_retracted
from bot.services.open_article import find_desk_article, open_article

Interaction: TypeAlias = discord.Interaction[Newsdesk]
_MOST_RETRACTED = 25


async def offer_articles(interaction: Interaction, typed: str) -> Choices:
    """Offer articles by title, to anyone: they are those that members find as well."""
    store, now = interaction.client.store, interaction.created_at
    guild_id = interaction.guild_id or 0
    return article_choices(await complete_articles(store, typed, guild_id=guild_id, now=now))


async def named_article(interaction: Interaction, newsroom: Newsroom, text: str) -> DeskArticle:
    """The article, or a refusal that says what is near: nothing is done to a likely one."""
    found = await _find(interaction, newsroom, text)
    if found is None:
        raise UnknownArticleError(text, await _near(interaction, newsroom, text))
    return found


async def _near(
    interaction: Interaction, newsroom: Newsroom, text: str
) -> tuple[ArticleChoice, ...]:
    """Articles whose titles are like what was typed; to an id or address nothing is near."""
    if chosen_id(text) is not None or read_address(text) is not None:
        return ()
    store, now = interaction.client.store, interaction.created_at
    return await complete_articles(store, text, guild_id=newsroom.guild_id, now=now)


async def _find(interaction: Interaction, newsroom: Newsroom, text: str) -> DeskArticle | None:
    store, article_id = interaction.client.store, chosen_id(text)
    address = read_address(text)
    if address is not None:
        return await find_desk_article(store, newsroom, address.key)
    if article_id is None:
        article_id = await _titled(interaction, newsroom, text)
    return None if article_id is None else await open_article(store, newsroom, article_id)


async def _titled(interaction: Interaction, newsroom: Newsroom, title: str) -> int | None:
    """The only article of this title, else the only one among those that are retracted."""
    store, wanted = interaction.client.store, fold_words(title)
    titled = await find_titled(store, title, guild_id=newsroom.guild_id)
    if not titled:
        retracted = await list_retracted(store, newsroom, title, _MOST_RETRACTED)
        titled = tuple(each for each in retracted if fold_words(each.title) == wanted)
    return titled[0].id if len(titled) == 1 else None


async def numbered_article(
    interaction: Interaction, newsroom: Newsroom, article_id: int
) -> DeskArticle:
    """The article that a button or form names, or a refusal."""
    found = await open_article(interaction.client.store, newsroom, article_id)
    if found is None:
        raise NoArticleError
    return found
