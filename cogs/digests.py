"""The /digest commands, with which admins have channels get digests."""

from io import BytesIO
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.subscription import MOST_STORIES, USUAL_STORIES, Activity
from bot.domain.subscription_document import write_document
from bot.gateway.admission import admit
from bot.gateway.client import Newsdesk
from bot.gateway.digest_desk import (
    change_activity,
    history_view,
    of_channel,
    post_now,
    show_explanation,
    show_preview,
    status_view,
)
from bot.gateway.importing import import_document
from bot.gateway.places import POSTABLE
from bot.gateway.replies import patience, reply
from bot.gateway.subscribing import Wish, copy_digest, subscribe
from bot.render import digest_guide as guide
from bot.render.choices import Choices, text_choices
from bot.render.digest_choices import topic_list_choices, zone_choices
from bot.render.digest_editor import editor_card
from bot.render.digest_transfer import EXPORT_FILE, exported_card, imported_card
from bot.render.subscription_card import ending_card, list_card, subscription_card
from bot.services.complete import complete_query
from bot.services.complete_zone import complete_zone
from bot.services.find_subscription import list_subscriptions
from bot.services.resolve_topics import complete_topics

Interaction = discord.Interaction[Newsdesk]
AnyChannel = app_commands.AppCommandChannel | app_commands.AppCommandThread


class ChannelOption(app_commands.Transformer):
    """A channel that may get digests, as Discord describes it: threads may be out of sight."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """An option that takes a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds that are offered."""
        return POSTABLE

    async def transform(self, _: discord.Interaction[Any], value: AnyChannel, /) -> int:
        """The channel's id."""
        return value.id


Channel = app_commands.Transform[int, ChannelOption]
Topics = app_commands.Range[str, 1, 600]
Article = app_commands.Range[str, 1, 500]
Short = app_commands.Range[str, 1, 100]
Stories = app_commands.Range[int, 1, MOST_STORIES]


@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class Digests(commands.GroupCog, group_name="digest", group_description=guide.DIGEST):
    """Manages the digests of a server's channels."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    @app_commands.command(description=guide.SUBSCRIBE)
    @app_commands.describe(
        channel=guide.CHANNEL,
        topics=guide.TOPICS,
        time=guide.TIME,
        timezone=guide.TIMEZONE,
        days=guide.DAYS,
        stories=guide.STORIES,
        role=guide.ROLE,
    )
    async def subscribe(  # noqa: PLR0913 - the options of a command are its parameters
        self,
        interaction: Interaction,
        *,
        channel: Channel | None = None,
        topics: Topics = "",
        time: Short = "09:00",
        timezone: Short | None = None,
        days: Short = "daily",
        stories: Stories = USUAL_STORIES,
        role: discord.Role | None = None,
    ) -> None:
        """Subscribe a channel, and answer with its next run."""
        wish = Wish(channel, topics, time, timezone, days, stories, role.id if role else None)
        async with patience(interaction):
            subscription, notes = await subscribe(interaction, wish)
        await reply(interaction, subscription_card(subscription, "Subscribed", notes=notes))

    @subscribe.autocomplete("topics")
    async def offer_topics(self, interaction: Interaction, typed: str) -> Choices:
        """Offer topics, each behind those that were chosen."""
        store, guild_id = interaction.client.store, interaction.guild_id
        return topic_list_choices(await complete_topics(store, typed, guild_id=guild_id))

    @subscribe.autocomplete("timezone")
    async def offer_zones(self, interaction: Interaction, typed: str) -> Choices:
        """Offer time zones with what their clocks show."""
        store, now = interaction.client.store, interaction.created_at
        guild_id = interaction.guild_id or 0
        return zone_choices(await complete_zone(store, typed, guild_id=guild_id, now=now))

    @app_commands.command(name="list", description=guide.LIST)
    async def show_list(self, interaction: Interaction) -> None:
        """Show all subscriptions of the server."""
        guild_id = await admit(interaction)
        found = await list_subscriptions(interaction.client.store, guild_id=guild_id)
        await reply(interaction, list_card(found))

    @app_commands.command(description=guide.PREVIEW)
    @app_commands.describe(channel=guide.SUBSCRIBED_CHANNEL)
    async def preview(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Show the next edition; changes nothing."""
        await show_preview(interaction, await of_channel(interaction, channel))

    @app_commands.command(description=guide.EDIT)
    @app_commands.describe(channel=guide.SUBSCRIBED_CHANNEL)
    async def edit(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Show the settings with all that changes them."""
        await reply(interaction, editor_card(await of_channel(interaction, channel)))

    @app_commands.command(description=guide.PAUSE)
    @app_commands.describe(channel=guide.SUBSCRIBED_CHANNEL)
    async def pause(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Post nothing until it is resumed."""
        subscription = await of_channel(interaction, channel)
        paused = await change_activity(interaction, subscription, Activity.PAUSED)
        await reply(interaction, subscription_card(paused, "Paused"))

    @app_commands.command(description=guide.RESUME)
    @app_commands.describe(channel=guide.SUBSCRIBED_CHANNEL)
    async def resume(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Post again, also where posting was given up."""
        subscription = await of_channel(interaction, channel)
        resumed = await change_activity(interaction, subscription, Activity.ACTIVE)
        await reply(interaction, subscription_card(resumed, "Resumed"))

    @app_commands.command(description=guide.UNSUBSCRIBE)
    @app_commands.describe(channel=guide.SUBSCRIBED_CHANNEL)
    async def unsubscribe(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Ask whether the channel is to get no more editions."""
        await reply(interaction, ending_card(await of_channel(interaction, channel)))

    @app_commands.command(name="send-now", description=guide.SEND_NOW)
    @app_commands.describe(channel=guide.SUBSCRIBED_CHANNEL)
    async def send_now(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Post an edition of what is new."""
        await post_now(interaction, await of_channel(interaction, channel))

    @app_commands.command(description=guide.STATUS)
    @app_commands.describe(channel=guide.SUBSCRIBED_CHANNEL)
    async def status(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Show how a subscription stands; changes nothing."""
        subscription = await of_channel(interaction, channel)
        await reply(interaction, await status_view(interaction, subscription))

    @app_commands.command(description=guide.HISTORY)
    @app_commands.describe(channel=guide.SUBSCRIBED_CHANNEL)
    async def history(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Show past editions and misses."""
        subscription = await of_channel(interaction, channel)
        await reply(interaction, await history_view(interaction, subscription))

    @app_commands.command(description=guide.EXPLAIN)
    @app_commands.describe(article=guide.ARTICLE, channel=guide.SUBSCRIBED_CHANNEL)
    async def explain(
        self, interaction: Interaction, article: Article, channel: Channel | None = None
    ) -> None:
        """Say why an article is in an edition or isn't; changes nothing."""
        await show_explanation(interaction, await of_channel(interaction, channel), article)

    @explain.autocomplete("article")
    async def offer_articles(self, interaction: Interaction, typed: str) -> Choices:
        """Offer titles."""
        store, guild_id = interaction.client.store, interaction.guild_id
        now = interaction.created_at
        found = await complete_query(store, typed, guild_id=guild_id, now=now)
        return text_choices(one for one in found if one.kind == "title")

    @app_commands.command(description=guide.COPY)
    @app_commands.describe(source=guide.COPY_FROM, target=guide.COPY_TO)
    @app_commands.rename(source="from", target="to")
    async def copy(self, interaction: Interaction, source: Channel, target: Channel) -> None:
        """Give a channel the same digest as another."""
        async with patience(interaction):
            copied = await copy_digest(interaction, source, target)
        await reply(interaction, subscription_card(copied, "Copied to"))

    @app_commands.command(description=guide.EXPORT)
    @app_commands.describe(channel=guide.EXPORTED_CHANNEL)
    async def export(self, interaction: Interaction, channel: Channel | None = None) -> None:
        """Hand out the settings of one channel or all."""
        guild_id = await admit(interaction)
        if channel is not None:
            found = [await of_channel(interaction, channel)]
        else:
            found = await list_subscriptions(interaction.client.store, guild_id=guild_id)
        if not found:
            await reply(interaction, list_card(found))
            return
        file = discord.File(BytesIO(write_document(found)), EXPORT_FILE)
        await reply(interaction, exported_card(len(found)), files=[file])

    @app_commands.command(name="import", description=guide.IMPORT)
    @app_commands.describe(file=guide.FILE)
    async def take_in(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Subscribe the channels of a file as it says, all or none."""
        async with patience(interaction):
            taken = await import_document(interaction, file)
        await reply(interaction, imported_card(taken))
