"""Stories: the page of one, and what is related to any message."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.related import StoryPage
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.messages import message_text
from bot.gateway.replies import patience, redraw, reply
from bot.render import custom_ids, guide
from bot.render.refusals import VanishedError
from bot.render.related import message_card
from bot.render.story_page import read_view, shared_story_card, story_card
from bot.services.find_for_message import find_for_message
from bot.services.read_story import read_story

Interaction = discord.Interaction[Newsdesk]


class Stories(commands.Cog):
    """Shows stories."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name=guide.RELATED_MENU, callback=find_related_news)

    async def cog_load(self) -> None:
        """Answer buttons, also those of messages sent before a restart, and the context menu."""
        self._bot.add_dynamic_items(StoryButton, ViewButton, ShareStoryButton)
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the context menu back."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def find_related_news(interaction: Interaction, message: discord.Message) -> None:
    """Show what is related to a message, to the one who asks."""
    store, guild_id = interaction.client.store, interaction.guild_id
    async with patience(interaction):
        news = await find_for_message(store, message_text(message), guild_id=guild_id)
    await reply(interaction, message_card(news))


class StoryPageButton(PersistentButton, template=r"(?!)"):
    """A button that concerns the page of a story."""

    async def page(self, interaction: Interaction) -> StoryPage:
        """Return the story that the id names, or raise VanishedError."""
        article_id = int(self.asked["article_id"])
        store, guild_id = interaction.client.store, interaction.guild_id
        async with patience(interaction):
            page = await read_story(store, article_id, guild_id=guild_id)
        if page is None:
            raise VanishedError
        return page


class StoryButton(StoryPageButton, template=custom_ids.STORY):
    """Story."""

    async def press(self, interaction: Interaction) -> None:
        """Show the page of the story, to the one who asks."""
        await reply(interaction, story_card(await self.page(interaction)))


class ViewButton(StoryPageButton, template=custom_ids.STORY_VIEW):
    """All sources, All related, Timeline, Next, Previous and Back to the story."""

    async def press(self, interaction: Interaction) -> None:
        """Turn the page in place."""
        view, number = read_view(self.asked["view"]), int(self.asked["number"])
        await redraw(interaction, story_card(await self.page(interaction), view, number))


class ShareStoryButton(StoryPageButton, template=custom_ids.STORY_SHARE):
    """Share to channel."""

    async def press(self, interaction: Interaction) -> None:
        """Post the page that the member saw for everyone in the channel."""
        view, number = read_view(self.asked["view"]), int(self.asked["number"])
        page = await self.page(interaction)
        interaction.client.share_gate.admit(interaction, self.custom_id)
        shared = shared_story_card(page, view, number, sharer_id=interaction.user.id)
        await reply(interaction, shared, private=False)
