"""SimCord's environment in real time, around a bot that runs elsewhere and answers by socket.

SimCord's own Env holds the bot in the same loop and winds its timers; here the bot is only
waited for. All private names of Env that the demo depends on are in this file.
"""

import asyncio

import discord
from simcord.actors import MemberActor
from simcord.backend import Backend
from simcord.backend.models import Interaction
from simcord.builders import ChannelHandle, GuildHandle, UserHandle
from simcord.env import Env

from bot.demo.traffic import Traffic

# Discord gives a bot three seconds for its first answer to an interaction.
ANSWER_SECONDS = 3.0


class Room(Env):
    """What the people of one preview page do in a world that several rooms share."""

    def __init__(self, backend: Backend, traffic: Traffic) -> None:
        # Env wants a bot to look up cached objects; this one never connects, so it has none.
        super().__init__(discord.Client(intents=discord.Intents(guilds=True)))
        self.backend = backend
        self._traffic = traffic
        self._last_interaction: Interaction | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        # Env.start() would put a bot inside; these three are what previews ask of a started Env.
        self._loop = asyncio.get_running_loop()
        self._started = True
        self._generation = 1
        # Preview learns of interactions by the same hook; there is no public one.
        self._register_dispatch_observer(self._note_interaction)

    def member(self, guild_id: int, user_id: int) -> MemberActor:
        """A member of the guild as somebody who can act here."""
        return MemberActor(self, self.guild_handle(guild_id), self.user(user_id))

    def user(self, user_id: int) -> UserHandle:
        """A user as somebody who can act in a direct message."""
        return UserHandle(self, self.backend.get_user(user_id))

    def guild_handle(self, guild_id: int) -> GuildHandle:
        """A guild of the world, as this room's handle."""
        return GuildHandle(self, self.backend.get_guild(guild_id))

    def channel(self, channel_id: int) -> ChannelHandle:
        """A channel of the world, as this room's handle."""
        channel = self.backend.get_channel(channel_id)
        guild = None if channel.guild_id is None else self.guild_handle(channel.guild_id)
        return ChannelHandle(self, guild, channel)

    async def until_idle(self) -> None:
        """Wait until no action of a person is under way."""
        await self._idle.wait()

    @property
    def is_idle(self) -> bool:
        """Whether no action of a person is under way."""
        return self._idle.is_set()

    def _begin_operation(self, label: str) -> None:
        # Overridden to know when publishing by ourselves would collide with an action.
        super()._begin_operation(label)
        self._idle.clear()

    def _end_operation(self) -> None:
        super()._end_operation()
        if not self._operation_depth:
            self._idle.set()

    def _note_interaction(self, interaction: Interaction) -> None:
        self._last_interaction = interaction

    async def _settle_internal(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is Env's
        idle: float = 0.05,
        dispatch: str | None = None,
        _deadline: float | None = None,
    ) -> None:
        """Wait for the bot's answer to an interaction; nothing else is worth waiting for.

        Env calls this after each action. Without an interaction it must not give way to other
        tasks: Preview.refresh() would then collide with an action that begins meanwhile.
        """
        del timeout, idle, _deadline
        interaction = self._last_interaction
        if dispatch != "INTERACTION_CREATE" or interaction is None:
            return
        await self._traffic.until(lambda: _is_answered(interaction), seconds=ANSWER_SECONDS)


def _is_answered(interaction: Interaction) -> bool:
    return interaction.responded and not interaction.loading
