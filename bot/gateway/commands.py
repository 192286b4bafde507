"""Tells Discord of the commands, and only when they changed: it limits how often that is done."""

import hashlib
import json
import logging
from collections.abc import Iterable

from discord.app_commands import AppCommand

from bot.gateway.client import Newsdesk
from bot.services.track_commands import commands_changed, record_commands

log = logging.getLogger(__name__)


async def publish_commands(bot: Newsdesk) -> None:
    """Sync the commands if their payload changed, and learn their ids."""
    digest = payload_digest(bot)
    if await commands_changed(bot.store, digest) or not _covers(
        published := await bot.tree.fetch_commands(), bot
    ):
        published = await bot.tree.sync()
        await record_commands(bot.store, digest)
        log.info("synced %d commands", len(published))
    bot.command_ids = {command.name: command.id for command in published}


def payload_digest(bot: Newsdesk) -> str:
    """Return a digest of what Discord would be told, and of the application it is told about."""
    payload = [command.to_dict(bot.tree) for command in bot.tree.get_commands()]
    text = json.dumps([bot.application_id, payload], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _covers(published: Iterable[AppCommand], bot: Newsdesk) -> bool:
    """Whether Discord still has every command: someone else may have removed them since."""
    names = {command.name for command in published}
    return all(command.name in names for command in bot.tree.get_commands())
