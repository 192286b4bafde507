"""Look whether Newsdesk can run here: its settings, files, disk, clock and zones."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.condition import Condition, Finding, is_shaped_like_token
from bot.fetch.documents import find_files
from bot.fetch.zones import find_zone, zone_names
from bot.storage.backups import Backups, is_good
from bot.storage.bot_lock import serving_process

# A database of 100,000 articles has 130 MB.
_LEAST_ROOM = 200 * 2**20
_OLD = timedelta(days=3)
_FOR_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Setup:
    """What the settings say of this machine; `secrets` are files that hold the token."""

    token: str | None
    database: Path
    corpus: tuple[Path, ...]
    backups: Path
    secrets: tuple[Path, ...] = ()


def check_machine(setup: Setup, *, now: datetime) -> list[Condition]:
    """Everything that can be found out without changing, waiting or asking anybody."""
    return [
        Condition(Finding.SETTINGS_READ),
        _check_token(setup.token),
        *_check_secrets(setup.secrets),
        *_check_folder(setup.database),
        _check_bot(setup.database),
        _check_backups(Backups(setup.backups, setup.database), now),
        *_check_corpus(setup.corpus),
        _check_zones(),
    ]


def _check_token(token: str | None) -> Condition:
    if not token:
        return Condition(Finding.TOKEN_MISSING)
    return Condition(
        Finding.TOKEN_SHAPED if is_shaped_like_token(token) else Finding.TOKEN_MISSHAPEN
    )


def _check_secrets(secrets: tuple[Path, ...]) -> Iterator[Condition]:
    for path in secrets:
        try:
            mode = path.stat().st_mode
        except OSError:
            continue
        if mode & _FOR_OTHERS and not _is_hidden(path):
            yield Condition(Finding.SECRET_READABLE, {"path": str(path)})


def _is_hidden(path: Path) -> bool:
    """Whether a folder above keeps others out."""
    return any(not folder.stat().st_mode & 0o011 for folder in path.resolve().parents)


def _check_folder(database: Path) -> Iterator[Condition]:
    folder = database.absolute().parent
    while not folder.exists():
        folder = folder.parent
    targets = (database, folder) if database.exists() else (folder,)
    closed = next((path for path in targets if not _is_writable(path)), None)
    if closed:
        yield Condition(Finding.FOLDER_CLOSED, {"path": str(closed)})
    else:
        yield Condition(Finding.FOLDER_WRITABLE, {"path": str(folder)})
    free = shutil.disk_usage(folder).free
    size = database.stat().st_size if database.is_file() else 0
    # A backup or a restored one needs as much again.
    is_enough = free >= _LEAST_ROOM + size
    yield Condition(
        Finding.ROOM_ENOUGH if is_enough else Finding.ROOM_LITTLE,
        {"path": str(folder), "free": free // 2**20, "need": (_LEAST_ROOM + size) // 2**20},
    )


def _is_writable(path: Path) -> bool:
    # Root may write anywhere but on a file system that is read-only.
    return os.access(path, os.W_OK) and not os.statvfs(path).f_flag & os.ST_RDONLY


def _check_bot(database: Path) -> Condition:
    pid = serving_process(database)
    if pid is None:
        return Condition(Finding.BOT_NONE)
    return Condition(Finding.BOT_SERVES, {"pid": pid})


def _check_backups(backups: Backups, now: datetime) -> Condition:
    newest = next(iter(backups.all()), None)
    if newest is None:
        return Condition(Finding.BACKUP_NONE, {"path": str(backups.folder)})
    facts: dict[str, str | int] = {
        "path": str(newest.path),
        "made_at": f"{newest.made_at:%Y-%m-%d %H:%M} UTC",
    }
    if not is_good(newest.path):
        return Condition(Finding.BACKUP_DAMAGED, facts)
    is_old = now - newest.made_at > _OLD
    return Condition(Finding.BACKUP_OLD if is_old else Finding.BACKUP_GOOD, facts)


def _check_corpus(corpus: tuple[Path, ...]) -> Iterator[Condition]:
    for path in corpus:
        if not path.exists():
            yield Condition(Finding.CORPUS_MISSING, {"path": str(path)})
            continue
        files = len(find_files([path]))
        finding = Finding.CORPUS_THERE if files else Finding.CORPUS_EMPTY
        yield Condition(finding, {"path": str(path), "files": files})


def _check_zones() -> Condition:
    if find_zone("Europe/Berlin") is None:
        return Condition(Finding.ZONES_MISSING)
    return Condition(Finding.ZONES_KNOWN, {"zones": len(zone_names())})
