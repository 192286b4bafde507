"""Tells when something in the folders of the corpus has changed."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path

from watchfiles import Change, awatch

# A copy of many files is one change: it is over when nothing came for so long, or taken for over.
_QUIET_MS = 2_000
_LONGEST_MS = 60_000
# How often it is looked whether a folder is gone, or another one came in its place.
_LOOK_MS = 10_000


async def folder_changes(
    paths: Sequence[Path], *, quiet_ms: int = _QUIET_MS, look_ms: int = _LOOK_MS
) -> AsyncGenerator[None, None]:
    """Something under the paths has changed, or they have come back.

    Raises OSError where the system can't tell, as when it watches too many folders already.
    """
    was_away = False
    while True:
        watched = _identities(paths)
        if watched is None:
            was_away = True
            await asyncio.sleep(look_ms / 1000)
            continue
        if was_away:
            yield
        async with aclosing(_watched(paths, quiet_ms, look_ms)) as changes:
            async for change in changes:
                if change:
                    yield
                if _identities(paths) != watched:
                    break
        was_away = True


async def _watched(
    paths: Sequence[Path], quiet_ms: int, look_ms: int
) -> AsyncGenerator[bool, None]:
    """Whether something has changed, told after each change and each look."""
    try:
        told = awatch(
            *paths,
            watch_filter=_is_shown,
            debounce=_LONGEST_MS,
            step=quiet_ms,
            rust_timeout=look_ms,
            yield_on_timeout=True,
        )
        async with aclosing(told) as batches:
            async for batch in batches:
                yield bool(batch)
    except FileNotFoundError:
        # It went in this moment.
        yield False
    except RuntimeError as error:
        # What watchfiles raises where the system has no more watches to give.
        raise OSError(str(error)) from error


def _identities(paths: Sequence[Path]) -> list[tuple[int, int]] | None:
    """Which folders these are, None if one is not there: a watch goes with its folder."""
    try:
        return [(status.st_dev, status.st_ino) for status in (path.stat() for path in paths)]
    except OSError:
        return None


def _is_shown(_: Change, path: str) -> bool:
    """As a load passes over names with a leading dot, where editors keep what isn't saved."""
    return not Path(path).name.startswith(".")
