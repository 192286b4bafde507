"""The /briefing command: what happened on a topic, and the buttons under its answers."""

import asyncio
from io import BytesIO

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.domain.briefing import (
    MOST_STORIES,
    USUAL_STORIES,
    BriefingPage,
    BriefingQuery,
    NoBriefing,
)
from bot.domain.briefing_period import read_period
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.replies import patience, redraw, reply
from bot.render import custom_ids, guide
from bot.render.briefing import CHART_FILE, briefing_card, no_briefing_card, shared_briefing_card
from bot.render.chart import draw_chart
from bot.render.choices import Choices, period_choices, tally_choices
from bot.render.refusals import ForgottenError
from bot.services.ask_briefing import Step, ask_briefing, ask_otherwise, turn_briefing
from bot.services.complete import complete_topic
from bot.services.complete_period import complete_period

Interaction = discord.Interaction[Newsdesk]
Topic = app_commands.Range[str, 1, 100]
When = app_commands.Range[str, 1, 40]
Stories = app_commands.Range[int, 1, MOST_STORIES]
Shown = tuple[ui.LayoutView, list[discord.File]]


class Briefings(commands.Cog):
    """Briefs on a topic."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Answer buttons, also those of messages sent before a restart."""
        self._bot.add_dynamic_items(
            BriefingPageButton, BriefingShareButton, BriefingStepButton, BriefingAboutButton
        )

    @app_commands.command(description=guide.BRIEFING)
    @app_commands.describe(
        topic=guide.BRIEFING_TOPIC,
        period=guide.BRIEFING_PERIOD,
        on=guide.BRIEFING_ON,
        stories=guide.BRIEFING_STORIES,
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def briefing(
        self,
        interaction: Interaction,
        *,
        topic: Topic | None = None,
        period: When | None = None,
        on: When | None = None,
        stories: Stories = USUAL_STORIES,
    ) -> None:
        """Answer with the first page, for the asker alone."""
        span = read_period(period, on, now=interaction.created_at)
        async with patience(interaction):
            view, files = await brief(interaction, BriefingQuery(topic or "", span, stories))
        await reply(interaction, view, files=files)

    @briefing.autocomplete("topic")
    async def offer_topics(self, interaction: Interaction, typed: str) -> Choices:
        """Offer topics with their counts."""
        store, guild_id = interaction.client.store, interaction.guild_id
        return tally_choices(await complete_topic(store, typed, guild_id=guild_id))

    @briefing.autocomplete("period")
    async def offer_periods(self, interaction: Interaction, typed: str) -> Choices:
        """Offer spans and months."""
        store, guild_id = interaction.client.store, interaction.guild_id
        now = interaction.created_at
        return period_choices(await complete_period(store, typed, guild_id=guild_id, now=now))


async def brief(interaction: Interaction, query: BriefingQuery) -> Shown:
    """Brief the member, here and now."""
    store, guild_id = interaction.client.store, interaction.guild_id
    now = interaction.created_at
    return await shown(interaction, await ask_briefing(store, query, guild_id=guild_id, now=now))


async def shown(interaction: Interaction, answer: BriefingPage | NoBriefing) -> Shown:
    """The card of an answer with what is attached to it."""
    if isinstance(answer, NoBriefing):
        return no_briefing_card(answer), []
    may_subscribe = interaction.guild_id is not None and interaction.permissions.manage_guild
    view = briefing_card(answer, may_subscribe=may_subscribe)
    return view, [await chart_file(answer)]


async def chart_file(page: BriefingPage) -> discord.File:
    """The chart, drawn beside the event loop."""
    picture = await asyncio.to_thread(draw_chart, page.briefing.chart)
    return discord.File(BytesIO(picture), CHART_FILE)


class BriefingButton(PersistentButton, template=r"(?!)"):
    """A button that concerns one page of a remembered briefing."""

    async def page(self, interaction: Interaction) -> BriefingPage:
        """Return the page that the id names, or raise ForgottenError."""
        list_id, number = self.asked["list_id"], int(self.asked["number"])
        store, guild_id = interaction.client.store, interaction.guild_id
        page = await turn_briefing(
            store, list_id, number, guild_id=guild_id, now=interaction.created_at
        )
        if page is None:
            raise ForgottenError("briefing")
        return page


class BriefingPageButton(BriefingButton, template=custom_ids.BRIEF_PAGE):
    """Next stories."""

    async def press(self, interaction: Interaction) -> None:
        """Turn the page in place; the id names the page, so a double press turns but one."""
        async with patience(interaction):
            view, files = await shown(interaction, await self.page(interaction))
        await redraw(interaction, view, files=files)


class BriefingShareButton(BriefingButton, template=custom_ids.BRIEF_SHARE):
    """Share to channel."""

    async def press(self, interaction: Interaction) -> None:
        """Post the page that the member saw, with its chart, for everyone in the channel."""
        page = await self.page(interaction)
        interaction.client.share_gate.admit(interaction, self.custom_id)
        view = shared_briefing_card(page, sharer_id=interaction.user.id)
        await reply(interaction, view, private=False, files=[await chart_file(page)])


class BriefingStepButton(PersistentButton, template=custom_ids.BRIEF_STEP):
    """Shorter and Longer period."""

    async def press(self, interaction: Interaction) -> None:
        """Brief on the same over another period, in place of what was there."""
        store, guild_id = interaction.client.store, interaction.guild_id
        list_id, now = self.asked["list_id"], interaction.created_at
        step: Step = "shorter" if self.asked["step"] == "shorter" else "longer"
        async with patience(interaction):
            answer = await ask_otherwise(store, list_id, step, guild_id=guild_id, now=now)
            if answer is None:
                raise ForgottenError("briefing")
            view, files = await shown(interaction, answer)
        await redraw(interaction, view, files=files)


class BriefingAboutButton(PersistentButton, template=custom_ids.BRIEF_ABOUT):
    """A topic that may be meant, offered where there was nothing to brief on."""

    async def press(self, interaction: Interaction) -> None:
        """Brief on it instead, in place of the card that offered it."""
        async with patience(interaction):
            view, files = await brief(interaction, BriefingQuery(self.asked["about"]))
        await redraw(interaction, view, files=files)
