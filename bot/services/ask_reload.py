"""Ask the bot that serves from a database to load its corpus again."""

import os
import signal
from pathlib import Path

from bot.errors import StorageError
from bot.storage.bot_lock import is_held_by, serving_process

# SIGHUP comes as well when the terminal is closed in which a bot was started.
RELOAD = signal.SIGUSR1


def ask_reload(database: Path) -> int | None:
    """Ask it; its process, None where no bot serves.

    Raises StorageError where the bot can't be reached from here.
    """
    pid = serving_process(database)
    if pid is None:
        return None
    reason = f"the bot that serves from it (process {pid}) can't be reached from here; "
    try:
        if not pid or not is_held_by(database, pid):
            raise StorageError(database, f"{reason}ask in its container, or as its user")
        os.kill(pid, RELOAD)
    except OSError as error:
        raise StorageError(database, f"{reason}{error.strerror}; ask as its user") from error
    return pid
