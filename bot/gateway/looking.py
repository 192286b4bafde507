"""Looks through a channel's history for a post that may be there."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.domain.claimed_post import LOOK_LEASE, ClaimedPost
from bot.domain.failure import Cause
from bot.errors import NewsdeskError
from bot.gateway.answers import failure_of
from bot.gateway.governor import Trail
from bot.gateway.sending import SentMessage
from bot.render.digest_ids import is_marked

# How far Discord's clock may be from ours, and how long a post may have been on its way.
_SLACK = timedelta(hours=1)
_PAGE = 100
# A history in which more was written about that time is too long to be read.
_MOST_PAGES = 50
_SETTLED = frozenset(
    [Cause.NO_CHANNEL, Cause.NO_ACCESS, Cause.NO_PERMISSION, Cause.FORBIDDEN, Cause.THREAD_CLOSED]
)


class UnreadableHistoryError(NewsdeskError):
    """The bot may not read the history, or it is too long to be read; asking again won't help."""


async def find_post(client: discord.Client, claimed: ClaimedPost) -> SentMessage | None:
    """The message of a post in doubt, None if the channel surely has none.

    Raises UnreadableHistoryError; anything else that is raised will pass.
    """
    try:
        async with asyncio.timeout(LOOK_LEASE.total_seconds() / 2):
            await _require_rights(client, claimed)
            search = _in_forum if claimed.kind == "forum" and claimed.part == 0 else _in_channel
            return await search(client, claimed)
    except discord.HTTPException as error:
        if failure_of(error, Trail()).cause in _SETTLED:
            raise UnreadableHistoryError from error
        raise


async def _require_rights(client: discord.Client, claimed: ClaimedPost) -> None:
    """Discord gives an empty history, and no error, to whom may not read it."""
    guild = client.get_guild(claimed.guild_id)
    if guild is None or guild.unavailable:
        # On a new session, servers come one after the other.
        raise ConnectionError(f"server {claimed.guild_id} is not there now")
    channel = guild.get_channel_or_thread(claimed.channel_id)
    if channel is None:
        # As an archived thread; in a server there are channels of a server only.
        fetched: Any = await client.fetch_channel(claimed.channel_id)
        channel = fetched
    rights = channel.permissions_for(guild.me)
    if not (rights.view_channel and rights.read_message_history):
        raise UnreadableHistoryError


async def _in_channel(client: discord.Client, claimed: ClaimedPost) -> SentMessage | None:
    channel_id = claimed.thread_id or claimed.channel_id
    async for message in _messages(client, channel_id, claimed):
        if _is_marked(client, message, claimed):
            return SentMessage(int(message["id"]))
    return None


async def _messages(
    client: discord.Client, channel_id: int, claimed: ClaimedPost
) -> AsyncIterator[dict[str, Any]]:
    """All messages of the time in which the post may have been made, the newest first."""
    first, before = _earliest(claimed), _latest(claimed)
    for _ in range(_MOST_PAGES):
        page: Any = await client.http.logs_from(channel_id, _PAGE, before=before)
        for message in page:
            if int(message["id"]) < first:
                return
            yield message
        if len(page) < _PAGE:
            return
        before = int(page[-1]["id"])
    raise UnreadableHistoryError


async def _in_forum(client: discord.Client, claimed: ClaimedPost) -> SentMessage | None:
    """The thread among those that the bot has opened; its id is that of its first message."""
    active: Any = await client.http.get_active_threads(claimed.guild_id)
    archived: Any = await client.http.get_public_archived_threads(claimed.channel_id, limit=_PAGE)
    for thread in (*active["threads"], *archived["threads"]):
        if _may_be(client, thread, claimed):
            page: Any = await client.http.logs_from(int(thread["id"]), _PAGE, after=1)
            if any(_is_marked(client, message, claimed) for message in page):
                return SentMessage(int(thread["id"]))
    return None


def _may_be(client: discord.Client, thread: dict[str, Any], claimed: ClaimedPost) -> bool:
    if int(thread["parent_id"]) != claimed.channel_id or not _is_own(client, thread["owner_id"]):
        return False
    return _earliest(claimed) <= int(thread["id"]) <= _latest(claimed)


def _is_marked(client: discord.Client, message: dict[str, Any], claimed: ClaimedPost) -> bool:
    if not _is_own(client, message["author"]["id"]):
        return False
    return is_marked(custom_ids(message["components"]), claimed.edition_id, claimed.part)


def _is_own(client: discord.Client, user_id: str) -> bool:
    return client.user is not None and int(user_id) == client.user.id


def custom_ids(components: Iterable[dict[str, Any]]) -> set[str]:
    """The ids of all buttons of a message as Discord sends it."""
    ids: set[str] = set()
    for component in components:
        ids |= {component.get("custom_id", ""), *custom_ids(component.get("components", ()))}
        ids |= custom_ids([component["accessory"]]) if component.get("accessory") else set()
    return ids


def _earliest(claimed: ClaimedPost) -> int:
    doubt: datetime = claimed.post.doubt_since or claimed.post.due
    return discord.utils.time_snowflake(doubt - _SLACK)


def _latest(claimed: ClaimedPost) -> int:
    attempted: datetime = claimed.post.attempted or claimed.post.due
    return discord.utils.time_snowflake(attempted + _SLACK, high=True)
