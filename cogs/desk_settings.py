"""The /settings commands, with which admins set up the desk of their server."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.desk_settings import MOST_ROLES
from bot.domain.failure import Cause
from bot.gateway.buttons import PersistentButton
from bot.gateway.client import Newsdesk
from bot.gateway.desk_rights import admit_admin
from bot.gateway.replies import patience, redraw, reply
from bot.gateway.review_places import require_review_place, review_channel
from bot.gateway.selects import PersistentSelect
from bot.render import desk_guide as guide
from bot.render import desk_ids
from bot.render.desk_settings import (
    DeskStanding,
    EveryoneModeratesError,
    UnknownRoleError,
    channel_card,
    roles_card,
    settings_card,
)
from bot.services.list_blocked import list_blocked
from bot.services.settle_desk import lose_review_channel, settle_channel, settle_roles

Interaction = discord.Interaction[Newsdesk]
_REVIEWABLE = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]
_SAVED = "-# Saved."


class ReviewChannelOption(app_commands.Transformer):
    """A channel in which suggestions may be reviewed, as Discord describes it."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """An option that takes a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds that are offered."""
        return _REVIEWABLE

    async def transform(
        self,
        _: discord.Interaction[Any],
        value: app_commands.AppCommandChannel | app_commands.AppCommandThread,
        /,
    ) -> int:
        """The channel's id."""
        return value.id


@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class DeskSettingsCog(
    commands.GroupCog, group_name="settings", group_description=guide.SETTINGS, name="desk settings"
):
    """Sets up who moderates and where suggestions are reviewed."""

    def __init__(self, bot: Newsdesk) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Answer buttons and selects, also those of messages sent before a restart."""
        self._bot.add_dynamic_items(RolesSelect, UsualRolesButton, NoChannelButton)

    @app_commands.command(name="desk-roles", description=guide.DESK_ROLES)
    async def desk_roles(self, interaction: Interaction) -> None:
        """Show who moderates, with the choice of roles."""
        newsroom = admit_admin(interaction)
        settings = await interaction.client.store.desk_settings.of(newsroom.guild_id)
        known = _known_roles(interaction, settings.role_ids)
        await reply(interaction, roles_card(settings, known))

    @app_commands.command(name="desk-channel", description=guide.DESK_CHANNEL)
    @app_commands.describe(channel=guide.REVIEW_CHANNEL)
    async def desk_channel(
        self,
        interaction: Interaction,
        channel: app_commands.Transform[int, ReviewChannelOption] | None = None,
    ) -> None:
        """Have suggestions reviewed in a channel, or show where they are."""
        newsroom = admit_admin(interaction)
        store, guild_id = interaction.client.store, newsroom.guild_id
        settings = await store.desk_settings.of(guild_id)
        if channel is not None:
            require_review_place(interaction.guild, channel)
            before = review_channel(interaction.guild, settings.review_channel_id)
            is_gone = not before.is_seen
            async with patience(interaction):
                settings = await settle_channel(store, guild_id, channel, is_old_gone=is_gone)
        place = review_channel(interaction.guild, settings.review_channel_id)
        note = "" if channel is None else _SAVED
        await reply(interaction, channel_card(settings, place, note=note))

    @app_commands.command(description=guide.SHOW_SETTINGS)
    async def show(self, interaction: Interaction) -> None:
        """Show all settings; changes nothing."""
        newsroom = admit_admin(interaction)
        store, guild_id = interaction.client.store, newsroom.guild_id
        settings = await store.desk_settings.of(guild_id)
        place = review_channel(interaction.guild, settings.review_channel_id)
        standing = DeskStanding(
            await store.submissions.count_waiting(guild_id),
            await list_blocked(store, guild_id),
            newsroom.is_trusted,
        )
        await reply(interaction, settings_card(settings, place, standing))

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Note that a review channel is gone."""
        await self._lose(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """Note the same of a thread."""
        await self._lose(thread.guild_id, thread.thread_id)

    async def _lose(self, guild_id: int, channel_id: int) -> None:
        await lose_review_channel(self._bot.store, guild_id, channel_id, Cause.NO_CHANNEL)


def _known_roles(interaction: Interaction, role_ids: Sequence[int]) -> list[int]:
    guild = interaction.guild
    return [role_id for role_id in role_ids if guild is not None and guild.get_role(role_id)]


class RolesSelect(PersistentSelect, template=desk_ids.ROLES):
    """The choice of roles."""

    async def choose(self, interaction: Interaction, values: list[str]) -> None:
        """Store them."""
        newsroom = admit_admin(interaction)
        chosen = list(dict.fromkeys(int(value) for value in values if value.isdecimal()))
        if newsroom.guild_id in chosen:
            raise EveryoneModeratesError
        known = _known_roles(interaction, chosen)
        if not known or known != chosen or len(known) > MOST_ROLES:
            raise UnknownRoleError
        async with patience(interaction):
            settings = await settle_roles(interaction.client.store, newsroom.guild_id, known)
        await redraw(interaction, roles_card(settings, known, note=_SAVED))


class UsualRolesButton(PersistentButton, template=desk_ids.USUAL_ROLES):
    """Back to Manage Messages."""

    async def press(self, interaction: Interaction) -> None:
        """Let those moderate again who may manage messages."""
        newsroom = admit_admin(interaction)
        async with patience(interaction):
            settings = await settle_roles(interaction.client.store, newsroom.guild_id, ())
        await redraw(interaction, roles_card(settings, (), note=_SAVED))


class NoChannelButton(PersistentButton, template=desk_ids.NO_CHANNEL):
    """In the queue only."""

    async def press(self, interaction: Interaction) -> None:
        """Post no more cards; those that were posted go on to work."""
        newsroom = admit_admin(interaction)
        store, guild_id = interaction.client.store, newsroom.guild_id
        settings = await store.desk_settings.of(guild_id)
        before = review_channel(interaction.guild, settings.review_channel_id)
        is_gone = not before.is_seen
        async with patience(interaction):
            settings = await settle_channel(store, guild_id, None, is_old_gone=is_gone)
        view = channel_card(settings, review_channel(interaction.guild, None), note=_SAVED)
        await redraw(interaction, view)
