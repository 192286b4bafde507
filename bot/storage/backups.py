"""Backups: sound copies of one database in a folder, named by their moment."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import StorageError
from bot.storage.copies import clear_abandoned, copy_database, worded_os_errors
from bot.storage.soundness import find_damage, stored_version

_FORM = "%Y%m%dT%H%M%SZ"
_MOMENT = re.compile(r"\d{8}T\d{6}Z")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup, made at a moment (aware UTC)."""

    path: Path
    made_at: datetime


class Backups:
    """The backups of one database; others in the folder are let be."""

    def __init__(self, folder: Path, database: Path) -> None:
        self.folder = folder
        self._database = database
        self._prefix = f"{database.stem}-"

    def all(self) -> list[Backup]:
        """Every backup, the newest first; none where the folder can't be read."""
        try:
            entries = list(self.folder.iterdir())
        except OSError:
            return []
        found = [backup for entry in entries if (backup := self._read(entry))]
        return sorted(found, key=lambda backup: backup.made_at, reverse=True)

    def make(self, *, now: datetime, kept: int) -> Backup:
        """Back the database up, and forget all but so many of the newest.

        Raises StorageDamagedError for a damaged database, StorageError where it can't be done.
        """
        now = now.astimezone(UTC).replace(microsecond=0)
        backup = Backup(self.folder / f"{self._prefix}{now:{_FORM}}.db", now)
        copy_database(self._database, backup.path)
        with worded_os_errors(self.folder):
            # By a clock that was wrong, others may be newer than the one just made.
            others = [each for each in self.all() if each != backup]
            for old in others[kept - 1 :]:
                old.path.unlink()
        clear_abandoned(self.folder / f"{self._prefix}*")
        return backup

    def newest_good(self) -> Backup | None:
        """The newest that is sound, None without any."""
        return next((backup for backup in self.all() if is_good(backup.path)), None)

    def _read(self, path: Path) -> Backup | None:
        moment = path.stem.removeprefix(self._prefix)
        if path.name != f"{self._prefix}{moment}.db" or not _MOMENT.fullmatch(moment):
            return None
        try:
            return Backup(path, datetime.strptime(moment, _FORM).replace(tzinfo=UTC))
        except ValueError:
            return None


def is_good(path: Path) -> bool:
    """Whether a database of Newsdesk is there, of this version or an older one, and sound."""
    try:
        return stored_version(path) > 0 and find_damage(path) is None
    except StorageError:
        return False
