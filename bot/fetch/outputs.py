"""Files and folders that stand under their name only once they are whole.

What is not finished, as when the process is killed, lies beside it under a name with a leading dot,
which a load passes over.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from bot.errors import OutputError

_THERE = "is there already; name another path, or add --force to replace it"
_FOLDER = "is a folder; name a file"
_FOREIGN = "holds files that no export wrote; name another folder"


@contextmanager
def new_file(path: Path, *, replaces: bool = False) -> Iterator[TextIO]:
    """A text file that comes to stand at the path when the block ends, and not if it fails.

    Raises OutputError where it can't, or where something is and may not be replaced.
    """
    with _worded(path):
        if path.is_dir():
            raise OutputError(path, _FOLDER)
        _require_free(path, replaces=replaces)
        number, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
        part = Path(name)
        try:
            with open(number, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - by its number
                yield file
                file.flush()
                os.fsync(number)
            part.chmod(0o666 & ~_mask())
            _require_free(path, replaces=replaces)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def new_folder(
    path: Path, *, replaces: bool = False, is_own: Callable[[str], bool]
) -> Iterator[Path]:
    """A folder likewise; one that is replaced may hold only files whose names are `is_own`.

    Killed at the very moment of replacing, the old one may be left under its name with a dot.
    """
    with _worded(path):
        _require_free(path, replaces=replaces)
        if path.exists():
            _require_own(path, is_own)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{path.name[:50]}.", dir=path.parent))
        old = part.with_name(f"{part.name}.old")
        try:
            yield part
            part.chmod(0o777 & ~_mask())
            if path.exists():
                _require_free(path, replaces=replaces)
                _require_own(path, is_own)
                path.rename(old)
            part.rename(path)
        except BaseException:
            with suppress(OSError):
                # Only where it was moved away, and nothing came to its place.
                old.rename(path)
            raise
        finally:
            shutil.rmtree(part, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


def _require_free(path: Path, *, replaces: bool) -> None:
    if os.path.lexists(path) and not replaces:
        raise OutputError(path, _THERE)


def _require_own(path: Path, is_own: Callable[[str], bool]) -> None:
    if not path.is_dir() or not all(is_own(entry.name) for entry in path.iterdir()):
        raise OutputError(path, _FOREIGN)


def _mask() -> int:
    """What the process takes from the rights of new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"can't be written: {error.strerror}; choose another path or mend that"
        raise OutputError(path, reason) from error
