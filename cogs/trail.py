"""The trail of the desk: what was done, page by page, and undoing it."""

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.domain.newsroom import ARCHIVE, Newsroom
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.desk_press import press_of
from bot.gateway.desk_rights import admit_moderator, is_moderator
from bot.gateway.named_articles import named_article
from bot.gateway.outcomes import tell
from bot.gateway.replies import patience, redraw, reply
from bot.render import desk_guide, desk_ids
from bot.render.article_refusals import NotTrustedError
from bot.render.choices import Choices
from bot.render.desk_choices import article_choices
from bot.render.desk_ids import TrailOf, read_trail_of
from bot.render.trail import TrailNotes, trail_card
from bot.services.complete_articles import complete_articles
from bot.services.list_retracted import list_conflicts, list_retracted
from bot.services.name_articles import name_articles
from bot.services.read_trail import read_trail
from bot.services.undo_act import undo_act

Interaction = discord.Interaction[Newsdesk]
Named = app_commands.Range[str, 1, 500]
_MOST_RETRACTED = 10


class Trails(commands.Cog):
    """Shows moderators what was done, and undoes it."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Add the command, and answer buttons, also those of messages sent before a restart."""
        group = self._bot.desk.article
        group.command(name="history", description=desk_guide.HISTORY)(history)
        self._bot.add_dynamic_items(UndoButton, HistoryButton, TrailButton)


async def offer_articles(interaction: Interaction, typed: str) -> Choices:
    """Offer articles by title, also what is retracted, to those who may look."""
    if not await is_moderator(interaction):
        return []
    newsroom = await admit_moderator(interaction)
    store, now = interaction.client.store, interaction.created_at
    shown = await complete_articles(store, typed, guild_id=newsroom.guild_id, now=now)
    retracted = await list_retracted(store, newsroom, typed, _MOST_RETRACTED)
    return article_choices((*retracted, *shown))


@app_commands.describe(article=desk_guide.ARTICLE_OPTION, member=desk_guide.HISTORY_MEMBER)
@app_commands.autocomplete(article=offer_articles)
async def history(
    interaction: Interaction, article: Named | None = None, member: discord.User | None = None
) -> None:
    """Show what was done to an article, or by a member, or at all; changes nothing."""
    newsroom = await admit_moderator(interaction)
    async with patience(interaction):
        if article is not None:
            found = await named_article(interaction, newsroom, article)
            view = await _page(interaction, newsroom, "article", found.id, 0)
        elif member is not None:
            view = await _page(interaction, newsroom, "member", member.id, 0)
        else:
            view = await _page(interaction, newsroom, "desk", 0, 0)
    await reply(interaction, view)


async def _page(
    interaction: Interaction, newsroom: Newsroom, of: TrailOf, of_id: int, page: int
) -> ui.LayoutView:
    store = interaction.client.store
    trail = await read_trail(
        store,
        newsroom,
        article_id=of_id if of == "article" else None,
        member_id=of_id if of == "member" else None,
        page=page,
    )
    conflicts = await list_conflicts(store, newsroom) if of == "desk" else ()
    acts = [(entry.desk_id, entry.act) for entry in trail.entries]
    names = await name_articles(store, acts, newsroom)
    return trail_card(trail, of, of_id, page, TrailNotes(names, len(conflicts)))


class HistoryButton(PersistentButton, template=desk_ids.HISTORY):
    """History."""

    async def press(self, interaction: Interaction) -> None:
        """Show what was done to the article."""
        newsroom = await admit_moderator(interaction)
        async with patience(interaction):
            view = await _page(interaction, newsroom, "article", int(self.asked["article_id"]), 0)
        await reply(interaction, view)


class TrailButton(PersistentButton, template=desk_ids.TRAIL):
    """Newer and Older."""

    async def press(self, interaction: Interaction) -> None:
        """Turn the page in place."""
        newsroom = await admit_moderator(interaction)
        of, of_id = read_trail_of(self.asked["of"]), int(self.asked["of_id"])
        async with patience(interaction):
            view = await _page(interaction, newsroom, of, of_id, int(self.asked["page"]))
        await redraw(interaction, view)


class UndoButton(PersistentButton, template=desk_ids.UNDO):
    """Undo, on a confirmation and in the history."""

    async def press(self, interaction: Interaction) -> None:
        """Take the act back, which is an act as well."""
        newsroom = await admit_moderator(interaction)
        desk_id, number = int(self.asked["desk_id"]), int(self.asked["number"])
        if desk_id == ARCHIVE and not newsroom.is_trusted:
            raise NotTrustedError
        store, press = interaction.client.store, press_of(interaction)
        async with patience(interaction):
            outcome = await undo_act(store, newsroom, desk_id, number, press=press)
        await tell(interaction, outcome)
