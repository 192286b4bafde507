"""Follows each interaction from its arrival to Discord's taking of the first answer."""

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, cast

import discord
import structlog

from bot.domain.journey import OTHER, TYPING, press_name, reference_of
from bot.telemetry.metrics import Metrics

log = logging.getLogger(__name__)

# Discord forgets an interaction's token after 15 minutes; by then nothing can be answered.
_FORGET_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class _Begun:
    name: str
    guild_id: int | None
    at: float
    is_typing: bool


class Journeys:
    """The interactions that wait for their first answer, the oldest first."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._begun: OrderedDict[int, _Begun] = OrderedDict()

    def begin(self, interaction: discord.Interaction[Any]) -> None:
        """An interaction has arrived."""
        now = time.monotonic()
        is_typing = interaction.type is discord.InteractionType.autocomplete
        begun = _Begun(name_of(interaction), interaction.guild_id, now, is_typing)
        self._begun[interaction.id] = begun
        self._forget(now)

    def end(self, interaction_id: int, status: int) -> None:
        """Discord answered to a first answer with this status; 0 if it didn't answer."""
        begun = self._begun.pop(interaction_id, None)
        if begun is None:
            return
        seconds = time.monotonic() - begun.at
        if 200 <= status < 300:
            self._metrics.interactions.labels(begun.name).observe(seconds)
        else:
            self._metrics.unanswered.labels(begun.name).inc()
        if not begun.is_typing:
            _tell(interaction_id, begun, status, seconds)

    def _forget(self, now: float) -> None:
        while self._begun:
            interaction_id, begun = next(iter(self._begun.items()))
            if now - begun.at < _FORGET_SECONDS:
                return
            self.end(interaction_id, 0)


def _tell(interaction_id: int, begun: _Begun, status: int, seconds: float) -> None:
    about = {
        "journey": reference_of(interaction_id),
        "interaction": begun.name,
        "guild": begun.guild_id,
        "status": status,
        "ms": round(seconds * 1000),
    }
    log.info("answered" if 200 <= status < 300 else "not answered", extra=about)


def follow(interaction: discord.Interaction[Any]) -> str:
    """Have all that this task logs from now on bear the journey's reference; returns that."""
    reference = reference_of(interaction.id)
    structlog.contextvars.bind_contextvars(journey=reference)
    return reference


def name_of(interaction: discord.Interaction[Any]) -> str:
    """The command's name, else the kind of the button, select or form."""
    data = cast("dict[str, Any]", interaction.data or {})
    if "custom_id" in data:
        return press_name(str(data["custom_id"]))
    command = interaction.command
    if command is None:
        return OTHER
    suffix = TYPING if interaction.type is discord.InteractionType.autocomplete else ""
    return f"/{command.qualified_name}{suffix}"
