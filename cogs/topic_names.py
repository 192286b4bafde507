"""Giving topics other names in a server, and taking them away."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.desk_outcome import Refused
from bot.gateway.client import Newsdesk
from bot.gateway.desk_press import LONGEST_WHY, press_of
from bot.gateway.desk_rights import admit_moderator, is_moderator
from bot.gateway.outcomes import tell
from bot.gateway.replies import patience
from bot.render import desk_guide
from bot.render.alias_choices import alias_choices
from bot.render.article_refusals import NoSuchNameError
from bot.render.choices import Choices, tally_choices
from bot.services.alias_topic import alias_topic, forget_alias
from bot.services.complete import complete_topic
from bot.services.list_aliases import list_aliases

Interaction = discord.Interaction[Newsdesk]
Name = app_commands.Range[str, 1, 100]
Why = app_commands.Range[str, 1, LONGEST_WHY]


class TopicNames(commands.Cog):
    """Lets moderators say what else their members call a topic."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Add the commands."""
        group = self._bot.desk.article
        group.command(name="topic-name", description=desk_guide.TOPIC_NAME)(name_topic)
        group.command(name="topic-name-remove", description=desk_guide.REMOVE_NAME)(remove_name)


async def offer_topics(interaction: Interaction, typed: str) -> Choices:
    """Offer topics of the archive, to anyone: they are those that members find as well."""
    guild_id = interaction.guild_id or 0
    return tally_choices(await complete_topic(interaction.client.store, typed, guild_id=guild_id))


@app_commands.describe(
    name=desk_guide.OTHER_NAME, topic=desk_guide.NAMED_TOPIC, reason=desk_guide.REASON
)
@app_commands.autocomplete(topic=offer_topics)
async def name_topic(
    interaction: Interaction, name: Name, topic: Name, reason: Why | None = None
) -> None:
    """Call a topic by another name too."""
    newsroom = await admit_moderator(interaction)
    async with patience(interaction):
        store, press = interaction.client.store, press_of(interaction, reason or "")
        outcome = await alias_topic(store, newsroom, name, topic, press=press)
    await tell(interaction, outcome)


async def offer_given(interaction: Interaction, typed: str) -> Choices:
    """Offer names that were given here, to those who may take them away."""
    if not await is_moderator(interaction):
        return []
    newsroom = await admit_moderator(interaction)
    return alias_choices(await list_aliases(interaction.client.store, newsroom), typed)


@app_commands.describe(name=desk_guide.GIVEN_NAME, reason=desk_guide.REASON)
@app_commands.autocomplete(name=offer_given)
async def remove_name(interaction: Interaction, name: Name, reason: Why | None = None) -> None:
    """Take a name away that was given to a topic here."""
    newsroom = await admit_moderator(interaction)
    async with patience(interaction):
        store, press = interaction.client.store, press_of(interaction, reason or "")
        outcome = await forget_alias(store, newsroom, name, press=press)
    if isinstance(outcome, Refused) and outcome.refusal.act is None:
        raise NoSuchNameError(name)
    await tell(interaction, outcome)
