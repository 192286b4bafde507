"""The queue of suggestions: its command, and the buttons and forms on each suggestion's card."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.desk_rights import admit_moderator
from bot.gateway.errors import ErrorEdge
from bot.gateway.forms import entries_of, form_sent, text_of
from bot.gateway.replies import redraw, reply
from bot.gateway.reviewing import approve, block, block_by_id, open_rejection, reject, undo
from bot.gateway.revising import mend_revision, open_edit, revise
from bot.gateway.suggestion_views import entry_view, find_entry, queue_view
from bot.render import desk_guide as guide
from bot.render import desk_ids
from bot.render.review_forms import REASON

Interaction = discord.Interaction[Newsdesk]


class Queue(commands.Cog):
    """Lets moderators decide on what members suggested."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Add the commands, and answer buttons, also those of messages sent before a restart."""
        group = self._bot.desk.article
        group.command(name="queue", description=guide.QUEUE)(show_queue)
        group.command(name="block", description=guide.BLOCK)(block_one)
        group.command(name="unblock", description=guide.UNBLOCK)(unblock_one)
        self._bot.add_dynamic_items(
            QueuePageButton,
            OpenButton,
            ApproveButton,
            EditSuggestionButton,
            MendButton,
            RejectButton,
            BlockButton,
            UndecideButton,
        )

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Take what was entered in a form, whichever process showed it."""
        sent = form_sent(interaction) or ""
        revision, reason = (
            desk_ids.REVISE_FORM.fullmatch(sent),
            desk_ids.REJECT_FORM.fullmatch(sent),
        )
        if revision is None and reason is None:
            return
        async with ErrorEdge(interaction):
            newsroom = await admit_moderator(interaction)
            entries = entries_of(interaction)
            if revision is not None:
                number, seen = int(revision["number"]), int(revision["seen"])
                await revise(interaction, newsroom, number, seen, entries)
            elif reason is not None:
                await reject(interaction, newsroom, int(reason["number"]), text_of(entries, REASON))


async def show_queue(interaction: Interaction) -> None:
    """Show what waits for a decision."""
    newsroom = await admit_moderator(interaction)
    await reply(interaction, await queue_view(interaction, newsroom, 0))


@app_commands.describe(member=guide.BLOCK_MEMBER)
async def block_one(interaction: Interaction, member: discord.User) -> None:
    """Take no more suggestions of a member."""
    newsroom = await admit_moderator(interaction)
    await block_by_id(interaction, newsroom, member.id, is_blocked=True)


@app_commands.describe(member=guide.BLOCK_MEMBER)
async def unblock_one(interaction: Interaction, member: discord.User) -> None:
    """Take suggestions of a member again."""
    newsroom = await admit_moderator(interaction)
    await block_by_id(interaction, newsroom, member.id, is_blocked=False)


class QueuePageButton(PersistentButton, template=desk_ids.QUEUE_PAGE):
    """Previous and Next."""

    async def press(self, interaction: Interaction) -> None:
        """Turn the page."""
        newsroom = await admit_moderator(interaction)
        await redraw(interaction, await queue_view(interaction, newsroom, int(self.asked["page"])))


class SuggestionButton(PersistentButton, template=r"(?!)"):
    """A button that concerns one suggestion, for moderators."""

    @property
    def number(self) -> int:
        """The suggestion's number."""
        return int(self.asked["number"])


class OpenButton(SuggestionButton, template=desk_ids.review_template("open")):
    """Review."""

    async def press(self, interaction: Interaction) -> None:
        """Show the suggestion's card, for the moderator alone."""
        newsroom = await admit_moderator(interaction)
        entry = await find_entry(interaction, newsroom, self.number)
        await reply(interaction, await entry_view(interaction, newsroom, entry))


class ApproveButton(SuggestionButton, template=desk_ids.review_template("approve")):
    """Approve."""

    async def press(self, interaction: Interaction) -> None:
        """Publish what was suggested."""
        await approve(interaction, await admit_moderator(interaction), self.number)


class EditSuggestionButton(SuggestionButton, template=desk_ids.review_template("edit")):
    """Edit."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form of the suggested article."""
        await open_edit(interaction, await admit_moderator(interaction), self.number)


class MendButton(SuggestionButton, template=desk_ids.MEND_FORM):
    """Back to the form."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form with what was typed before."""
        newsroom, seen = await admit_moderator(interaction), int(self.asked["seen"])
        await mend_revision(interaction, newsroom, self.number, seen, self.asked["kept"])


class RejectButton(SuggestionButton, template=desk_ids.review_template("reject")):
    """Reject."""

    async def press(self, interaction: Interaction) -> None:
        """Ask for the reason."""
        await open_rejection(interaction, await admit_moderator(interaction), self.number)


class BlockButton(SuggestionButton, template=desk_ids.review_template("block")):
    """Block member."""

    async def press(self, interaction: Interaction) -> None:
        """Take no more suggestions of who made this one."""
        await block(interaction, await admit_moderator(interaction), self.number)


class UndecideButton(SuggestionButton, template=desk_ids.REVIEW_UNDO):
    """Undo."""

    async def press(self, interaction: Interaction) -> None:
        """Take back what ended the suggestion."""
        newsroom, act = await admit_moderator(interaction), int(self.asked["seen"])
        await undo(interaction, newsroom, self.number, act)
