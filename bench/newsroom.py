"""Channels of the simulated Discord that are subscribed to digests, and the bot that serves them.

The bot runs as a process of its own over a database with the owner's documents.
"""

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from simcord.enums import ChannelType

from bot.demo.loopback import LoopbackDiscord
from bot.domain.subscription import ChannelKind, Timing
from bot.domain.subscription_draft import SubscriptionDraft
from bot.services.load_corpus import load_corpus
from bot.services.subscribe_channel import subscribe_channel
from bot.storage.store import open_store

TOKEN = "bench"  # noqa: S105  of the simulated Discord
SEEDS = Path(__file__).parents[1] / "seeds"
# Discord's own limit is 500 channels a server.
_CHANNELS_A_SERVER = 400
_KINDS = {"text": ChannelType.TEXT, "announcement": ChannelType.NEWS, "forum": ChannelType.FORUM}


@dataclass(frozen=True, slots=True)
class Desk:
    """A channel, and the server that it is in."""

    guild_id: int
    channel_id: int
    kind: ChannelKind


def furnish(server: LoopbackDiscord, kinds: Iterable[ChannelKind]) -> list[Desk]:
    """A channel of each kind, in as many servers as it takes."""
    desks: list[Desk] = []
    guild_id = 0
    for number, kind in enumerate(kinds):
        if number % _CHANNELS_A_SERVER == 0:
            guild_id = server.backend.create_guild(f"Server {number}").id
        channel = server.backend.create_channel(guild_id, f"news-{number}", type=_KINDS[kind])
        desks.append(Desk(guild_id, channel.id, kind))
    return desks


async def load(database: Path, corpus: Path = SEEDS) -> None:
    """Fill a new database."""
    async with open_store(database) as store:
        await load_corpus(store, [corpus])


async def subscribe(database: Path, desks: Iterable[Desk], due: datetime) -> None:
    """Subscribe the channels to an edition that is due at a whole minute, past or to come."""
    timing = Timing(time(due.hour, due.minute), "UTC")
    async with open_store(database) as store:
        for desk in desks:
            draft = SubscriptionDraft(desk.guild_id, desk.channel_id, desk.kind, timing)
            await subscribe_channel(store, draft, now=due - timedelta(minutes=1))


def minute(moment: datetime) -> datetime:
    """The whole minute that the moment is in."""
    return moment.replace(second=0, microsecond=0)


def now() -> datetime:
    """The present in UTC."""
    return datetime.now(UTC)


def rows(database: Path, sql: str) -> list[Any]:
    """What a statement reads from the database, beside the bot."""
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        return connection.execute(sql).fetchall()


@asynccontextmanager
async def started_bot(
    server: LoopbackDiscord, database: Path, script: Sequence[str] = ("-m", "bot", "run")
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process, from its first moment; killed in the end if it still lives."""
    nothing = database.with_name("nothing")
    nothing.mkdir(exist_ok=True)
    environment = {
        "NEWSDESK_WATCH": "off",
        "DISCORD_API_BASE": server.api_base,
        "DISCORD_GATEWAY_URL": server.gateway_url,
        "DISCORD_TOKEN": TOKEN,
        "NEWSDESK_DATABASE": str(database),
        "NEWSDESK_CORPUS": str(nothing),
        "NEWSDESK_LOG_LEVEL": "ERROR",
    }
    bot = await asyncio.create_subprocess_exec(
        sys.executable, *script, env={**os.environ, **environment}
    )
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
        await bot.wait()


def posted(server: LoopbackDiscord, desk: Desk) -> list[str]:
    """The markers of all parts that stand in the channel, or in the threads of a forum."""
    backend = server.backend
    places = [desk.channel_id]
    if desk.kind == "forum":
        places = [c.id for c in backend.channels.values() if c.parent_id == desk.channel_id]
    messages = [m for place in places for m in backend.messages.get(place, {}).values()]
    return [marker for message in messages for marker in _markers(message.components)]


def _markers(components: Iterable[dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for component in components:
        if component.get("custom_id", "").startswith("digest:related:"):
            found.append(component["custom_id"])
        found += _markers(component.get("components", ()))
    return found
