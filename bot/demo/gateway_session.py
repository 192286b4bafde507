"""What one gateway session has been told: events in order, kept for a resume.

Knows nothing of sockets; bot.demo.gateway sends what is recorded here.
"""

import asyncio
import copy
import json
import secrets
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import discord
from simcord import intents as wire_intents
from simcord.backend import Backend, serializers

# Discord keeps events for a resume for some minutes; a simulation needs a bound, not a clock.
KEPT_EVENTS = 1000

# What an app may always do in a direct message with it.
_DM_PERMISSIONS = discord.Permissions(
    attach_files=True, embed_links=True, mention_everyone=True, external_emojis=True
)


class GatewaySession:
    """The events of the simulated world as one identified client may see them."""

    def __init__(self, backend: Backend, intents: discord.Intents) -> None:
        self.id = secrets.token_hex(16)
        self.arrived = asyncio.Event()
        self._backend = backend
        self._intents = intents
        self._sequence = 0
        self._frames: deque[tuple[int, str]] = deque(maxlen=KEPT_EVENTS)
        self._followers = 0

    def open(self, resume_url: str) -> None:
        """Greet the client with READY and its guilds, and follow the world from here on."""
        self._record("READY", self._ready(resume_url))
        for guild in self._backend.guilds.values():
            payload: Any = serializers.guild_create_payload(self._backend, guild)
            self._record("GUILD_CREATE", self._shaped("GUILD_CREATE", payload))
        self._backend.subscribers.append(self._follow)

    def close(self) -> None:
        """Stop following the world."""
        self._backend.subscribers.remove(self._follow)

    @property
    def is_followed(self) -> bool:
        """Whether a connection sends what is recorded here."""
        return self._followers > 0

    @contextmanager
    def followed(self) -> Iterator[None]:
        """Be followed by a connection while the block lasts."""
        self._followers += 1
        try:
            yield
        finally:
            self._followers -= 1

    def resume(self) -> None:
        """Close a replay the way Discord does."""
        self._record("RESUMED", {})

    def can_replay(self, sequence: int) -> bool:
        """Whether every event after the sequence number is still kept."""
        oldest = self._frames[0][0] if self._frames else 1
        return oldest - 1 <= sequence <= self._sequence

    def after(self, sequence: int) -> list[tuple[int, str]]:
        """Recorded events behind the sequence number, each as number and JSON text."""
        return [frame for frame in self._frames if frame[0] > sequence]

    def _ready(self, resume_url: str) -> dict[str, Any]:
        return {
            "v": 10,
            "user": dict(serializers.user_payload(self._backend.bot_user)),
            "guilds": [{"id": str(id_), "unavailable": True} for id_ in self._backend.guilds],
            "session_id": self.id,
            "resume_gateway_url": resume_url,
            "application": {"id": str(self._backend.application_id), "flags": 0},
        }

    def _follow(self, event: str, payload: Mapping[str, Any]) -> None:
        gate = wire_intents.required_intent(event, payload)
        if gate is not None and not getattr(self._intents, gate):
            return
        shaped = self._shaped(event, payload)
        if event == "GUILD_CREATE":
            # Only guilds that READY has announced come back with "unavailable": false;
            # without the key discord.py knows that the bot has just joined.
            shaped.pop("unavailable", None)
        self._record(event, shaped)

    def _shaped(self, event: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        shaped = copy.deepcopy(dict(payload))
        bot_id = self._backend.bot_user.id
        if event == "GUILD_CREATE":
            wire_intents.prune_guild_create(shaped, self._intents, bot_id)
        elif event in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and not self._intents.message_content:
            wire_intents.censor_message(shaped, bot_id, backend=self._backend)
        elif event == "INTERACTION_CREATE":
            _complete_interaction(shaped)
        return shaped

    def _record(self, event: str, data: dict[str, Any]) -> None:
        self._sequence += 1
        frame = {"op": 0, "t": event, "s": self._sequence, "d": data}
        self._frames.append((self._sequence, json.dumps(frame)))
        self.arrived.set()


def _complete_interaction(payload: dict[str, Any]) -> None:
    """Add what SimCord leaves empty: who installed the app, and what it may do in a DM."""
    payload["authorizing_integration_owners"] = {"0": payload.get("guild_id", "0")}
    if "guild_id" not in payload:
        payload["app_permissions"] = str(_DM_PERMISSIONS.value)
