"""The buttons under posted editions."""

import discord
from discord.ext import commands

from bot.domain.posted_edition import PostedEdition
from bot.gateway.briefs import briefed
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.replies import patience, redraw, reply
from bot.gateway.selects import PersistentSelect
from bot.render import digest_ids
from bot.render.digest_refusals import EditionGoneError
from bot.render.edition_actions import (
    feedback_card,
    gone_card,
    related_choice_card,
    topic_choice_card,
    topics_of,
)
from bot.render.refusals import VanishedError
from bot.render.story_page import story_card
from bot.services.note_feedback import note_feedback
from bot.services.read_edition import read_edition
from bot.services.read_story import read_story

Interaction = discord.Interaction[Newsdesk]


class Editions(commands.Cog):
    """Answers what members press under an edition."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Answer buttons, also those of messages sent before a restart."""
        self._bot.add_dynamic_items(
            RelatedButton, MoreButton, UselessButton, RelatedSelect, TopicSelect
        )


class EditionButton(PersistentButton, template=r"(?!)"):
    """A button that concerns one part of an edition."""

    async def edition(self, interaction: Interaction) -> PostedEdition:
        """Return the edition that the id names, or raise EditionGoneError."""
        edition_id, part = int(self.asked["edition_id"]), int(self.asked["part"])
        store, guild_id = interaction.client.store, interaction.guild_id
        edition = await read_edition(store, edition_id, part, guild_id=guild_id)
        if edition is None:
            raise EditionGoneError
        return edition


class RelatedButton(EditionButton, template=digest_ids.RELATED):
    """Related."""

    async def press(self, interaction: Interaction) -> None:
        """Show what is related to a story of the edition, to the one who asks."""
        async with patience(interaction):
            articles = (await self.edition(interaction)).articles
            if len(articles) == 1:
                view = await related_to(interaction, articles[0].id)
            else:
                view = related_choice_card(articles) if articles else gone_card()
        await reply(interaction, view)


class RelatedSelect(PersistentSelect, template=digest_ids.PICK_RELATED):
    """Which story's related coverage is wanted."""

    async def choose(self, interaction: Interaction, values: list[str]) -> None:
        """Show it in place of the question."""
        chosen = "".join(values[:1])
        # What arrives may be any text, and no number that large is an id.
        is_id = chosen.isascii() and chosen.isdigit() and len(chosen) <= 18
        async with patience(interaction):
            view = await related_to(interaction, int(chosen) if is_id else 0)
        await redraw(interaction, view)


async def related_to(interaction: Interaction, article_id: int) -> discord.ui.LayoutView:
    """All that is related to the story that an article tells, or VanishedError."""
    store, guild_id = interaction.client.store, interaction.guild_id
    page = await read_story(store, article_id, guild_id=guild_id)
    if page is None:
        raise VanishedError
    return story_card(page, "related")


class MoreButton(EditionButton, template=digest_ids.MORE):
    """More on a topic."""

    async def press(self, interaction: Interaction) -> None:
        """Brief the one who asks, on the edition's topic or one of them."""
        async with patience(interaction):
            view, files = await more_on(interaction, await self.edition(interaction))
        await reply(interaction, view, files=files)


async def more_on(
    interaction: Interaction, edition: PostedEdition
) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """A briefing on the one topic of an edition, or the question on which of them."""
    topics, wanted = topics_of(edition), edition.subscription.policy.topics
    if len(wanted) == 1 or len(topics) == 1:
        return await briefed(interaction, (*wanted, *topics)[0])
    return topic_choice_card(topics) if topics else gone_card(), []


class TopicSelect(PersistentSelect, template=digest_ids.PICK_TOPIC):
    """Which topic more is wanted on."""

    async def choose(self, interaction: Interaction, values: list[str]) -> None:
        """Brief on it in place of the question."""
        async with patience(interaction):
            view, files = await briefed(interaction, "".join(values[:1]))
        await redraw(interaction, view, files=files)


class UselessButton(EditionButton, template=digest_ids.USELESS):
    """Not useful."""

    async def press(self, interaction: Interaction) -> None:
        """Note it once for each member."""
        edition = await self.edition(interaction)
        store, now = interaction.client.store, interaction.created_at
        async with patience(interaction):
            is_new = await note_feedback(store, edition.id, interaction.user.id, now=now)
        await reply(interaction, feedback_card(is_new=is_new))
