"""Channels as places where digests are posted: of what kind, and what the bot lacks there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import discord

from bot.domain.subscription import ChannelKind, Manner
from bot.render.digest_refusals import (
    EveryoneRoleError,
    MissingRightsError,
    NotInServerError,
    UnmentionableRoleError,
    UnusableChannelError,
)

PostableChannel: TypeAlias = discord.TextChannel | discord.ForumChannel | discord.Thread
# What a channel option offers.
POSTABLE = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a server that digests can be posted in, as the bot knows it now."""

    channel: PostableChannel
    kind: ChannelKind

    @property
    def tags(self) -> tuple[tuple[int, str], ...]:
        """The tags that posts of a forum may have, by id and name."""
        if not isinstance(self.channel, discord.ForumChannel):
            return ()
        return tuple((tag.id, tag.name) for tag in self.channel.available_tags)

    def fitting(self, manner: Manner) -> Manner:
        """The manner without what this channel can't do, with a tag where a forum requires one."""
        known = {tag_id for tag_id, _ in self.tags}
        tag_ids = tuple(tag_id for tag_id in manner.tag_ids if tag_id in known)
        return Manner(
            role_id=manner.role_id,
            is_silent=manner.is_silent,
            starts_thread=manner.starts_thread and self.kind in ("text", "announcement"),
            crossposts=manner.crossposts and self.kind == "announcement",
            tag_ids=tag_ids or self._required_tag(),
        )

    def _required_tag(self) -> tuple[int, ...]:
        channel = self.channel
        if not isinstance(channel, discord.ForumChannel) or not channel.flags.require_tag:
            return ()
        # Moderated tags are for moderators alone.
        return tuple(tag.id for tag in channel.available_tags if not tag.moderated)[:1]

    def missing(self, manner: Manner) -> tuple[str, ...]:
        """The permissions by Discord's flags that the bot needs here and lacks."""
        held = self.channel.permissions_for(self.channel.guild.me)
        return tuple(flag for flag in self._needed(manner) if not getattr(held, flag))

    def _needed(self, manner: Manner) -> Iterator[str]:
        yield "view_channel"
        if self.kind != "thread":
            yield "send_messages"
        if self.kind in ("thread", "forum"):
            yield "send_messages_in_threads"
        # After a break it is looked up whether an edition has arrived.
        yield "read_message_history"
        if manner.starts_thread:
            yield "create_public_threads"
        if isinstance(self.channel, discord.Thread) and self.channel.locked:
            yield "manage_threads"

    def lacking(self, manner: Manner) -> tuple[str, ...]:
        """The same, with what it needs to ping a role that not everyone may mention."""
        missing = self.missing(manner)
        if manner.role_id is None or self._may_ping(manner.role_id):
            return missing
        return (*missing, "mention_everyone")

    def require(self, manner: Manner) -> None:
        """Raise a refusal that names what keeps the bot from posting here in that manner."""
        missing = self.missing(manner)
        if missing:
            raise MissingRightsError(self.channel.id, missing)
        if manner.role_id is not None:
            self._require_role(manner.role_id)

    def _require_role(self, role_id: int) -> None:
        if role_id == self.channel.guild.id:
            raise EveryoneRoleError
        if not self._may_ping(role_id):
            raise UnmentionableRoleError(role_id)

    def _may_ping(self, role_id: int) -> bool:
        guild = self.channel.guild
        role = guild.get_role(role_id)
        may_ping_all = self.channel.permissions_for(guild.me).mention_everyone
        return role is not None and (role.mentionable or may_ping_all)


def find_place(guild: discord.Guild | None, channel_id: int) -> Place:
    """The channel as a place for digests; a refusal where it is none, or is out of sight."""
    place = seen_place(guild, channel_id)
    if place is None:
        raise UnusableChannelError(channel_id)
    return place


def seen_place(guild: discord.Guild | None, channel_id: int) -> Place | None:
    """The same, None where it is none."""
    if guild is None or guild.me is None:
        raise NotInServerError
    channel = guild.get_channel_or_thread(channel_id)
    if isinstance(channel, discord.TextChannel):
        return Place(channel, "announcement" if channel.is_news() else "text")
    if isinstance(channel, discord.ForumChannel):
        return Place(channel, "forum")
    if isinstance(channel, discord.Thread) and channel.parent is not None:
        return Place(channel, "thread")
    return None
