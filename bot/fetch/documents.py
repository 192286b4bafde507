"""Documents on disk: which files a path holds, and their bytes, read without any surprise."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.domain.document import MAX_BYTES
from bot.errors import DocumentError, MissingPathError

_KINDS = (
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as reached from the path that was asked for, and the one name it is known by.

    `identity` is the absolute path without links, as text that any database takes.
    """

    path: Path
    identity: str


def find_files(paths: Iterable[Path]) -> list[FoundFile]:
    """All files under the paths in a fixed order, each once, names with a leading dot left out.

    Folders behind symbolic links are followed once. Raises MissingPathError for a path that is
    not there; a folder that can't be listed is reported when it is read.
    """
    folders: set[tuple[int, int]] = set()
    found: dict[str, FoundFile] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise MissingPathError(path)
        for file in _walk(path, folders):
            identity = file_identity(file)
            found.setdefault(identity, FoundFile(file, identity))
    return list(found.values())


def file_identity(path: Path) -> str:
    """The one name of the file, whichever way it was reached."""
    resolved = os.path.realpath(path)
    return os.fsencode(resolved).decode("utf-8", errors="backslashreplace")


def read_file(path: Path) -> bytes:
    """The file's bytes; DocumentError with the mend where it is no readable, regular file.

    Nothing blocks: a FIFO without a writer is recognised before it is opened.
    """
    try:
        _require_regular(path.stat())
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            # It may have been exchanged since it was looked at.
            _require_regular(os.fstat(handle))
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise DocumentError(f"can't be read: {reason}; mend the file or its rights") from error


def _walk(path: Path, folders: set[tuple[int, int]]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        entries = _visible_entries(folder, folders)
        if entries is None:
            yield folder
            continue
        inner = {entry for entry in entries if entry.is_dir()}
        yield from (entry for entry in entries if entry not in inner)
        waiting += sorted(inner, reverse=True)


def _visible_entries(folder: Path, folders: set[tuple[int, int]]) -> list[Path] | None:
    """What the folder holds, nothing if it was visited before, None if it can't be listed."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in folders:
            return []
        folders.add((status.st_dev, status.st_ino))
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError:
        return None


def _require_regular(status: os.stat_result) -> None:
    for is_kind, name in _KINDS:
        if is_kind(status.st_mode):
            raise DocumentError(f"{name}, not a regular file; move it out of the corpus")
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError("a folder that can't be listed; allow reading it")
    if status.st_size > MAX_BYTES:
        raise DocumentError(f"larger than {MAX_BYTES // 2**20} MiB; split the file")
