"""The /story commands, with which moderators say which articles tell the same story."""

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.desk_outcome import Outcome
from bot.domain.newsroom import Newsroom
from bot.domain.related import StoryPage
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.desk_press import press_of
from bot.gateway.desk_rights import admit_moderator
from bot.gateway.named_articles import named_article, numbered_article, offer_articles
from bot.gateway.outcomes import tell
from bot.gateway.replies import patience, reply
from bot.render import desk_guide, desk_ids
from bot.render.article_refusals import NoArticleError
from bot.render.story_desk import alone_card, merge_card, same_story_card, split_card
from bot.services.merge_stories import merge_stories
from bot.services.read_story import read_story
from bot.services.split_story import split_story

Interaction = discord.Interaction[Newsdesk]
Named = app_commands.Range[str, 1, 500]


class StoryDesk(commands.Cog):
    """Lets moderators merge and split stories of their server."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Add the commands, and answer buttons, also those of messages sent before a restart."""
        group = self._bot.desk.story
        group.command(name="merge", description=desk_guide.MERGE)(merge)
        group.command(name="split", description=desk_guide.SPLIT)(split)
        self._bot.add_dynamic_items(MergeButton, SplitButton)


@app_commands.describe(story=desk_guide.MERGE_STORY, other=desk_guide.MERGE_OTHER)
@app_commands.autocomplete(story=offer_articles, other=offer_articles)
async def merge(interaction: Interaction, story: Named, other: Named) -> None:
    """Show what would go together, and ask; changes nothing."""
    newsroom = await admit_moderator(interaction)
    async with patience(interaction):
        one = await _story(interaction, newsroom, story)
        two = await _story(interaction, newsroom, other)
    is_same = two.article.id in {source.id for source in one.sources}
    await reply(interaction, same_story_card(one) if is_same else merge_card(one, two))


@app_commands.describe(article=desk_guide.ARTICLE_OPTION)
@app_commands.autocomplete(article=offer_articles)
async def split(interaction: Interaction, article: Named) -> None:
    """Show what would be taken out of what, and ask; changes nothing."""
    newsroom = await admit_moderator(interaction)
    async with patience(interaction):
        page = await _story(interaction, newsroom, article)
    has_others = len(page.sources) > 1
    await reply(interaction, split_card(page) if has_others else alone_card(page))


async def _story(interaction: Interaction, newsroom: Newsroom, text: str) -> StoryPage:
    found = await named_article(interaction, newsroom, text)
    store, guild_id = interaction.client.store, newsroom.guild_id
    page = await read_story(store, found.id, guild_id=guild_id)
    if page is None:
        raise NoArticleError
    return page


async def _tell(
    interaction: Interaction, newsroom: Newsroom, article_id: int, outcome: Outcome
) -> None:
    """Say what became of it, by the name of an article rather than of keys."""
    article = outcome.article or await numbered_article(interaction, newsroom, article_id)
    await tell(interaction, replace(outcome, article=article))


class MergeButton(PersistentButton, template=desk_ids.MERGE):
    """Merge."""

    async def press(self, interaction: Interaction) -> None:
        """Make one story of both."""
        newsroom = await admit_moderator(interaction)
        article_id, other_id = int(self.asked["article_id"]), int(self.asked["other_id"])
        store, press = interaction.client.store, press_of(interaction)
        async with patience(interaction):
            outcome = await merge_stories(store, newsroom, article_id, other_id, press=press)
        await _tell(interaction, newsroom, article_id, outcome)


class SplitButton(PersistentButton, template=desk_ids.SPLIT):
    """Split."""

    async def press(self, interaction: Interaction) -> None:
        """Take the article out of its story."""
        newsroom = await admit_moderator(interaction)
        article_id = int(self.asked["article_id"])
        store, press = interaction.client.store, press_of(interaction)
        async with patience(interaction):
            outcome = await split_story(store, newsroom, [article_id], press=press)
        await _tell(interaction, newsroom, article_id, outcome)
