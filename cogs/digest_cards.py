"""The buttons, selects and forms with which admins manage digests."""

import discord
from discord.ext import commands

from bot.domain.subscription import Activity, Subscription
from bot.gateway.admission import admit
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.digest_desk import (
    by_id,
    change_activity,
    history_view,
    post_now,
    show_preview,
    status_view,
)
from bot.gateway.editing import choose_setting, save_form
from bot.gateway.errors import ErrorEdge
from bot.gateway.forms import entries_of, form_sent, show_form
from bot.gateway.places import seen_place
from bot.gateway.replies import patience, redraw, reply
from bot.gateway.selects import PersistentSelect
from bot.gateway.subscribing import subscribe_to
from bot.render import digest_ids
from bot.render.digest_editor import editor_card
from bot.render.digest_forms import FormFacts, make_form
from bot.render.digest_words import SAVED
from bot.render.refusals import ForgottenError
from bot.render.subscription_card import list_card, subscription_card
from bot.services.ask_briefing import turn_briefing
from bot.services.complete import complete_topic
from bot.services.find_subscription import list_subscriptions

Interaction = discord.Interaction[Newsdesk]


class DigestCards(commands.Cog):
    """Answers what is pressed, chosen and entered on the cards of digests."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Answer buttons and selects, also those of messages sent before a restart."""
        self._bot.add_dynamic_items(
            PreviewButton,
            EditButton,
            NowButton,
            PauseButton,
            ResumeButton,
            StatusButton,
            HistoryButton,
            EndButton,
            KeepButton,
            ListPageButton,
            HistoryPageButton,
            FormButton,
            SettingSelect,
            HereButton,
        )

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Store what was entered in a form, whichever process showed it."""
        sent = digest_ids.SAVE.fullmatch(form_sent(interaction) or "")
        if sent is None:
            return
        async with ErrorEdge(interaction):
            subscription = await by_id(interaction, int(sent["subscription_id"]))
            form = digest_ids.read_form_name(sent["form"])
            async with patience(interaction):
                edited = await save_form(interaction, subscription, form, entries_of(interaction))
            await redraw(interaction, editor_card(edited, notes=[SAVED]))


class SubscriptionButton(PersistentButton, template=r"(?!)"):
    """A button that concerns one subscription, for those who may manage it."""

    async def subscription(self, interaction: Interaction) -> Subscription:
        """Return the subscription that the id names, or raise a refusal."""
        return await by_id(interaction, int(self.asked["subscription_id"]))

    async def set_activity(self, interaction: Interaction, activity: Activity, title: str) -> None:
        """Change it, and show on the same card what has become of it."""
        subscription = await self.subscription(interaction)
        changed = await change_activity(interaction, subscription, activity)
        await redraw(interaction, subscription_card(changed, title))


class PreviewButton(SubscriptionButton, template=digest_ids.action_template("preview")):
    """Preview."""

    async def press(self, interaction: Interaction) -> None:
        """Show the next edition; changes nothing."""
        await show_preview(interaction, await self.subscription(interaction))


class EditButton(SubscriptionButton, template=digest_ids.action_template("edit")):
    """Edit."""

    async def press(self, interaction: Interaction) -> None:
        """Show the settings with all that changes them."""
        await reply(interaction, editor_card(await self.subscription(interaction)))


class NowButton(SubscriptionButton, template=digest_ids.action_template("now")):
    """Send now."""

    async def press(self, interaction: Interaction) -> None:
        """Post an edition of what is new; a double press means the same edition."""
        await post_now(interaction, await self.subscription(interaction))


class PauseButton(SubscriptionButton, template=digest_ids.action_template("pause")):
    """Pause."""

    async def press(self, interaction: Interaction) -> None:
        """Post nothing until it is resumed."""
        await self.set_activity(interaction, Activity.PAUSED, "Paused")


class ResumeButton(SubscriptionButton, template=digest_ids.action_template("resume")):
    """Resume."""

    async def press(self, interaction: Interaction) -> None:
        """Post again, also where posting was given up."""
        await self.set_activity(interaction, Activity.ACTIVE, "Resumed")


class StatusButton(SubscriptionButton, template=digest_ids.action_template("status")):
    """Status."""

    async def press(self, interaction: Interaction) -> None:
        """Show how it stands; changes nothing."""
        view = await status_view(interaction, await self.subscription(interaction))
        await reply(interaction, view)


class HistoryButton(SubscriptionButton, template=digest_ids.action_template("history")):
    """History."""

    async def press(self, interaction: Interaction) -> None:
        """Show past editions and misses."""
        view = await history_view(interaction, await self.subscription(interaction))
        await reply(interaction, view)


class EndButton(SubscriptionButton, template=digest_ids.action_template("end")):
    """Unsubscribe."""

    async def press(self, interaction: Interaction) -> None:
        """Post nothing any more."""
        await self.set_activity(interaction, Activity.ENDED, "Unsubscribed")


class KeepButton(SubscriptionButton, template=digest_ids.action_template("keep")):
    """Keep it."""

    async def press(self, interaction: Interaction) -> None:
        """Leave it as it is."""
        subscription = await self.subscription(interaction)
        await redraw(interaction, subscription_card(subscription, "Kept"))


class HistoryPageButton(SubscriptionButton, template=digest_ids.HISTORY):
    """Newer and Older."""

    async def press(self, interaction: Interaction) -> None:
        """Turn the page in place."""
        subscription = await self.subscription(interaction)
        number = int(self.asked["number"])
        await redraw(interaction, await history_view(interaction, subscription, number))


class ListPageButton(PersistentButton, template=digest_ids.LIST):
    """Next and Previous."""

    async def press(self, interaction: Interaction) -> None:
        """Turn the page in place."""
        guild_id = await admit(interaction)
        found = await list_subscriptions(interaction.client.store, guild_id=guild_id)
        await redraw(interaction, list_card(found, int(self.asked["number"])))


class HereButton(PersistentButton, template=digest_ids.HERE):
    """Subscribe this channel."""

    async def press(self, interaction: Interaction) -> None:
        """Subscribe it to what the briefing above is on."""
        store, guild_id = interaction.client.store, interaction.guild_id
        async with patience(interaction):
            now, list_id = interaction.created_at, self.asked["list_id"]
            page = await turn_briefing(store, list_id, 0, guild_id=guild_id, now=now)
            if page is None:
                raise ForgottenError("briefing")
            subscription, notes = await subscribe_to(interaction, page.briefing.subject)
        await reply(interaction, subscription_card(subscription, "Subscribed", notes=notes))


class FormButton(SubscriptionButton, template=digest_ids.FORM):
    """Topics, When, Words and quality, Posting."""

    async def press(self, interaction: Interaction) -> None:
        """Show the form, filled in with what holds now."""
        subscription = await self.subscription(interaction)
        form = digest_ids.read_form_name(self.asked["form"])
        facts = await form_facts(interaction, subscription)
        await show_form(interaction, make_form(form, subscription, facts))


async def form_facts(interaction: Interaction, subscription: Subscription) -> FormFacts:
    """What forms offer for a subscription."""
    store, guild_id = interaction.client.store, interaction.guild_id
    place = seen_place(interaction.guild, subscription.channel_id)
    topics = await complete_topic(store, "", guild_id=guild_id)
    # Discord refuses a form that has a role chosen which is gone.
    pinged = subscription.manner.role_id or 0
    role = interaction.guild.get_role(pinged) if interaction.guild else None
    return FormFacts(topics, place.tags if place else (), role.id if role else None)


class SettingSelect(PersistentSelect, template=digest_ids.SETTING):
    """Stories, stories of one source, what to do with nothing new."""

    async def choose(self, interaction: Interaction, values: list[str]) -> None:
        """Change the setting at once, and show it on the same card."""
        subscription = await by_id(interaction, int(self.asked["subscription_id"]))
        setting, value = digest_ids.read_setting(self.asked["setting"]), "".join(values[:1])
        async with patience(interaction):
            edited = await choose_setting(interaction, subscription, setting, value)
        await redraw(interaction, editor_card(edited, notes=[SAVED]))
