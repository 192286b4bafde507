"""The /news command: a question to the archive, and the buttons under its answers."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.period import read_limits
from bot.domain.search import ResultPage, SearchQuery, SearchResult
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.replies import patience, redraw, reply
from bot.render import custom_ids, guide
from bot.render.choices import Choices, tally_choices, text_choices
from bot.render.refusals import ForgottenError, VanishedError
from bot.render.related import related_card
from bot.render.results import answer_card, page_card, shared_card
from bot.render.why import why_card
from bot.services.ask_news import ask_literally, ask_news
from bot.services.complete import complete_query, complete_source, complete_topic
from bot.services.explain_page import explain_page
from bot.services.find_related import find_related
from bot.services.turn_page import turn_page

Interaction = discord.Interaction[Newsdesk]
Words = app_commands.Range[str, 1, 200]
Name = app_commands.Range[str, 1, 100]
When = app_commands.Range[str, 1, 40]
BEST, NEWEST = "best", "newest"


class News(commands.Cog):
    """Asks the archive."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Answer buttons, also those of messages sent before a restart."""
        self._bot.add_dynamic_items(
            PageButton, ShareButton, WhyButton, LiteralButton, RelatedButton, RetryButton
        )

    @app_commands.command(description=guide.NEWS)
    @app_commands.describe(
        query=guide.NEWS_QUERY,
        topic=guide.NEWS_TOPIC,
        source=guide.NEWS_SOURCE,
        after=guide.NEWS_AFTER,
        before=guide.NEWS_BEFORE,
        on=guide.NEWS_ON,
        sort=guide.NEWS_SORT,
    )
    @app_commands.choices(
        sort=[
            app_commands.Choice(name=guide.BEST_FIRST, value=BEST),
            app_commands.Choice(name=guide.NEWEST_FIRST, value=NEWEST),
        ]
    )
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def news(  # noqa: PLR0913 - the options of a command are its parameters
        self,
        interaction: Interaction,
        *,
        query: Words,
        topic: Name | None = None,
        source: Name | None = None,
        after: When | None = None,
        before: When | None = None,
        on: When | None = None,
        sort: str = BEST,
    ) -> None:
        """Answer with the first page, for the asker alone."""
        since, until = read_limits(after, before, on, now=interaction.created_at)
        question = SearchQuery(query, topic, source, since, until, by_date=sort == NEWEST)
        async with patience(interaction):
            answer = await ask(interaction, question)
        await reply(interaction, answer_card(answer, now=interaction.created_at))

    @news.autocomplete("query")
    async def offer_queries(self, interaction: Interaction, typed: str) -> Choices:
        """Offer searches, topics and titles."""
        store, guild_id = interaction.client.store, interaction.guild_id
        now = interaction.created_at
        return text_choices(await complete_query(store, typed, guild_id=guild_id, now=now))

    @news.autocomplete("topic")
    async def offer_topics(self, interaction: Interaction, typed: str) -> Choices:
        """Offer topics with their counts."""
        store, guild_id = interaction.client.store, interaction.guild_id
        return tally_choices(await complete_topic(store, typed, guild_id=guild_id))

    @news.autocomplete("source")
    async def offer_sources(self, interaction: Interaction, typed: str) -> Choices:
        """Offer sources with their counts."""
        store, guild_id = interaction.client.store, interaction.guild_id
        return tally_choices(await complete_source(store, typed, guild_id=guild_id))


async def ask(interaction: Interaction, question: SearchQuery) -> ResultPage | SearchResult:
    """Ask on behalf of the member, here and now."""
    with interaction.client.metrics.searching():
        return await ask_news(
            interaction.client.store,
            question,
            guild_id=interaction.guild_id,
            member_id=interaction.user.id,
            now=interaction.created_at,
        )


class AnswerButton(PersistentButton, template=r"(?!)"):
    """A button that concerns one page of a remembered answer."""

    async def page(self, interaction: Interaction) -> ResultPage:
        """Return the page that the id names, or raise ForgottenError."""
        list_id, number = self.asked["list_id"], int(self.asked["number"])
        store, guild_id = interaction.client.store, interaction.guild_id
        page = await turn_page(store, list_id, number, guild_id=guild_id)
        if page is None:
            raise ForgottenError
        return page


class PageButton(AnswerButton, template=custom_ids.PAGE):
    """Next and Previous."""

    async def press(self, interaction: Interaction) -> None:
        """Turn the page in place; the id names the page, so a double press turns but one."""
        await redraw(interaction, page_card(await self.page(interaction)))


class ShareButton(AnswerButton, template=custom_ids.SHARE):
    """Share to channel."""

    async def press(self, interaction: Interaction) -> None:
        """Post the page that the member saw as an answer for everyone in the channel."""
        page = await self.page(interaction)
        interaction.client.share_gate.admit(interaction, self.custom_id)
        view = shared_card(page, sharer_id=interaction.user.id)
        await reply(interaction, view, private=False)


class WhyButton(AnswerButton, template=custom_ids.WHY):
    """Why this order?"""

    async def press(self, interaction: Interaction) -> None:
        """Explain the order of the page, to the one who asks."""
        list_id, number = self.asked["list_id"], int(self.asked["number"])
        store, guild_id = interaction.client.store, interaction.guild_id
        now = interaction.created_at
        page = await explain_page(store, list_id, number, guild_id=guild_id, now=now)
        if page is None:
            raise ForgottenError
        await reply(interaction, why_card(page))


class LiteralButton(PersistentButton, template=custom_ids.LITERAL):
    """Search for what was typed, instead of what was understood."""

    async def press(self, interaction: Interaction) -> None:
        """Ask again without corrections, in place of the answer with them."""
        now = interaction.created_at
        async with patience(interaction):
            answer = await ask_literally(
                interaction.client.store,
                self.asked["list_id"],
                guild_id=interaction.guild_id,
                member_id=interaction.user.id,
                now=now,
            )
        if answer is None:
            raise ForgottenError
        await redraw(interaction, answer_card(answer, now=now))


class RelatedButton(PersistentButton, template=custom_ids.RELATED):
    """Related."""

    async def press(self, interaction: Interaction) -> None:
        """Show what is related to an article, to the one who asks."""
        article_id = int(self.asked["article_id"])
        store, guild_id = interaction.client.store, interaction.guild_id
        news = await find_related(store, article_id, guild_id=guild_id)
        if news is None:
            raise VanishedError
        await reply(interaction, related_card(news))


class RetryButton(PersistentButton, template=custom_ids.RETRY):
    """A near spelling or topic, offered where nothing was found."""

    async def press(self, interaction: Interaction) -> None:
        """Ask for it instead, in place of the card that offered it."""
        async with patience(interaction):
            answer = await ask(interaction, custom_ids.retried(self.asked))
        await redraw(interaction, answer_card(answer, now=interaction.created_at))
