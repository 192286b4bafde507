"""Correcting, retracting and restoring articles: commands, buttons and forms of moderators."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.article_choice import chosen_id
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.correcting import kept_form, read_sent, save_sent
from bot.gateway.desk_press import LONGEST_WHY, press_of
from bot.gateway.desk_rights import admit_moderator, is_moderator
from bot.gateway.errors import ErrorEdge
from bot.gateway.forms import entries_of, form_sent, show_form
from bot.gateway.named_articles import named_article, numbered_article, offer_articles
from bot.gateway.outcomes import tell
from bot.gateway.replies import patience, reply
from bot.render import desk_guide, desk_ids
from bot.render.article_edit import edit_card, edit_form
from bot.render.article_refusals import NotRetractedError
from bot.render.choices import Choices
from bot.render.desk_choices import article_choices, contradicted_choices
from bot.render.desk_ids import EditForm, read_edit_form
from bot.services.list_retracted import list_conflicts, list_retracted
from bot.services.retract_article import restore_article, retract_article
from bot.services.settle_conflict import settle_conflict

Interaction = discord.Interaction[Newsdesk]
Named = app_commands.Range[str, 1, 500]
Why = app_commands.Range[str, 1, LONGEST_WHY]
_CHOICES = 25


class Articles(commands.Cog):
    """Lets moderators correct, retract and restore articles."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Add the commands, and answer buttons, also those of messages sent before a restart."""
        group = self._bot.desk.article
        group.command(name="edit", description=desk_guide.EDIT)(edit)
        group.command(name="retract", description=desk_guide.RETRACT)(retract)
        group.command(name="restore", description=desk_guide.RESTORE)(restore)
        self._bot.add_dynamic_items(EditButton, SettleButton)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Store what was entered in a form, whichever process showed it."""
        sent = desk_ids.SAVE.fullmatch(form_sent(interaction) or "")
        if sent is None:
            return
        async with ErrorEdge(interaction):
            newsroom = await admit_moderator(interaction)
            form = read_edit_form(sent["form"])
            entered = read_sent(form, sent["marks"], entries_of(interaction))
            async with patience(interaction):
                view = await save_sent(interaction, newsroom, int(sent["article_id"]), entered)
            await reply(interaction, view)


async def offer_editable(interaction: Interaction, typed: str) -> Choices:
    """Offer articles by title, those first that files contradict."""
    found = await offer_articles(interaction, typed)
    if typed or not await is_moderator(interaction):
        return found
    newsroom = await admit_moderator(interaction)
    conflicts = await list_conflicts(interaction.client.store, newsroom)
    return [*contradicted_choices(conflicts), *found][:_CHOICES]


async def offer_retracted(interaction: Interaction, typed: str) -> Choices:
    """Offer what is retracted, to those who may bring it back."""
    if not await is_moderator(interaction):
        return []
    newsroom = await admit_moderator(interaction)
    return article_choices(
        await list_retracted(interaction.client.store, newsroom, typed, _CHOICES)
    )


@app_commands.describe(article=desk_guide.ARTICLE_OPTION, what=desk_guide.EDIT_WHAT)
@app_commands.choices(
    what=[
        app_commands.Choice(name=desk_guide.EDIT_MAIN, value="main"),
        app_commands.Choice(name=desk_guide.EDIT_MORE, value="more"),
    ]
)
@app_commands.autocomplete(article=offer_editable)
async def edit(interaction: Interaction, article: Named, what: str = "main") -> None:
    """Open a form with the article; its card where something contradicts what was corrected."""
    newsroom = await admit_moderator(interaction)
    found = await named_article(interaction, newsroom, article)
    if found.conflicts or found.double is not None:
        await reply(interaction, edit_card(found))
    else:
        await show_form(interaction, edit_form(read_edit_form(what), found))


@app_commands.describe(article=desk_guide.ARTICLE_OPTION, reason=desk_guide.RETRACT_REASON)
@app_commands.autocomplete(article=offer_articles)
async def retract(interaction: Interaction, article: Named, reason: Why) -> None:
    """Take an article out of everything."""
    newsroom = await admit_moderator(interaction)
    async with patience(interaction):
        found = await named_article(interaction, newsroom, article)
        store, press = interaction.client.store, press_of(interaction, reason)
        outcome = await retract_article(store, newsroom, found.id, press=press)
    await tell(interaction, outcome)


@app_commands.describe(article=desk_guide.RETRACTED_OPTION, reason=desk_guide.REASON)
@app_commands.autocomplete(article=offer_retracted)
async def restore(interaction: Interaction, article: Named, reason: Why | None = None) -> None:
    """Bring a retracted article back."""
    newsroom = await admit_moderator(interaction)
    store, press = interaction.client.store, press_of(interaction, reason or "")
    async with patience(interaction):
        article_id = chosen_id(article)
        if article_id is None:
            found = await list_retracted(store, newsroom, article, _CHOICES)
            if len(found) != 1:
                raise NotRetractedError(article)
            article_id = found[0].id
        outcome = await restore_article(store, newsroom, article_id, press=press)
    await tell(interaction, outcome)


class EditButton(PersistentButton, template=desk_ids.EDIT):
    """Edit…, More… and Back to the form."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form, with what was typed before where that is kept."""
        newsroom = await admit_moderator(interaction)
        article = await numbered_article(interaction, newsroom, int(self.asked["article_id"]))
        form: EditForm = read_edit_form(self.asked["form"])
        await show_form(interaction, kept_form(interaction, form, article, self.asked["kept"]))


class SettleButton(PersistentButton, template=desk_ids.SETTLE):
    """Keep ours, and Take the file's."""

    async def press(self, interaction: Interaction) -> None:
        """Settle one field, and say so."""
        newsroom = await admit_moderator(interaction)
        takes = self.asked["settling"] == "take"
        async with patience(interaction):
            outcome = await settle_conflict(
                interaction.client.store,
                newsroom,
                int(self.asked["article_id"]),
                self.asked["field"],
                takes_stated=takes,
                press=press_of(interaction),
            )
        await tell(interaction, outcome)
