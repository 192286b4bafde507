"""Tells when something in the folders of the corpus has changed."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path

from watchfiles import Change, awatch
from watchfiles.main import FileChange

# A copy of many files is one change: it is over when nothing came for so long, or taken for over.
# As often it is looked whether a folder is gone, or another one came in its place.
_QUIET_MS = 2_000
_LONGEST_SECONDS = 60.0
# The thread that watches is asked so often; the end of the process waits for it.
_STEP_MS = 200


async def folder_changes(
    paths: Sequence[Path], *, quiet_ms: int = _QUIET_MS
) -> AsyncGenerator[None, None]:
    """Something under the paths has changed, or they have come back.

    Raises OSError where the system can't tell, as when it watches too many folders already.
    """
    was_away = False
    while True:
        watched = _identities(paths)
        if watched is None:
            was_away = True
            await asyncio.sleep(quiet_ms / 1000)
            continue
        if was_away:
            yield
        async with aclosing(_watched(paths, quiet_ms)) as changes:
            async for is_over in changes:
                if is_over:
                    yield
                if _identities(paths) != watched:
                    break
        was_away = True


async def _watched(paths: Sequence[Path], quiet_ms: int) -> AsyncGenerator[bool, None]:
    """Whether a change is over, told after each change and whenever there was none for a while."""
    clock = asyncio.get_running_loop().time
    began: float | None = None
    try:
        async with aclosing(_batches(paths, quiet_ms)) as batches:
            async for batch in batches:
                if batch and began is None:
                    began = clock()
                is_over = began is not None and (not batch or clock() - began > _LONGEST_SECONDS)
                yield is_over
                began = None if is_over else began
    except FileNotFoundError:
        # It went in this moment.
        yield False
    except RuntimeError as error:
        # What watchfiles raises where the system has no more watches to give.
        raise OSError(str(error)) from error


def _batches(paths: Sequence[Path], quiet_ms: int) -> AsyncGenerator[set[FileChange], None]:
    """What has changed, a moment after it did; nothing where nothing did for a while."""
    return awatch(
        *paths,
        watch_filter=_is_shown,
        debounce=4 * _STEP_MS,
        step=_STEP_MS,
        rust_timeout=quiet_ms,
        yield_on_timeout=True,
    )


def _identities(paths: Sequence[Path]) -> list[tuple[int, int]] | None:
    """Which folders these are, None if one is not there: a watch goes with its folder."""
    try:
        return [(status.st_dev, status.st_ino) for status in (path.stat() for path in paths)]
    except OSError:
        return None


def _is_shown(_: Change, path: str) -> bool:
    """As a load passes over names with a leading dot, where editors keep what isn't saved."""
    return not Path(path).name.startswith(".")
