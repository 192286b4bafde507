"""/article add, "Add to Newsdesk", and the cards and forms of articles that are being added."""

from abc import abstractmethod

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.article_preview import Addition
from bot.domain.message_text import links_in
from bot.domain.newsroom import Newsroom
from bot.domain.url import read_address
from bot.gateway.adding import (
    Interaction,
    add_by_address,
    add_by_form,
    bring_up_to_date,
    find_addition,
    look_up,
    read_again,
)
from bot.gateway.addition_forms import (
    choose_topics,
    open_details,
    open_form,
    take_details,
    take_form,
)
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.desk_rights import admit_moderator, is_moderator
from bot.gateway.errors import ErrorEdge
from bot.gateway.forms import entries_of, form_sent
from bot.gateway.messages import message_text
from bot.gateway.publishing import publish, publish_as_related, put_in_queue
from bot.gateway.replies import redraw, reply
from bot.gateway.selects import PersistentSelect
from bot.gateway.suggesting import suggest_from
from bot.render import desk_guide as guide
from bot.render import desk_ids
from bot.render.adding_refusals import NoLinkError, NotOfferedError
from bot.render.addition_cards import cancelled_card, links_card
from bot.render.article_forms import entered_article, entered_details
from bot.render.page_account import addresses_in

Url = app_commands.Range[str, 1, 2048]


class ArticleAdd(commands.Cog):
    """Adds articles."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name=guide.ADD_MENU, callback=add_to_newsdesk)

    async def cog_load(self) -> None:
        """Add the command and the context menu, and answer their cards, also after a restart."""
        describe = app_commands.describe(url=guide.ADD_URL)
        self._bot.desk.article.command(name="add", description=guide.ADD)(describe(add))
        self._bot.tree.add_command(self._menu)
        self._bot.add_dynamic_items(
            PublishButton,
            RelatedButton,
            UpdateButton,
            EditButton,
            MoreButton,
            QueueButton,
            AgainButton,
            CancelButton,
            TopicsSelect,
            LinkSelect,
        )

    async def cog_unload(self) -> None:
        """Take command and context menu back."""
        self._bot.desk.article.remove_command("add")
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Take what was entered in a form, whichever process showed it."""
        custom_id = form_sent(interaction) or ""
        article = desk_ids.ADD_FORM.fullmatch(custom_id)
        details = desk_ids.ADD_DETAILS.fullmatch(custom_id)
        if article is None and details is None:
            return
        async with ErrorEdge(interaction):
            newsroom, entries = await admit_moderator(interaction), entries_of(interaction)
            if article is not None:
                form = entered_article(entries)
                await take_form(interaction, newsroom, article["preview_id"], form)
            elif details is not None:
                entered = entered_details(entries)
                await take_details(interaction, newsroom, details["preview_id"], entered)


async def add(interaction: Interaction, url: Url | None = None) -> None:
    """Show the article at an address as it would be, or a form to write one."""
    await (add_by_form(interaction) if url is None else add_by_address(interaction, url))


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
async def add_to_newsdesk(interaction: Interaction, message: discord.Message) -> None:
    """Add what a message links to; members who don't moderate suggest it."""
    links = links_in(message_text(message))
    if not links:
        raise NoLinkError
    if len(links) > 1:
        await reply(interaction, links_card([link.shown for link in links]))
        return
    await add_link(interaction, links[0].shown)


async def add_link(interaction: Interaction, url: str) -> None:
    """Add an address for a moderator, or have it suggested by a member."""
    if await is_moderator(interaction):
        await add_by_address(interaction, url)
    else:
        await suggest_from(interaction, url)


class AdditionButton(PersistentButton, template=r"(?!)"):
    """A button on the card of an article that is being added."""

    async def press(self, interaction: Interaction) -> None:
        """Do it; a card that is no longer known is shown again instead."""
        newsroom = await admit_moderator(interaction)
        addition = find_addition(interaction, newsroom, self.name)
        if addition is None:
            await read_again(interaction, newsroom)
        else:
            await self.act(interaction, newsroom, addition)

    @property
    def name(self) -> str:
        """What the card's article is known by."""
        return self.asked["preview_id"]

    @abstractmethod
    async def act(self, interaction: Interaction, newsroom: Newsroom, addition: Addition) -> None:
        """Do with the article what the press asks for."""


class PublishButton(AdditionButton, template=desk_ids.add_template("publish")):
    """Publish, and Update."""

    async def act(self, interaction: Interaction, newsroom: Newsroom, addition: Addition) -> None:
        """Store it."""
        await publish(interaction, newsroom, addition)


class RelatedButton(AdditionButton, template=desk_ids.add_template("related")):
    """Add as related."""

    async def act(self, interaction: Interaction, newsroom: Newsroom, addition: Addition) -> None:
        """Store it, and bind it to the story that it tells."""
        await publish_as_related(interaction, newsroom, addition)


class UpdateButton(AdditionButton, template=desk_ids.add_template("update")):
    """Update it, and Update that one."""

    async def act(self, interaction: Interaction, newsroom: Newsroom, addition: Addition) -> None:
        """Show what the article that the archive has would become."""
        await bring_up_to_date(interaction, newsroom, self.name, addition)


class EditButton(AdditionButton, template=desk_ids.add_template("edit")):
    """Edit, Type it in, Back to the form."""

    async def act(self, interaction: Interaction, _: Newsroom, addition: Addition) -> None:
        """Show the form."""
        await open_form(interaction, self.name, addition)


class MoreButton(AdditionButton, template=desk_ids.add_template("more")):
    """More."""

    async def act(self, interaction: Interaction, _: Newsroom, addition: Addition) -> None:
        """Show the second form."""
        await open_details(interaction, self.name, addition)


class QueueButton(AdditionButton, template=desk_ids.add_template("queue")):
    """Add to queue."""

    async def act(self, interaction: Interaction, newsroom: Newsroom, addition: Addition) -> None:
        """Put it among what members suggest."""
        await put_in_queue(interaction, newsroom, addition)


class AgainButton(AdditionButton, template=desk_ids.add_template("again")):
    """Try again."""

    async def act(self, interaction: Interaction, newsroom: Newsroom, addition: Addition) -> None:
        """Read the page once more."""
        address = read_address(addition.url)
        if address is None:
            await open_form(interaction, self.name, addition)
        else:
            await look_up(interaction, newsroom, address)


class CancelButton(PersistentButton, template=desk_ids.add_template("cancel")):
    """Cancel."""

    async def press(self, interaction: Interaction) -> None:
        """Forget it; nothing was stored."""
        await admit_moderator(interaction)
        interaction.client.previews.forget(self.asked["preview_id"])
        await redraw(interaction, cancelled_card())


class TopicsSelect(PersistentSelect, template=desk_ids.ADD_TOPICS):
    """The topics of an article that is being added."""

    async def choose(self, interaction: Interaction, values: list[str]) -> None:
        """Take them."""
        newsroom, name = await admit_moderator(interaction), self.asked["preview_id"]
        addition = find_addition(interaction, newsroom, name)
        if addition is None:
            await read_again(interaction, newsroom)
        else:
            await choose_topics(interaction, newsroom, name, addition, values)


class LinkSelect(PersistentSelect, template=desk_ids.ADD_LINK):
    """Which of a message's links."""

    async def choose(self, interaction: Interaction, values: list[str]) -> None:
        """Add it, or have it suggested."""
        text = "" if interaction.message is None else message_text(interaction.message)
        links = dict(zip(map(str, range(100)), addresses_in(text), strict=False))
        link = links.get("".join(values[:1]))
        if link is None:
            raise NotOfferedError
        await add_link(interaction, link)
