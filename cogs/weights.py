"""Pinning, boosting and muting articles, sources and topics for some days."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.desk_act import Weight
from bot.domain.desk_weight import MOST_DAYS, Target
from bot.domain.newsroom import Newsroom
from bot.domain.standing_weight import StandingWeight
from bot.gateway.client import Newsdesk
from bot.gateway.desk_press import LONGEST_WHY, press_of
from bot.gateway.desk_rights import admit_moderator, is_moderator
from bot.gateway.named_articles import named_article, offer_articles
from bot.gateway.outcomes import tell
from bot.gateway.replies import patience
from bot.render import desk_guide
from bot.render.article_refusals import NoSuchWeightError
from bot.render.choices import Choices, tally_choices
from bot.render.desk_choices import weight_choices
from bot.services.complete import complete_source, complete_topic
from bot.services.list_weights import list_weights
from bot.services.weigh import lift_weight, weigh

Interaction = discord.Interaction[Newsdesk]
Kind = Literal["article", "source", "topic"]
Name = app_commands.Range[str, 1, 500]
Days = app_commands.Range[int, 1, MOST_DAYS]
Why = app_commands.Range[str, 1, LONGEST_WHY]
_USUAL_DAYS = 7
_TARGETS: dict[str, Target] = {"article": "article", "source": "provider", "topic": "topic"}


class Weights(commands.Cog):
    """Lets moderators say what counts for more, or not at all, for some days."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Add the commands."""
        group = self._bot.desk.article
        group.command(name="pin", description=desk_guide.PIN)(pin)
        group.command(name="boost", description=desk_guide.BOOST)(boost)
        group.command(name="mute", description=desk_guide.MUTE)(mute)
        group.command(name="lift", description=desk_guide.LIFT)(lift)


async def offer_names(interaction: Interaction, typed: str) -> Choices:
    """Offer articles, sources or topics, as the option before says."""
    store, guild_id = interaction.client.store, interaction.guild_id or 0
    match str(interaction.namespace.target or ""):
        case "source":
            return tally_choices(await complete_source(store, typed, guild_id=guild_id))
        case "topic":
            return tally_choices(await complete_topic(store, typed, guild_id=guild_id))
        case _:
            return await offer_articles(interaction, typed)


_DESCRIBED = {
    "target": desk_guide.WEIGHT_TARGET,
    "name": desk_guide.WEIGHT_NAME,
    "days": desk_guide.WEIGHT_DAYS,
    "reason": desk_guide.REASON,
}


@app_commands.describe(**_DESCRIBED)
@app_commands.autocomplete(name=offer_names)
async def pin(
    interaction: Interaction,
    target: Kind,
    name: Name,
    days: Days = _USUAL_DAYS,
    reason: Why | None = None,
) -> None:
    """Have something lead."""
    await _weigh(interaction, Weight.PIN, (target, name), days, reason)


@app_commands.describe(**_DESCRIBED)
@app_commands.autocomplete(name=offer_names)
async def boost(
    interaction: Interaction,
    target: Kind,
    name: Name,
    days: Days = _USUAL_DAYS,
    reason: Why | None = None,
) -> None:
    """Have something count for more."""
    await _weigh(interaction, Weight.BOOST, (target, name), days, reason)


@app_commands.describe(**_DESCRIBED)
@app_commands.autocomplete(name=offer_names)
async def mute(
    interaction: Interaction,
    target: Kind,
    name: Name,
    days: Days = _USUAL_DAYS,
    reason: Why | None = None,
) -> None:
    """Keep something out."""
    await _weigh(interaction, Weight.MUTE, (target, name), days, reason)


async def _weigh(
    interaction: Interaction, weight: Weight, named: tuple[str, str], days: int, why: str | None
) -> None:
    newsroom = await admit_moderator(interaction)
    target, name = _TARGETS[named[0]], named[1]
    async with patience(interaction):
        if target == "article":
            name = (await named_article(interaction, newsroom, name)).draft.key
        store, press = interaction.client.store, press_of(interaction, why or "")
        outcome = await weigh(store, newsroom, weight, target, name, days, press=press)
    await tell(interaction, outcome)


async def offer_standing(interaction: Interaction, typed: str) -> Choices:
    """Offer what holds, to those who may end it."""
    if not await is_moderator(interaction):
        return []
    newsroom = await admit_moderator(interaction)
    return weight_choices(await _standing(interaction, newsroom), typed)


@app_commands.describe(what=desk_guide.LIFT_WHAT, reason=desk_guide.REASON)
@app_commands.autocomplete(what=offer_standing)
async def lift(interaction: Interaction, what: Name, reason: Why | None = None) -> None:
    """End a pin, boost or mute."""
    newsroom = await admit_moderator(interaction)
    async with patience(interaction):
        chosen = _chosen(await _standing(interaction, newsroom), what)
        store, press = interaction.client.store, press_of(interaction, reason or "")
        outcome = await lift_weight(
            store, newsroom, chosen.weight, chosen.target, chosen.name, press=press
        )
    await tell(interaction, outcome)


async def _standing(interaction: Interaction, newsroom: Newsroom) -> tuple[StandingWeight, ...]:
    store, now = interaction.client.store, interaction.created_at
    return await list_weights(store, newsroom, now=now)


def _chosen(standing: tuple[StandingWeight, ...], what: str) -> StandingWeight:
    """The one that was chosen, or the only one whose name was typed; a refusal for others."""
    wanted = what.strip().casefold()
    found = [each for each in standing if what.strip() == each.value]
    found = found or [
        each for each in standing if wanted in (each.title.casefold(), each.name.casefold())
    ]
    if len(found) != 1:
        raise NoSuchWeightError(what)
    return found[0]
