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

    `identity` is the absolute path without links, as text that any database takes. Only a folder
    that can't be listed is found as one; reading it is refused.
    """

    path: Path
    identity: str
    is_folder: bool = False

    @property
    def shown(self) -> str:
        """The path as it was asked for, as text that any terminal takes."""
        return _as_text(str(self.path))


def find_files(paths: Iterable[Path]) -> list[FoundFile]:
    """All files under the paths in a fixed order, each once, names with a leading dot left out.

    Folders behind symbolic links are followed once. Raises MissingPathError for a path that is
    not there; a folder that can't be listed is found like a file, and refused when it is read.
    """
    folders: set[tuple[int, int]] = set()
    found: dict[str, FoundFile] = {}
    for path in paths:
        _require_there(path)
        for file in _walk(path, folders):
            found.setdefault(file.identity, file)
    return list(found.values())


def _require_there(path: Path) -> None:
    """Raise MissingPathError for what is not there; what can't be looked at may be there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingPathError(path) from error
    except OSError:
        return


def file_identity(path: Path) -> str:
    """The one name of the file, whichever way it was reached."""
    return _as_text(os.path.realpath(path))


def read_file(path: Path) -> bytes:
    """The file's bytes; DocumentError with the mend where it is no readable, regular file.

    Nothing blocks: a FIFO without a writer is recognised before it is opened.
    """
    try:
        _require_regular(path.stat())
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            # It may have been exchanged since it was looked at.
            status = os.fstat(handle)
            _require_regular(status)
            # One byte more shows a file that grows; reading 8 MiB of room for each would be slow.
            return file.read(status.st_size + 1) or b""
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise DocumentError(f"can't be read: {reason}; mend the file or its rights") from error


def _walk(path: Path, folders: set[tuple[int, int]]) -> Iterator[FoundFile]:
    root = FoundFile(path, file_identity(path), is_folder=_is_folder(path))
    waiting = [root] if root.is_folder else []
    if not root.is_folder:
        yield root
    while waiting:
        folder = waiting.pop()
        entries = _entries(folder.path, folders)
        if entries is None:
            yield folder
            continue
        found = [_found(folder, entry) for entry in entries]
        yield from (file for file in found if not file.is_folder)
        waiting += [inner for inner in reversed(found) if inner.is_folder]


def _entries(folder: Path, folders: set[tuple[int, int]]) -> list[os.DirEntry[str]] | None:
    """What the folder shows, nothing if it was visited before, None if it can't be listed."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in folders:
            return []
        folders.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as listing:
            shown = [entry for entry in listing if not entry.name.startswith(".")]
    except OSError:
        return None
    return sorted(shown, key=lambda entry: entry.name)


def _found(folder: FoundFile, entry: os.DirEntry[str]) -> FoundFile:
    path = folder.path / entry.name
    # Resolving each by itself would look at every folder above it once more.
    identity = f"{folder.identity.rstrip('/')}/{_as_text(entry.name)}"
    if entry.is_symlink():
        identity = file_identity(path)
    return FoundFile(path, identity, is_folder=_is_folder(entry))


def _is_folder(entry: Path | os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link to itself, or a folder whose entries may be listed and not looked at.
        return False


def _as_text(path: str) -> str:
    """The path as UTF-8 text; bytes of a name that are none are spelt out."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _require_regular(status: os.stat_result) -> None:
    for is_kind, name in _KINDS:
        if is_kind(status.st_mode):
            raise DocumentError(f"{name}, not a regular file; move it out of the corpus")
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError("a folder that can't be listed; allow reading it")
    if status.st_size > MAX_BYTES:
        raise DocumentError(f"larger than {MAX_BYTES // 2**20} MiB; split the file")
