"""What a serving bot does for itself: it mends its database, backs it up and follows its corpus.

It ends serving, by an error, where something is wrong that only a new start can mend.
"""

import asyncio
import logging
import os
import shutil
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, NoReturn

from bot.config import Settings
from bot.errors import (
    MissingPathError,
    ShrunkenCorpusError,
    StorageDamagedError,
    StorageError,
)
from bot.fetch.folder_changes import folder_changes
from bot.fetch.supervisor import Supervisor
from bot.gateway.client import Newsdesk
from bot.gateway.watchdog import watch_gateway
from bot.render import recovery as words
from bot.services.ask_reload import RELOAD
from bot.services.back_up import back_up_if_due
from bot.services.ready_database import Readiness, ready_database
from bot.services.recover_database import Recovery, Way
from bot.services.reload_corpus import reload_corpus
from bot.storage.backups import Backups
from bot.storage.bot_lock import serving_from
from bot.storage.soundness import find_damage

log = logging.getLogger(__name__)

# A start waits so long for the whole file to be checked; that of a large one goes on beside it.
_CHECK_SECONDS = 0.25
# Until the first backup, lest it competes with the first answers; then it is asked so often.
_FIRST_BACKUP_SECONDS = 60.0
_BACKUP_SECONDS = 900.0
# How often it is asked whether a statement met damage.
_LOOK_SECONDS = 2.0
_LITTLE_ROOM = 100 * 2**20
# A disk that damages each file anew is not mended by one more.
_MOST_RECOVERIES = 3


class Upkeep:
    """The upkeep of one bot, for as long as its process lives."""

    def __init__(self, settings: Settings, supervisor: Supervisor) -> None:
        self._settings = settings
        self._supervisor = supervisor
        self._backups = Backups(settings.backups_folder, settings.database)
        self._damage: str | None = None
        self._recoveries = 0
        self._check: asyncio.Task[str | None] | None = None
        self._reload = asyncio.Event()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Be the database's only bot while the block lasts, and heed `newsdesk reload`.

        Raises StorageBusyError where there is another bot.
        """
        loop = asyncio.get_running_loop()
        # Before anyone can learn whom to ask: unheeded, the signal would end the process.
        # SIGHUP is a service's, as `systemctl reload` sends it; in a terminal it says to end.
        signals = (RELOAD,) if os.isatty(0) else (RELOAD, signal.SIGHUP)
        for number in signals:
            loop.add_signal_handler(number, self._reload.set)
        beating = asyncio.create_task(self._beat(), name="heartbeat of the service")
        try:
            with serving_from(self._settings.database):
                yield
        finally:
            beating.cancel()
            await asyncio.wait({beating})
            for number in signals:
                loop.remove_signal_handler(number)

    async def prepare(self) -> None:
        """Have a database that can be served from; StorageError where there can't be one."""
        self._check = None
        folder = self._settings.database.parent
        if (free := shutil.disk_usage(folder).free) < _LITTLE_ROOM:
            log.warning("%s", words.little_room(folder, free=free))
        readiness = await self._make_ready()
        if not readiness.version:
            return
        check = asyncio.create_task(
            asyncio.to_thread(find_damage, self._settings.database), name="check database"
        )
        done, _ = await asyncio.wait({check}, timeout=_CHECK_SECONDS)
        if not done:
            self._check = check
        elif damage := check.result():
            self._note(damage)
            await self._make_ready()

    async def beside(self, bot: Newsdesk, serving: Coroutine[Any, Any, None]) -> None:
        """Keep a bot up until it has ended serving.

        Raises StorageDamagedError for a database that turns out damaged, GatewayLostError for a
        gateway that stays away.
        """
        status = words.serving(len(bot.guilds))
        log.info("%s", status)
        self._supervisor.ready(status)
        try:
            await _until_first(
                serving,
                watch_gateway(bot.health),
                self._watch_database(bot),
                self._back_up(bot),
                self._follow_corpus(bot),
                self._watch_corpus(),
            )
        except asyncio.CancelledError:
            # Posts under way are waited for now, which takes a while.
            self._supervisor.stopping()
            raise

    async def confirms_damage(self) -> bool:
        """Whether the database is damaged indeed; `prepare` recovers it then."""
        if self._damage is None:
            damage = await asyncio.to_thread(find_damage, self._settings.database)
            if damage is None:
                return False
            self._note(damage)
        return True

    def _note(self, damage: str) -> None:
        self._recoveries += 1
        if self._recoveries > _MOST_RECOVERIES:
            reason = f"is damaged again and again ({damage}); check the disk"
            raise StorageError(self._settings.database, reason)
        self._damage = damage

    async def _make_ready(self) -> Readiness:
        database = self._settings.database
        readiness = await ready_database(
            database,
            self._backups,
            kept=self._settings.backups_kept,
            now=datetime.now(UTC),
            damage=self._damage,
        )
        self._damage = None
        self._tell(readiness)
        return readiness

    def _tell(self, readiness: Readiness) -> None:
        database = self._settings.database
        if readiness.completed:
            log.error("%s", words.exchanged(database, readiness.completed))
        if readiness.recovery:
            log.error("%s", self._recovered(readiness.recovery))
        if backup := readiness.safeguard:
            text = words.safeguarded(database, version=readiness.version, backup=backup.path)
            log.warning("%s", text)
        if not database.exists() and (backups := self._backups.all()):
            log.warning("%s", words.unused_backups(database, newest=backups[0].path))

    def _recovered(self, recovery: Recovery) -> str:
        done = recovery.database, recovery.damage, recovery.old
        if backup := recovery.backup:
            return words.restored(
                *done, backup=backup.path, made_at=backup.made_at, missed=recovery.missed
            )
        if recovery.way is Way.MENDED:
            return words.mended(*done)
        return words.made_anew(*done, folder=self._backups.folder)

    async def _watch_database(self, bot: Newsdesk) -> NoReturn:
        if self._check and (damage := await self._check):
            self._end(damage)
        while True:
            if bot.store.met_damage.is_set():
                if damage := await asyncio.to_thread(find_damage, self._settings.database):
                    self._end(damage)
                log.error("%s", words.unsound(self._settings.database))
                bot.store.met_damage.clear()
            await asyncio.sleep(_LOOK_SECONDS)

    def _end(self, damage: str) -> NoReturn:
        self._note(damage)
        raise StorageDamagedError(self._settings.database, f"is damaged: {damage}")

    async def _back_up(self, bot: Newsdesk) -> NoReturn:
        for newest in self._backups.all()[:1]:
            bot.metrics.backup_made.set(newest.made_at.timestamp())
        await asyncio.sleep(_FIRST_BACKUP_SECONDS)
        while True:
            try:
                backup = await back_up_if_due(
                    self._backups, kept=self._settings.backups_kept, now=datetime.now(UTC)
                )
            except StorageError as error:
                if isinstance(error, StorageDamagedError):
                    bot.store.met_damage.set()
                log.error("no backup could be made: %s", error)  # noqa: TRY400 - it says what to do
            else:
                if backup:
                    bot.metrics.backup_made.set(backup.made_at.timestamp())
                    log.info("backup made: %s", backup.path)
            await asyncio.sleep(_BACKUP_SECONDS)

    async def _follow_corpus(self, bot: Newsdesk) -> NoReturn:
        while True:
            await self._reload.wait()
            self._reload.clear()
            try:
                report = await reload_corpus(bot.store, self._settings.corpus)
            except (MissingPathError, ShrunkenCorpusError, StorageError) as error:
                log.error("the corpus was not loaded again: %s", error)  # noqa: TRY400 - likewise
            else:
                bot.metrics.corpus_loaded.set_to_current_time()
                log.info("corpus loaded: %s", report)

    async def _watch_corpus(self) -> NoReturn:
        try:
            async for _ in folder_changes(self._settings.corpus):
                self._reload.set()
        except OSError as error:
            log.warning("changes of the corpus go unnoticed (%s); use `newsdesk reload`", error)
        await _for_ever()

    async def _beat(self) -> None:
        while self._supervisor.patience is not None:
            self._supervisor.alive()
            await asyncio.sleep(self._supervisor.patience / 3)


async def _for_ever() -> NoReturn:
    await asyncio.Event().wait()
    raise AssertionError("nobody sets this event")


async def _until_first(*works: Coroutine[Any, Any, None]) -> None:
    """Do all at once until one of them ends, and raise what it raised."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when="FIRST_COMPLETED")
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
