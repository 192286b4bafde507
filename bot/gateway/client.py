"""The Discord client of Newsdesk: what it asks of Discord, and how long its resources live."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import TypeAlias

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.newsroom import Newsroom
from bot.domain.vitals import GATEWAY_WITHIN
from bot.errors import GatewayLostError
from bot.gateway.desk_commands import DeskCommands
from bot.gateway.errors import answer_error
from bot.gateway.flood_gate import FloodGate
from bot.gateway.governor import Governor
from bot.gateway.journeys import Journeys, follow
from bot.gateway.page_gate import PageGate
from bot.gateway.previews import Previews
from bot.gateway.sharing import ShareGate
from bot.gateway.suggestion_gate import SuggestionGate
from bot.render.refusals import FloodError
from bot.services.read_page import PageSource
from bot.storage.store import Store
from bot.telemetry.health import Health
from bot.telemetry.metrics import Metrics

# The path of a first answer: the interaction's id comes second.
_FIRST_ANSWER = re.compile(r"/interactions/(\d+)/[^/]+/callback\Z")
Lifespan: TypeAlias = Callable[["Newsdesk"], AbstractAsyncContextManager[None]]


class Newsdesk(commands.Bot):
    """A client with slash commands only; one shard carries Discord's 2,500 servers.

    `lifespan` opens what the bot needs once it has logged in and closes it after the connection;
    it sets `store`. `command_ids` maps command names to Discord's ids, for clickable mentions;
    `share_gate` counts what members share; `governor` keeps all calls below Discord's limits;
    `desk` has the groups that cogs of the desk add their commands to; `trusted_guilds` are the
    servers whose moderators curate the archive for all. `metrics` and `health` say how
    it goes.
    """

    store: Store
    _connection_task: asyncio.Task[None]

    def __init__(
        self,
        lifespan: Lifespan,
        *,
        trusted_guilds: frozenset[int] = frozenset(),
        pages: PageSource | None = None,
    ) -> None:
        self.metrics = Metrics()
        self.health = Health(self.metrics, now=datetime.now(UTC))
        self._journeys = Journeys(self.metrics)
        self.governor = Governor(self._note_answer)
        super().__init__(
            command_prefix=commands.when_mentioned,  # never read: messages are not subscribed to
            help_command=None,
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            # Between two servers that Discord sends at the start; its own waits twice as long.
            guild_ready_timeout=1.0,
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=CommandTree,
            http_trace=self.governor.trace,
        )
        self.command_ids: dict[str, int] = {}
        self.flood_gate = FloodGate()
        self.share_gate = ShareGate()
        self.desk = DeskCommands()
        self.trusted_guilds = trusted_guilds
        self.pages = pages or PageSource()
        self.page_gate = PageGate()
        self.suggestion_gate = SuggestionGate()
        self.previews = Previews()
        self.patience = GATEWAY_WITHIN
        self._lifespan = lifespan
        self._resources = AsyncExitStack()

    def newsroom(self, guild_id: int) -> Newsroom:
        """The newsroom of a server, as the operator's settings are."""
        return Newsroom(guild_id, is_trusted=guild_id in self.trusted_guilds)

    def _note_answer(self, method: str, path: str, status: int) -> None:
        self.metrics.note_answer(method, path, status)
        if first := _FIRST_ANSWER.match(path):
            self._journeys.end(int(first[1]), status)

    async def on_interaction(self, interaction: discord.Interaction["Newsdesk"]) -> None:
        """Follow each interaction to its first answer."""
        self._journeys.begin(interaction)

    async def on_ready(self) -> None:
        """Discord has sent what there is."""
        self.health.gateway_is_up()

    async def on_resumed(self) -> None:
        """The connection was taken up where it was."""
        self.health.gateway_is_up()

    async def on_disconnect(self) -> None:
        """The connection was lost, or a try to make one failed."""
        self.health.gateway_is_down(datetime.now(UTC))

    def guild_ids(self) -> frozenset[int]:
        """The servers that the bot is in, also those that can't be reached now."""
        return frozenset(guild.id for guild in self.guilds)

    async def setup_hook(self) -> None:
        """Open what the bot needs, before it connects."""
        await self._resources.enter_async_context(self._lifespan(self))

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the gateway, and again whenever that breaks, until closed."""
        while True:
            try:
                await super().connect(reconnect=reconnect)
            except AttributeError:
                # discord.py 2.7 asks a connection that it never had for its sequence, at the
                # second try where the first found no gateway.
                if getattr(self, "ws", None) is not None:
                    raise
            else:
                return

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Stay connected while the block lasts; it starts once Discord has sent what there is.

        Raises GatewayLostError where that takes longer than `patience`.
        """
        self._connection_task = asyncio.create_task(self.connect(), name="connection")
        ready = asyncio.create_task(self.wait_until_ready(), name="ready")
        try:
            patience = self.patience.total_seconds()
            await asyncio.wait(
                {ready, self._connection_task}, timeout=patience, return_when="FIRST_COMPLETED"
            )
            if not ready.done():
                if not self._connection_task.done():
                    raise GatewayLostError(patience / 60)
                await self.disconnected()
            yield
        finally:
            ready.cancel()
            await self.close()
            await asyncio.wait({ready, self._connection_task})

    async def disconnected(self) -> None:
        """Wait until the connection has ended for good; raises what ended it."""
        await asyncio.wait({self._connection_task})
        self._connection_task.result()

    async def close(self) -> None:
        """Leave Discord, then close what was opened; a second call does nothing."""
        await super().close()
        await self._resources.aclose()


class CommandTree(app_commands.CommandTree[Newsdesk]):
    """The commands, with their errors sent to the one edge."""

    async def interaction_check(self, interaction: discord.Interaction[Newsdesk], /) -> bool:
        """Let a command through unless it is one of too many; all it logs bears its reference."""
        follow(interaction)
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        try:
            interaction.client.flood_gate.admit(interaction)
        except FloodError as error:
            await answer_error(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[Newsdesk], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer a command that failed."""
        await answer_error(interaction, error)
