"""The one edge where errors of commands, buttons, views and modals become answers."""

import logging
from types import TracebackType
from typing import Any

import discord
from discord import app_commands

from bot.gateway.journeys import follow, name_of
from bot.gateway.replies import reply
from bot.render.errors import fault_card, mend_card

log = logging.getLogger(__name__)


async def answer_error(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the member what they can mend; log everything else under a reference they are given."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    view = mend_card(cause) or fault_card(_logged(interaction, cause))
    try:
        await reply(interaction, view)
    except discord.HTTPException as refusal:
        log.warning("an error could not be answered: %s", refusal)


def _logged(interaction: discord.Interaction[Any], error: BaseException) -> str:
    """Log a fault without what the member typed; returns its reference."""
    reference, name = follow(interaction), name_of(interaction)
    interaction.client.metrics.faults.labels(name).inc()
    log.error("fault %s in %s", reference, name, exc_info=error)
    return reference


class ErrorEdge:
    """Within `async with`, sends any error to `answer_error`; cancellation passes."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction

    async def __aenter__(self) -> None:
        """Start to watch; what is logged meanwhile bears the journey's reference."""
        follow(self._interaction)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Answer an error and take it as dealt with."""
        if not isinstance(error, Exception):
            return False
        await answer_error(self._interaction, error)
        return True
